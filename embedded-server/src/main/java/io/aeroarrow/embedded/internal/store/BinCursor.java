package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Iterates over the bins of a record in their stored bytes. */
public final class BinCursor {
    private static final int SIZE_BYTES = 4;
    private static final int PARTICLE_OFFSET = 5;
    private static final int NAME_SIZE_OFFSET = 7;
    private static final int NAME_OFFSET = 8;

    private final byte[] source;
    private int start;
    private int next;

    BinCursor(byte[] source) {
        this.source = source;
    }

    /** Moves to the next bin; false after the last one. */
    public boolean advance() {
        if (next >= source.length) {
            return false;
        }
        start = next;
        next = start + SIZE_BYTES + readInt(start);
        return true;
    }

    /** Moves to a bin by name; false if there is none. The search starts after the current bin and wraps around. */
    public boolean seek(ByteSlice name) {
        int from = next;
        while (advance()) {
            if (isNamed(name)) {
                return true;
            }
        }
        next = 0;
        while (next < from && advance()) {
            if (isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    public boolean isNamed(ByteSlice name) {
        int size = source[start + NAME_SIZE_OFFSET];
        int from = start + NAME_OFFSET;
        return size == name.length()
                && Arrays.equals(source, from, from + size, name.array(), name.offset(), name.offset() + name.length());
    }

    public int particle() {
        return source[start + PARTICLE_OFFSET];
    }

    public ByteSlice name() {
        return new ByteSlice(source, start + NAME_OFFSET, source[start + NAME_SIZE_OFFSET]);
    }

    public ByteSlice value() {
        int from = start + NAME_OFFSET + source[start + NAME_SIZE_OFFSET];
        return new ByteSlice(source, from, next - from);
    }

    /** Writes the current bin as a READ op. */
    public void writeTo(ByteBuf out) {
        out.writeBytes(source, start, next - start);
    }

    private int readInt(int at) {
        return (source[at] & 0xff) << 24
                | (source[at + 1] & 0xff) << 16
                | (source[at + 2] & 0xff) << 8
                | (source[at + 3] & 0xff);
    }
}
