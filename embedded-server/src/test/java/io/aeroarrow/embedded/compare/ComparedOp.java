package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One op of a request. */
final class ComparedOp {
    private static final int FIXED_PART = 4;

    private final int code;
    private final int particle;
    private final String bin;
    private final byte[] value;
    private final String description;

    /**
     * @param description what a failure shows
     */
    ComparedOp(int code, int particle, String bin, byte[] value, String description) {
        this.code = code;
        this.particle = particle;
        this.bin = bin;
        this.value = value;
        this.description = description;
    }

    byte[] encode() {
        byte[] name = bin.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + name.length + value.length)
                .putInt(FIXED_PART + name.length + value.length)
                .put((byte) code)
                .put((byte) particle)
                .put((byte) 0)
                .put((byte) name.length)
                .put(name)
                .put(value)
                .array();
    }

    boolean isRead() {
        return code == 1 || code == 3 || code == 7 || code == 12 || code == 15;
    }

    @Override
    public String toString() {
        return code + " " + bin + " " + description;
    }
}
