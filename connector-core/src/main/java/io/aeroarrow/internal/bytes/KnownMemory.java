package io.aeroarrow.internal.bytes;

import java.util.Arrays;

/**
 * The buffers whose addresses were taken, for the checking mode of {@link RawMemory}. An access must lie in one of them. A
 * freed buffer stays known until another one takes its place, so use after free is not always found.
 *
 * <p>Sorted arrays under one lock: the checking mode must not allocate for each access, as tests count allocations.
 */
final class KnownMemory {

    private static final Object LOCK = new Object();

    private static long[] starts = new long[1 << 12];
    private static long[] ends = new long[1 << 12];
    private static int count;
    private static int lastHit;

    private KnownMemory() {}

    /** Adds a buffer. Buffers that overlap it were freed, and are forgotten. */
    static void add(long start, long bytes) {
        long end = start + bytes;
        synchronized (LOCK) {
            int first = firstEndingAfter(start);
            if (first < count && starts[first] == start && ends[first] == end) {
                return;
            }
            int after = first;
            while (after < count && starts[after] < end) {
                after++;
            }
            replace(first, after, start, end);
        }
    }

    private static void replace(int from, int to, long start, long end) {
        int changed = count - (to - from) + 1;
        if (changed > starts.length) {
            starts = Arrays.copyOf(starts, 2 * changed);
            ends = Arrays.copyOf(ends, 2 * changed);
        }
        System.arraycopy(starts, to, starts, from + 1, count - to);
        System.arraycopy(ends, to, ends, from + 1, count - to);
        starts[from] = start;
        ends[from] = end;
        count = changed;
    }

    /** Returns the index of the first buffer that ends behind an address; the number of buffers if there is none. */
    private static int firstEndingAfter(long address) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > address) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Checks an access.
     *
     * @throws IndexOutOfBoundsException if it does not lie in one known buffer
     */
    static void require(long address, long bytes) {
        if (bytes == 0) {
            return;
        }
        synchronized (LOCK) {
            int hit = lastHit;
            if (hit >= count || address < starts[hit] || address >= ends[hit]) {
                hit = firstEndingAfter(address);
                lastHit = hit;
            }
            if (bytes > 0 && hit < count && address >= starts[hit] && bytes <= ends[hit] - address) {
                return;
            }
            String nearest = hit < count ? "; the next known buffer is " + starts[hit] + " to " + ends[hit] : "";
            throw new IndexOutOfBoundsException(bytes + " bytes at address " + address
                    + " do not lie in a buffer whose address was taken through RawMemory" + nearest);
        }
    }
}
