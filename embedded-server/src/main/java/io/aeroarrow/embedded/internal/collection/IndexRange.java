package io.aeroarrow.embedded.internal.collection;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A range of indexes or ranks within a container. */
record IndexRange(int start, int count) {
    /** The count of a range without one. */
    static final long UNLIMITED = 0xffff_ffffL;

    /** An index and an unsigned count as sent, relative to another index or absolute. */
    record Requested(long index, long count) {
        /** Moves the range so that it is relative to the container's start. */
        Requested after(int base) {
            long moved = index + base;
            if (moved >= 0) {
                return new Requested(moved, count);
            }
            return new Requested(0, Long.compareUnsigned(count, -moved) > 0 ? count + moved : 0);
        }

        /** The part within a container of this size. An index outside fails for a single element. */
        IndexRange within(int size, boolean multi) {
            return multi ? clipped(size) : single(size);
        }

        private IndexRange single(int size) {
            long start = index < 0 ? index + size : index;
            if (index >= size || start < 0) {
                throw CollectionFailure.notApplicable("index " + index + " of " + size);
            }
            return new IndexRange((int) start, limited(count, size - start));
        }

        private IndexRange clipped(int size) {
            if (index >= size) {
                return new IndexRange(size, 0);
            }
            long start = index < 0 ? index + size : index;
            if (start >= 0) {
                return new IndexRange((int) start, limited(count, size - start));
            }
            return new IndexRange(0, Long.compareUnsigned(-start, count) < 0 ? limited(count + start, size) : 0);
        }

        private static int limited(long count, long most) {
            return (int) (Long.compareUnsigned(count, most) >= 0 ? most : count);
        }
    }

    int end() {
        return start + count;
    }

    int[] indexes() {
        return IntStream.range(start, end()).toArray();
    }

    int[] inverse(int size) {
        return IntStream.concat(IntStream.range(0, start), IntStream.range(end(), size))
                .toArray();
    }

    /** The inverse range if it is one range, null if it has two parts. */
    static @Nullable IndexRange inverted(IndexRange range, int size) {
        if (range.count == 0) {
            return new IndexRange(0, size);
        } else if (range.start == 0) {
            return new IndexRange(range.count, size - range.count);
        } else if (range.end() >= size) {
            return new IndexRange(0, range.start);
        }
        return null;
    }
}
