package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * Remembers which records a query has given, up to a limit. Of a digest's 20 bytes, 16 are kept: two records that share
 * them are as likely as two keys with one digest.
 */
final class SeenRecords {

    /** 3.3 million records, in 64 MiB. */
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

    /** Whether some records could not be remembered any more. */
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
        // A fifth stays free, so that searches are short.
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

    /** The index of the slot that holds a digest, or of the free one where it belongs. */
    private int find(long first, long second) {
        int mask = slots.length / 2 - 1;
        // Digests are hashes already.
        int slot = (int) second & mask;
        while (slots[2 * slot] != 0 && (slots[2 * slot] != first || slots[2 * slot + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }

    /** Never zero, which means a free slot. */
    private static long first(long digest) {
        long value = RawMemory.getLong(digest + OFFSET);
        return value == 0 ? 1 : value;
    }

    private static long second(long digest) {
        return RawMemory.getLong(digest + OFFSET + Long.BYTES);
    }
}
