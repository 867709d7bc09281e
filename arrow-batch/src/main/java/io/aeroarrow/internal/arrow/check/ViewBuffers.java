package io.aeroarrow.internal.arrow.check;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Checks view vectors: a view is a length, then a short value itself, or the buffer and offset of a longer value. */
final class ViewBuffers {

    private static final int VIEW_BYTES = 16;
    private static final int MAX_INLINE = 12;
    private static final int BUFFER_AT = 8;
    private static final int OFFSET_AT = 12;
    /** The validity buffer and the views precede the buffers of long values. */
    private static final int BUFFERS_BEFORE = 2;

    private ViewBuffers() {}

    static @Nullable BufferProblem problem(FieldVector vector, int count) {
        ArrowBuf views = vector.getDataBuffer();
        long present = views.capacity() / VIEW_BYTES;
        if (present < count) {
            return new BufferProblem((int) present, "has no view: the view buffer holds " + present + " of " + count);
        }
        List<ArrowBuf> buffers = vector.getFieldBuffers();
        for (int i = 0; i < count; i++) {
            long view = ArrowMemory.address(views) + (long) i * VIEW_BYTES;
            int length = RawMemory.getInt(view);
            // The view of a null is undefined.
            if ((length < 0 || length > MAX_INLINE) && !vector.isNull(i)) {
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
        int buffer = RawMemory.getInt(view + BUFFER_AT);
        int offset = RawMemory.getInt(view + OFFSET_AT);
        int present = buffers.size() - BUFFERS_BEFORE;
        if (buffer < 0 || buffer >= present) {
            return new BufferProblem(element, "lies in buffer " + buffer + " of " + present);
        }
        long bytes = buffers.get(BUFFERS_BEFORE + buffer).capacity();
        return offset < 0 || (long) offset + length > bytes
                ? new BufferProblem(
                        element,
                        "has " + length + " bytes at offset " + offset + " of buffer " + buffer + ", which has " + bytes
                                + " bytes")
                : null;
    }
}
