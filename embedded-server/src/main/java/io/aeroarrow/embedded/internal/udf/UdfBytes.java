package io.aeroarrow.embedded.internal.udf;

import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.Arrays;

/** A blob that a function reads and changes. */
public final class UdfBytes {
    private byte[] content;
    private int size;
    private int type = ParticleType.BLOB;

    public UdfBytes(byte[] content) {
        this.content = content.clone();
        this.size = content.length;
    }

    public UdfBytes(byte[] content, int type) {
        this(content);
        this.type = type;
    }

    public int size() {
        return size;
    }

    public int type() {
        return type;
    }

    public void type(int particle) {
        type = particle;
    }

    public byte[] copy() {
        return Arrays.copyOf(content, size);
    }

    /** Reads a signed integer of some bytes; the caller checks the bounds. */
    public long integer(int position, int width, boolean bigEndian) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            int at = bigEndian ? position + i : position + width - 1 - i;
            value = value << Byte.SIZE | (content[at] & 0xff);
        }
        int unused = Long.SIZE - width * Byte.SIZE;
        return value << unused >> unused;
    }

    /** Writes an integer and grows the blob if it ends behind it. */
    public void integer(int position, int width, boolean bigEndian, long value) {
        byte[] written = new byte[width];
        for (int i = 0; i < width; i++) {
            int shift = (bigEndian ? width - 1 - i : i) * Byte.SIZE;
            written[i] = (byte) (value >>> shift);
        }
        write(position, written, width);
    }

    public void write(int position, byte[] source, int count) {
        writeUnsized(position, source, count);
        size = Math.max(size, position + count);
    }

    /** Writes bytes without moving the end of the blob. */
    public void writeUnsized(int position, byte[] source, int count) {
        int end = position + count;
        if (end > content.length) {
            content = Arrays.copyOf(content, Math.max(end, content.length * 2));
        }
        System.arraycopy(source, 0, content, position, count);
    }

    /** The bytes from a position on, those behind the end included. */
    public byte[] behind(int position) {
        return position >= content.length ? new byte[0] : Arrays.copyOfRange(content, position, content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UdfBytes that && type == that.type && Arrays.equals(copy(), that.copy());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(copy());
    }

    @Override
    public String toString() {
        return UdfText.of(this);
    }
}
