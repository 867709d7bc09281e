package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.bytes.RawMemory;
import java.util.Arrays;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.dictionary.Dictionary;

/**
 * The distinct values of a dictionary, indexed in order of first appearance. The dictionary grows from batch to batch;
 * a value keeps its index. Several columns may share a dictionary.
 */
public final class DictionaryValues {

    private static final int INITIAL_SLOTS = 1 << 8;
    private static final int INITIAL_VALUES = 64;
    private static final long INITIAL_BYTES = 1024;

    private final BaseVariableWidthVector vector;
    /** A hash table with linear probing: a slot holds a value's index plus 1, or 0 if it is free. */
    private int[] slots = new int[INITIAL_SLOTS];

    private int[] hashes = new int[INITIAL_VALUES];
    private int size;
    private long end;

    /**
     * @throws IllegalArgumentException if the dictionary's values are not utf8 or binary
     */
    public DictionaryValues(Dictionary dictionary) {
        if (!(dictionary.getVector() instanceof BaseVariableWidthVector values)) {
            throw new IllegalArgumentException(
                    "dictionary " + dictionary.getEncoding().getId() + " has values of the unsupported type "
                            + dictionary.getVectorType() + ". Use utf8 or binary.");
        }
        vector = values;
        vector.clear();
        vector.allocateNew(INITIAL_BYTES, INITIAL_VALUES);
        vector.setValueCount(0);
    }

    /** Returns the index of the value at an address. A new value is added. */
    int indexOf(long value, int length) {
        int hash = hash(value, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (hashes[index] == hash && isAt(index, value, length)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot, hash, value, length);
    }

    private boolean isAt(int index, long value, int length) {
        long offset = ArrowMemory.address(vector.getOffsetBuffer()) + ((long) index << 2);
        int start = RawMemory.getInt(offset);
        return RawMemory.getInt(offset + Integer.BYTES) - start == length
                && RawMemory.equal(ArrowMemory.address(vector.getDataBuffer()) + start, value, length);
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
        RawMemory.copy(value, ArrowMemory.address(vector.getDataBuffer()) + end, length);
        end += length;
        RawMemory.putInt(ArrowMemory.address(vector.getOffsetBuffer()) + ((long) (size + 1) << 2), (int) end);
        BitVectorHelper.setBit(vector.getValidityBuffer(), size);
        hashes[size] = hash;
        size++;
        slots[slot] = size;
        // A quarter of the slots stays free to keep probing short.
        if (size > slots.length / 4 * 3) {
            rehash();
        }
        return size - 1;
    }

    private void grow(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException("the dictionary of column '" + vector.getName()
                    + "' exceeds 2 GiB because too few values repeat. Declare the field without a dictionary.");
        }
        vector.reallocDataBuffer(
                Math.max(needed, Math.min(2 * vector.getDataBuffer().capacity(), Integer.MAX_VALUE)));
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int index = 0; index < size; index++) {
            int slot = hashes[index] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index + 1;
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

    /** Sets the vector's value count, so that the vector shows all values added so far. */
    void finishBatch() {
        vector.setLastSet(size - 1);
        vector.setValueCount(size);
    }
}
