package io.aeroarrow.files.internal.ipc;

import java.io.IOException;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/**
 * Validates the lengths and offsets of a batch before they are used. Arrow's own validation does not support half floats
 * and views.
 */
final class BatchValidation {

    private BatchValidation() {}

    static void check(VectorSchemaRoot root, ArrowReader reader) throws IOException {
        for (var dictionary : reader.getDictionaryVectors().values()) {
            FieldVector vector = dictionary.getVector();
            check(vector, vector.getValueCount());
        }
        for (FieldVector vector : root.getFieldVectors()) {
            check(vector, root.getRowCount());
            checkIndexes(vector, root.getRowCount(), reader);
        }
    }

    /** Checks the indexes of a dictionary-encoded column, after its buffers. */
    private static void checkIndexes(FieldVector vector, int count, ArrowReader reader) throws IOException {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null && vector instanceof BaseIntVector indexes) {
            var dictionary = reader.getDictionaryVectors().get(encoding.getId());
            int size = dictionary == null ? 0 : dictionary.getVector().getValueCount();
            for (int i = 0; i < count; i++) {
                if (!vector.isNull(i)) {
                    long index = indexes.getValueAsLong(i);
                    if (index < 0 || index >= size) {
                        throw new IllegalArgumentException("column " + vector.getName() + ", value " + i
                                + ": the dictionary index is " + index + ", but dictionary " + encoding.getId()
                                + " has " + size + " values");
                    }
                }
            }
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            checkIndexes(child, child.getValueCount(), reader);
        }
    }

    private static void check(FieldVector vector, int count) {
        if (vector.getValueCount() < count) {
            throw new IllegalArgumentException("column " + vector.getName() + " has " + vector.getValueCount()
                    + " values; " + count + " were expected");
        }
        if (count > 0 && hasValidity(vector)) {
            requireAtLeast(vector, (count + 7L) / 8, vector.getValidityBuffer().capacity());
        }
        if (vector instanceof BaseFixedWidthVector fixed) {
            long bytes = vector instanceof BitVector ? (count + 7L) / 8 : (long) count * fixed.getTypeWidth();
            requireAtLeast(vector, bytes, fixed.getDataBuffer().capacity());
        } else if (vector instanceof BaseVariableWidthVector variable && count > 0) {
            var offsets = variable.getOffsetBuffer();
            requireAtLeast(vector, (count + 1L) * 4, offsets.capacity());
            checkOffsets(
                    vector,
                    count,
                    i -> offsets.getInt(i * 4L),
                    variable.getDataBuffer().capacity());
        } else if (vector instanceof BaseLargeVariableWidthVector large && count > 0) {
            var offsets = large.getOffsetBuffer();
            requireAtLeast(vector, (count + 1L) * 8, offsets.capacity());
            checkOffsets(
                    vector,
                    count,
                    i -> offsets.getLong(i * 8L),
                    large.getDataBuffer().capacity());
        } else if (vector instanceof ListVector list && count > 0) {
            var offsets = list.getOffsetBuffer();
            requireAtLeast(vector, (count + 1L) * 4, offsets.capacity());
            checkOffsets(
                    vector,
                    count,
                    i -> offsets.getInt(i * 4L),
                    list.getDataVector().getValueCount());
        } else if (vector instanceof LargeListVector list && count > 0) {
            var offsets = list.getOffsetBuffer();
            requireAtLeast(vector, (count + 1L) * 8, offsets.capacity());
            checkOffsets(
                    vector,
                    count,
                    i -> offsets.getLong(i * 8L),
                    list.getDataVector().getValueCount());
        } else if (vector instanceof FixedSizeListVector list) {
            requireAtLeast(
                    vector,
                    (long) count * list.getListSize(),
                    list.getDataVector().getValueCount());
        }
        if (vector instanceof BaseVariableWidthViewVector views) {
            checkViews(views, count);
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            check(child, child.getValueCount());
        }
    }

    private static boolean hasValidity(FieldVector vector) {
        return switch (vector.getField().getType().getTypeID()) {
            case Null, Union, RunEndEncoded -> false;
            default -> true;
        };
    }

    private static void checkOffsets(FieldVector vector, int count, IntToLongFunction offsets, long end) {
        long before = offsets.applyAsLong(0);
        if (before < 0) {
            throw new IllegalArgumentException("column " + vector.getName() + " has the negative offset " + before);
        }
        for (int i = 1; i <= count; i++) {
            long offset = offsets.applyAsLong(i);
            if (offset < before) {
                throw new IllegalArgumentException("column " + vector.getName() + ", value " + (i - 1)
                        + ": its end offset " + offset + " is before its start offset " + before);
            }
            before = offset;
        }
        requireAtLeast(vector, before, end);
    }

    /** A view has a length, and then either the bytes themselves or a buffer index and an offset in that buffer. */
    private static void checkViews(BaseVariableWidthViewVector vector, int count) {
        requireAtLeast(
                vector,
                (long) count * BaseVariableWidthViewVector.ELEMENT_SIZE,
                vector.getDataBuffer().capacity());
        for (int i = 0; i < count; i++) {
            long view = (long) i * BaseVariableWidthViewVector.ELEMENT_SIZE;
            int length = vector.isNull(i) ? 0 : vector.getDataBuffer().getInt(view);
            if (length < 0) {
                throw new IllegalArgumentException(
                        "column " + vector.getName() + ", value " + i + ": the length " + length + " is negative");
            }
            if (length > BaseVariableWidthViewVector.INLINE_SIZE) {
                int buffer = vector.getDataBuffer().getInt(view + 8);
                int offset = vector.getDataBuffer().getInt(view + 12);
                if (buffer < 0 || buffer >= vector.getDataBuffers().size() || offset < 0) {
                    throw new IllegalArgumentException("column " + vector.getName() + ", value " + i + ": offset "
                            + offset + " of buffer " + buffer + " does not exist");
                }
                requireAtLeast(
                        vector,
                        (long) offset + length,
                        vector.getDataBuffers().get(buffer).capacity());
            }
        }
    }

    private static void requireAtLeast(FieldVector vector, long needed, long present) {
        if (needed > present) {
            throw new IllegalArgumentException(
                    "column " + vector.getName() + " needs " + needed + " bytes or elements and has " + present);
        }
    }
}
