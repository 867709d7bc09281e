package io.aeroarrow.embedded.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A read-only view of bytes in a request or a record. */
public final class ByteSlice {
    public static final ByteSlice EMPTY = new ByteSlice(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    public ByteSlice(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + array.length);
        }
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static ByteSlice of(byte[] array) {
        return new ByteSlice(array, 0, array.length);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int u8(int index) {
        return array[offset + index] & 0xff;
    }

    public int u16(int index) {
        return u8(index) << 8 | u8(index + 1);
    }

    public int u16LittleEndian(int index) {
        return u8(index) | u8(index + 1) << 8;
    }

    public int i32(int index) {
        return u16(index) << 16 | u16(index + 2);
    }

    public long u32(int index) {
        return i32(index) & 0xffff_ffffL;
    }

    public long i64(int index) {
        return u32(index) << 32 | u32(index + 4);
    }

    public ByteSlice slice(int from, int size) {
        if (from < 0 || size < 0 || size > length - from) {
            throw new IndexOutOfBoundsException(from + "+" + size + " of " + length);
        }
        return new ByteSlice(array, offset + from, size);
    }

    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public boolean sameAs(ByteSlice other) {
        return Arrays.equals(array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    /** Unsigned bytewise order, then the shorter first. */
    public int compareUnsigned(ByteSlice other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    public boolean contains(int value) {
        for (int i = 0; i < length; i++) {
            if (u8(i) == value) {
                return true;
            }
        }
        return false;
    }

    /** Decodes one char per byte, so two strings are equal exactly if their bytes are equal. */
    public String latin1() {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Bytes[" + length + "]";
    }
}
