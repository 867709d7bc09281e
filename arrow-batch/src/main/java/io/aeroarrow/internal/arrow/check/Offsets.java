package io.aeroarrow.internal.arrow.check;

import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Checks the offsets of variable-width vectors and lists: a value ends where the next one begins. */
abstract class Offsets {

    private final ArrowBuf buffer;
    private final int width;

    private Offsets(ArrowBuf buffer, int width) {
        this.buffer = buffer;
        this.width = width;
    }

    /** The offsets of a vector of a plain type, 4 bytes each. */
    static Offsets small(ArrowBuf buffer) {
        return new Small(buffer);
    }

    /** The offsets of a vector of a large type, 8 bytes each. */
    static Offsets large(ArrowBuf buffer) {
        return new Large(buffer);
    }

    /** Returns an offset. Its index must be covered by the buffer. */
    abstract long get(int index);

    /**
     * Checks the offsets of {@code count} values.
     *
     * @param end the number of bytes or elements that the offsets point into
     * @param unit what the offsets count
     * @return null if all values lie between 0 and {@code end}
     */
    final @Nullable BufferProblem problem(int count, long end, String unit) {
        long present = buffer.capacity() / width;
        if (present <= count) {
            return new BufferProblem(
                    (int) Math.max(0, present - 1),
                    "has no end offset: the offset buffer holds " + present + " of " + (count + 1L) + " offsets");
        }
        long to = get(0);
        for (int i = 0; i < count; i++) {
            long from = to;
            to = get(i + 1);
            if (from < 0 || to < from) {
                return new BufferProblem(i, "begins at offset " + from + " and ends at offset " + to);
            }
            if (to > end) {
                return new BufferProblem(i, "ends at " + unit + " " + to + ", but there are only " + end);
            }
        }
        return null;
    }

    /** Returns the value that an element of the child belongs to. The offsets must have been checked. */
    final int valueOf(int element, int count) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle + 1) > element) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static final class Small extends Offsets {
        private final long address;

        Small(ArrowBuf buffer) {
            super(buffer, Integer.BYTES);
            address = ArrowMemory.address(buffer);
        }

        @Override
        long get(int index) {
            return RawMemory.getInt(address + (long) index * Integer.BYTES);
        }
    }

    private static final class Large extends Offsets {
        private final long address;

        Large(ArrowBuf buffer) {
            super(buffer, Long.BYTES);
            address = ArrowMemory.address(buffer);
        }

        @Override
        long get(int index) {
            return RawMemory.getLong(address + (long) index * Long.BYTES);
        }
    }
}
