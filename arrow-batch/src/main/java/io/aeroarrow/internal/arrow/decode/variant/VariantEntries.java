package io.aeroarrow.internal.arrow.decode.variant;

import java.util.Arrays;

/** The names and offsets of the elements of the containers that are being written: a stack, without objects per element. */
final class VariantEntries {

    /** Gaps of Ciura's shell sort: it is an insertion sort for the small objects that records mostly have. */
    private static final int[] GAPS = {701, 301, 132, 57, 23, 10, 4, 1};

    private int[] keys = new int[64];
    private int[] offsets = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Keeps the first entries only. */
    void truncate(int newSize) {
        size = newSize;
    }

    void add(int key, int offset) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        keys[size] = key;
        offsets[size] = offset;
        size++;
    }

    int key(int index) {
        return keys[index];
    }

    int offset(int index) {
        return offsets[index];
    }

    /**
     * Sorts the entries from index {@code from} on by name.
     *
     * @return false if two of them have the same name
     */
    boolean sort(int from, VariantKeys names) {
        int first = firstUnsorted(from, names);
        if (first == size) {
            return true;
        }
        int count = size - from;
        // Beyond the largest gap, gaps grow by this factor.
        for (long gap = largestGap(count); gap > GAPS[0]; gap = gap * 4 / 9) {
            pass(from, (int) gap, names);
        }
        for (int gap : GAPS) {
            if (gap < count) {
                pass(from, gap, names);
            }
        }
        return firstUnsorted(from, names) == size;
    }

    private static long largestGap(int count) {
        long gap = GAPS[0];
        while (gap * 9 / 4 < count) {
            gap = gap * 9 / 4;
        }
        return gap;
    }

    private void pass(int from, int gap, VariantKeys names) {
        for (int i = from + gap; i < size; i++) {
            int key = keys[i];
            int offset = offsets[i];
            int at = i;
            while (at - gap >= from && names.compare(keys[at - gap], key) > 0) {
                keys[at] = keys[at - gap];
                offsets[at] = offsets[at - gap];
                at -= gap;
            }
            keys[at] = key;
            offsets[at] = offset;
        }
    }

    /** The first index whose name is not after the one before it; {@code size} if all are in order and distinct. */
    private int firstUnsorted(int from, VariantKeys names) {
        for (int i = from + 1; i < size; i++) {
            if (names.compare(keys[i - 1], keys[i]) >= 0) {
                return i;
            }
        }
        return size;
    }
}
