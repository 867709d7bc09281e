package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.measure.BenchmarkServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The records of one client. All clients have the same three bins; keys and set differ. */
record ContestantRecords(String slug) {

    static final String NAMESPACE = BenchmarkServer.NAMESPACE;

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

    /** Returns a record's checksum. Sums of checksums compare reads regardless of order. */
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

    /** Returns the expected sum of the checksums of records 0 to {@code count}, exclusive. */
    static long checksum(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += checksum(i, ratio(i), name(i));
        }
        return sum;
    }
}
