package io.aeroarrow.files.ipc;

import io.aeroarrow.files.ArrowFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * Looks at the lengths and offsets of a batch that was read before anybody follows them. Arrow's own validation does not
 * know half floats and views.
 */
final class BatchCheck {

    private BatchCheck() {}

    static void check(VectorSchemaRoot root, ArrowReader reader) throws IOException {
        for (FieldVector vector : root.getFieldVectors()) {
            check(vector, root.getRowCount());
        }
        for (var dictionary : reader.getDictionaryVectors().values()) {
            FieldVector vector = dictionary.getVector();
            check(vector, vector.getValueCount());
        }
    }

    private static void check(FieldVector vector, int count) {
        if (vector.getValueCount() < count) {
            throw new IllegalArgumentException(
                    "column " + vector.getName() + " has " + vector.getValueCount() + " values instead of " + count);
        }
        if (vector instanceof BaseFixedWidthVector fixed) {
            long bytes = fixed.getTypeWidth() == 0 ? (count + 7L) / 8 : (long) count * fixed.getTypeWidth();
            within(vector, bytes, fixed.getDataBuffer().capacity());
        } else if (vector instanceof BaseVariableWidthVector variable && count > 0) {
            var offsets = variable.getOffsetBuffer();
            offsets(
                    vector,
                    count,
                    i -> offsets.getInt(i * 4L),
                    variable.getDataBuffer().capacity());
        } else if (vector instanceof BaseLargeVariableWidthVector large && count > 0) {
            var offsets = large.getOffsetBuffer();
            offsets(
                    vector,
                    count,
                    i -> offsets.getLong(i * 8L),
                    large.getDataBuffer().capacity());
        } else if (vector instanceof ListVector list && count > 0) {
            var offsets = list.getOffsetBuffer();
            offsets(
                    vector,
                    count,
                    i -> offsets.getInt(i * 4L),
                    list.getDataVector().getValueCount());
        } else if (vector instanceof LargeListVector list && count > 0) {
            var offsets = list.getOffsetBuffer();
            offsets(
                    vector,
                    count,
                    i -> offsets.getLong(i * 8L),
                    list.getDataVector().getValueCount());
        } else if (vector instanceof FixedSizeListVector list) {
            within(
                    vector,
                    (long) count * list.getListSize(),
                    list.getDataVector().getValueCount());
        }
        if (vector instanceof BaseVariableWidthViewVector views) {
            views(views, count);
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            check(child, child.getValueCount());
        }
    }

    private static void offsets(FieldVector vector, int count, IntToLongFunction offsets, long end) {
        long before = offsets.applyAsLong(0);
        if (before < 0) {
            throw new IllegalArgumentException("column " + vector.getName() + " starts at offset " + before);
        }
        for (int i = 1; i <= count; i++) {
            long offset = offsets.applyAsLong(i);
            if (offset < before) {
                throw new IllegalArgumentException("column " + vector.getName() + ", value " + (i - 1) + ", ends at "
                        + offset + ", before it starts at " + before);
            }
            before = offset;
        }
        within(vector, before, end);
    }

    /** A view is a length, and either that many bytes or where they are: the buffer and the offset in it. */
    private static void views(BaseVariableWidthViewVector vector, int count) {
        for (int i = 0; i < count; i++) {
            long view = (long) i * BaseVariableWidthViewVector.ELEMENT_SIZE;
            int length = vector.isNull(i) ? 0 : vector.getDataBuffer().getInt(view);
            if (length < 0) {
                throw new IllegalArgumentException(
                        "column " + vector.getName() + ", value " + i + ", has the length " + length);
            }
            if (length > BaseVariableWidthViewVector.INLINE_SIZE) {
                int buffer = vector.getDataBuffer().getInt(view + 8);
                int offset = vector.getDataBuffer().getInt(view + 12);
                if (buffer < 0 || buffer >= vector.getDataBuffers().size() || offset < 0) {
                    throw new IllegalArgumentException("column " + vector.getName() + ", value " + i
                            + ", is said to be at offset " + offset + " of buffer " + buffer);
                }
                within(
                        vector,
                        (long) offset + length,
                        vector.getDataBuffers().get(buffer).capacity());
            }
        }
    }

    private static void within(FieldVector vector, long needed, long there) {
        if (needed > there) {
            throw new IllegalArgumentException(
                    "column " + vector.getName() + " needs " + needed + " bytes or elements and has " + there);
        }
    }

    static ArrowFileException corrupt(Path file, int batch, Exception cause) {
        return new ArrowFileException(
                file + " is corrupt or cut short in its batch " + batch + " (counted from 0): " + cause.getMessage(),
                cause);
    }
}
