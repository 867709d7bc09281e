package io.aeroarrow.internal.arrow.decode.variant;

import io.aeroarrow.internal.bytes.RawMemory;
import java.nio.ByteBuffer;

/** Bytes outside the heap that grow at their end. All numbers are little-endian. */
final class GrowingBytes {

    private ByteBuffer memory = ByteBuffer.allocateDirect(1024);
    private long address = RawMemory.address(memory);
    private int length;

    /** The address of the first byte; adding bytes may change it. */
    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /** Keeps the first {@code length} bytes, or makes room for more, whose content is undefined. */
    void setLength(int newLength) {
        ensure(newLength - (long) length);
        length = newLength;
    }

    void add(int value) {
        ensure(1);
        RawMemory.putByte(address + length, (byte) value);
        length++;
    }

    /** Adds the lowest {@code size} bytes of a number. */
    void addNumber(long number, int size) {
        ensure(size);
        put(length, number, size);
        length += size;
    }

    /** Sets the {@code size} bytes from index {@code at} on to the lowest bytes of a number. */
    void put(int at, long number, int size) {
        long rest = number;
        for (int i = 0; i < size; i++) {
            RawMemory.putByte(address + at + i, (byte) rest);
            rest >>= Byte.SIZE;
        }
    }

    void addCopy(long from, int bytes) {
        ensure(bytes);
        RawMemory.copy(from, address + length, bytes);
        length += bytes;
    }

    void addCopy(byte[] from, int bytes) {
        ensure(bytes);
        RawMemory.copy(from, 0, address + length, bytes);
        length += bytes;
    }

    /** Moves the bytes from index {@code from} to the end; the places may overlap. */
    void moveEnd(int from, int to) {
        int bytes = length - from;
        setLength(Math.max(length, to + bytes));
        RawMemory.move(address + from, address + to, bytes);
        length = to + bytes;
    }

    private void ensure(long added) {
        if (length + added > memory.capacity()) {
            grow(length + added);
        }
    }

    private void grow(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "a list or map exceeds 2 GiB as a variant. Declare a list, map or struct type for its bin.");
        }
        ByteBuffer larger =
                ByteBuffer.allocateDirect((int) Math.max(needed, Math.min(2L * memory.capacity(), Integer.MAX_VALUE)));
        long from = address;
        address = RawMemory.address(larger);
        RawMemory.copy(from, address, length);
        memory = larger;
    }
}
