package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.Arrays;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.dictionary.Dictionary;

/**
 * The distinct values of a dictionary, numbered in the order in which they are met. It grows from batch to batch, and a
 * value keeps its number; several columns may share one.
 */
public final class DictionaryValues {

    private static final int FIRST_SLOTS = 1 << 8;
    private static final int FIRST_VALUES = 64;
    private static final long FIRST_BYTES = 1024;

    private final BaseVariableWidthVector vector;
    /** A value's number and one, where its hash belongs or behind it; 0 is free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int[] hashes = new int[FIRST_VALUES];
    private int size;
    private long end;

    /**
     * @throws IllegalArgumentException if the dictionary's values are no texts or blobs
     */
    public DictionaryValues(Dictionary dictionary) {
        if (!(dictionary.getVector() instanceof BaseVariableWidthVector values)) {
            throw new IllegalArgumentException(
                    "the dictionary " + dictionary.getEncoding().getId() + " has values of type "
                            + dictionary.getVectorType() + "; utf8 and binary are decoded to one");
        }
        vector = values;
        vector.clear();
        vector.allocateNew(FIRST_BYTES, FIRST_VALUES);
        vector.setValueCount(0);
    }

    /** The number of a value that lies at an address; it is added if it is new. */
    int number(long value, int length) {
        int hash = hash(value, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && holds(number, value, length)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot, hash, value, length);
    }

    private boolean holds(int number, long value, int length) {
        long offset = vector.getOffsetBufferAddress() + ((long) number << 2);
        int start = RawMemory.getInt(offset);
        return RawMemory.getInt(offset + Integer.BYTES) - start == length
                && RawMemory.equal(vector.getDataBufferAddress() + start, value, length);
    }

    private int add(int slot, int hash, long value, int length) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        if (vector.getValueCapacity() <= size) {
            vector.reallocValidityAndOffsetBuffers();
        }
        if (end + length > vector.getDataBuffer().capacity()) {
            grow(end + length);
        }
        RawMemory.copy(value, vector.getDataBufferAddress() + end, length);
        end += length;
        RawMemory.putInt(vector.getOffsetBufferAddress() + ((long) (size + 1) << 2), (int) end);
        BitVectorHelper.setBit(vector.getValidityBuffer(), size);
        hashes[size] = hash;
        size++;
        slots[slot] = size;
        // A quarter stays free, so that searches are short.
        if (size > slots.length / 4 * 3) {
            rehash();
        }
        return size - 1;
    }

    private void grow(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException("the dictionary in column '" + vector.getName()
                    + "' holds more than 2 GiB; its values repeat too seldom for one: declare the field without it");
        }
        vector.reallocDataBuffer(
                Math.max(needed, Math.min(2 * vector.getDataBuffer().capacity(), Integer.MAX_VALUE)));
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(long value, int length) {
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mix(hash ^ RawMemory.getLong(value + at));
        }
        for (; at < length; at++) {
            hash = mix(hash ^ RawMemory.getUnsignedByte(value + at));
        }
        return (int) (hash >>> 32);
    }

    private static long mix(long bits) {
        long product = bits * 0x9e37_79b9_7f4a_7c15L;
        return product ^ product >>> 32;
    }

    /** Shows the vector all values so far. */
    void finishBatch() {
        vector.setLastSet(size - 1);
        vector.setValueCount(size);
    }
}
