package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * The set of records that a query has returned, up to a limit. It keeps 16 of a digest's 20 bytes: a collision of these
 * is as unlikely as two keys with the same digest.
 */
final class SeenRecords {

    /** Room for 3.3 million records, in 64 MiB. */
    static final int MAX_SLOTS = 1 << 22;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int OFFSET = 4;

    private final int maxSlots;
    /** Two longs a slot; a slot of zeros is free. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int size;
    private boolean full;

    SeenRecords() {
        this(MAX_SLOTS);
    }

    SeenRecords(int maxSlots) {
        this.maxSlots = maxSlots;
    }

    /** Whether the limit is reached, so that further records are not remembered. */
    boolean isFull() {
        return full;
    }

    boolean contains(long digest) {
        return slots[find(first(digest), second(digest))] != 0;
    }

    void add(long digest) {
        if (full) {
            return;
        }
        long first = first(digest);
        long second = second(digest);
        int slot = find(first, second);
        if (slots[slot] != 0) {
            return;
        }
        slots[slot] = first;
        slots[slot + 1] = second;
        size++;
        // A fifth of the slots stays free, so that probe sequences are short.
        if (size >= slots.length / 2 / 5 * 4) {
            grow();
        }
    }

    private void grow() {
        if (slots.length / 2 >= maxSlots) {
            full = true;
            return;
        }
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = find(old[i], old[i + 1]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }

    /** The index of the slot that holds a digest, or of the free slot where it belongs. */
    private int find(long first, long second) {
        int mask = slots.length / 2 - 1;
        // A digest is already a hash.
        int slot = (int) second & mask;
        while (slots[2 * slot] != 0 && (slots[2 * slot] != first || slots[2 * slot + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }

    /** Never returns zero, which marks a free slot. */
    private static long first(long digest) {
        long value = RawMemory.getLong(digest + OFFSET);
        return value == 0 ? 1 : value;
    }

    private static long second(long digest) {
        return RawMemory.getLong(digest + OFFSET + Long.BYTES);
    }
}
