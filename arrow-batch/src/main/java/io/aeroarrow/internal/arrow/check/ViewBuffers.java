package io.aeroarrow.internal.arrow.check;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Checks view vectors. */
final class ViewBuffers {

    private ViewBuffers() {}

    static @Nullable BufferProblem problem(FieldVector vector, int count) {
        ArrowBuf views = vector.getDataBuffer();
        long present = views.capacity() / ViewLayout.VIEW_BYTES;
        if (present < count) {
            return new BufferProblem((int) present, "has no view: the view buffer holds " + present + " of " + count);
        }
        List<ArrowBuf> buffers = vector.getFieldBuffers();
        for (int i = 0; i < count; i++) {
            long view = ArrowMemory.address(views) + (long) i * ViewLayout.VIEW_BYTES;
            int length = RawMemory.getInt(view);
            // The view of a null is undefined.
            if ((length < 0 || length > ViewLayout.MAX_INLINE) && !vector.isNull(i)) {
                BufferProblem problem = length < 0
                        ? new BufferProblem(i, "has the length " + length)
                        : outside(i, view, length, buffers);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private static @Nullable BufferProblem outside(int element, long view, int length, List<ArrowBuf> buffers) {
        int buffer = RawMemory.getInt(view + ViewLayout.BUFFER_AT);
        int offset = RawMemory.getInt(view + ViewLayout.OFFSET_AT);
        int present = buffers.size() - ViewLayout.BUFFERS_BEFORE;
        if (buffer < 0 || buffer >= present) {
            return new BufferProblem(element, "lies in buffer " + buffer + " of " + present);
        }
        long bytes = buffers.get(ViewLayout.BUFFERS_BEFORE + buffer).capacity();
        return offset < 0 || (long) offset + length > bytes
                ? new BufferProblem(
                        element,
                        "has " + length + " bytes at offset " + offset + " of buffer " + buffer + ", which has " + bytes
                                + " bytes")
                : null;
    }
}
