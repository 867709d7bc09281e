package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The records that every contender writes and reads: three bins, alike for all; keys and set are each one's own. */
record Records(String slug) {

    static final String NAMESPACE = Target.NAMESPACE;

    String set() {
        return "bench-" + slug;
    }

    String key(int number) {
        return slug + "-" + number;
    }

    static double ratio(int number) {
        return number / 7.0;
    }

    static String name(int number) {
        return "name-" + number;
    }

    /** Of one record; sums of it compare what contenders read, in whatever order that came. */
    static long checksum(long id, double ratio, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES + Double.BYTES + text.length)
                .putLong(id)
                .putDouble(ratio)
                .put(text)
                .array());
        return crc.getValue();
    }

    /** Of the first so many records, as they should be. */
    static long checksum(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += checksum(i, ratio(i), name(i));
        }
        return sum;
    }
}
