package io.aeroarrow.internal.arrow.check;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.jspecify.annotations.Nullable;

/**
 * Checks list views and run-end encoded vectors. Only vectors of these types load this class: the oldest supported Arrow has
 * none of them.
 */
final class NewerBuffers {

    private NewerBuffers() {}

    static @Nullable BufferProblem listViews(FieldVector vector, int count) {
        FieldVector elements;
        ArrowBuf sizes;
        int width;
        if (vector instanceof ListViewVector lists) {
            elements = lists.getDataVector();
            sizes = lists.getSizeBuffer();
            width = Integer.BYTES;
        } else {
            LargeListViewVector lists = (LargeListViewVector) vector;
            elements = lists.getDataVector();
            sizes = lists.getSizeBuffer();
            width = Long.BYTES;
        }
        int present = elements.getValueCount();
        ArrowBuf offsets = vector.getOffsetBuffer();
        long held = Math.min(offsets.capacity(), sizes.capacity()) / width;
        if (held < count) {
            return new BufferProblem((int) held, "has no offset or no size: the buffers hold " + held + " of " + count);
        }
        for (int i = 0; i < count; i++) {
            long offset = number(offsets, i, width);
            long size = number(sizes, i, width);
            // The offset and the size of a null are undefined.
            if ((offset < 0 || size < 0 || size > present - offset) && !vector.isNull(i)) {
                return new BufferProblem(
                        i, "has " + size + " elements at offset " + offset + ", but there are only " + present);
            }
        }
        BufferProblem of = VectorCheck.problem(elements, present);
        return of == null ? null : of.in(elements.getName(), rowOf(of.element(), vector, offsets, sizes, width, count));
    }

    /** Returns the first row with an element. Views may share elements, and leave some out: 0 if no row has it. */
    private static int rowOf(int element, FieldVector vector, ArrowBuf offsets, ArrowBuf sizes, int width, int count) {
        for (int i = 0; i < count; i++) {
            long within = element - number(offsets, i, width);
            if (within >= 0 && within < number(sizes, i, width) && !vector.isNull(i)) {
                return i;
            }
        }
        return 0;
    }

    private static long number(ArrowBuf numbers, int index, int width) {
        long at = (long) index * width;
        return width == Integer.BYTES ? numbers.getInt(at) : numbers.getLong(at);
    }

    static @Nullable BufferProblem runs(FieldVector vector, int count) {
        RunEndEncodedVector encoded = (RunEndEncodedVector) vector;
        FieldVector ends = encoded.getRunEndsVector();
        FieldVector values = encoded.getValuesVector();
        int runs = ends.getValueCount();
        BufferProblem own = VectorCheck.problem(ends, runs);
        if (own != null) {
            return own.in("run_ends", 0);
        }
        long before = 0;
        for (int run = 0; run < runs; run++) {
            long end = ((BaseIntVector) ends).getValueAsLong(run);
            if (ends.isNull(run) || end <= before) {
                return new BufferProblem((int) before, "lies in run " + run + ", which ends at " + end);
            }
            before = Math.min(end, count);
        }
        if (before < count) {
            return new BufferProblem((int) before, "lies in no run: the last one ends at " + before + " of " + count);
        }
        BufferProblem of = VectorCheck.problem(values, runs);
        return of == null ? null : of.in(values.getName(), row((BaseIntVector) ends, of.element()));
    }

    /** Returns the first row of a run. */
    private static int row(BaseIntVector ends, int run) {
        return run == 0 ? 0 : (int) ends.getValueAsLong(run - 1);
    }
}
