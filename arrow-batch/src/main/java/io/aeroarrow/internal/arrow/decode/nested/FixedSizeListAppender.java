package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ByteColumn;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.FixedWidthAppender;
import io.aeroarrow.internal.arrow.decode.column.Validity;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Appends lists with a fixed number of elements. If the elements are numbers, it also appends blobs that hold as many
 * packed little-endian values; embeddings are often stored this way.
 */
public final class FixedSizeListAppender extends NestedAppender {

    private final FixedSizeListVector vector;
    private final ColumnAppender elements;
    private final boolean nullableElements;
    private final int size;
    /** The size of an element in a blob, in bytes; 0 if the elements are not numbers. */
    private final int packedWidth;

    private final Validity validity = new Validity();
    private int capacity;

    public FixedSizeListAppender(FixedSizeListVector vector, ColumnAppender elements) {
        this.vector = vector;
        this.elements = elements;
        FieldVector data = vector.getDataVector();
        nullableElements = data.getField().isNullable();
        size = vector.getListSize();
        packedWidth = packedWidth(data);
    }

    private static int packedWidth(FieldVector data) {
        ArrowType type = data.getField().getType();
        boolean number = type instanceof ArrowType.FloatingPoint || type instanceof ArrowType.Int;
        return number && data instanceof BaseFixedWidthVector fixed ? fixed.getTypeWidth() : 0;
    }

    @Override
    public void startBatch(int rows) {
        if (validityCapacity() < rows || isShared(vector.getValidityBuffer())) {
            vector.clear();
            vector.setInitialCapacity(rows);
            vector.allocateNew();
        }
        elements.startBatch(elements(rows));
        validity.start(vector.getValidityBuffer());
        locate();
    }

    private int elements(int rows) {
        long count = (long) rows * size;
        if (count > Integer.MAX_VALUE) {
            throw ByteColumn.tooLarge(vector.getName(), "2,147,483,647 elements");
        }
        return (int) count;
    }

    private int validityCapacity() {
        return (int) Math.min(Integer.MAX_VALUE, vector.getValidityBuffer().capacity() * Byte.SIZE);
    }

    @Override
    public void locate() {
        validity.locate(vector.getValidityBuffer());
        capacity = validityCapacity();
        elements.locate();
    }

    @Override
    public void reserve(int rows) {
        if (rows > capacity) {
            while (validityCapacity() < rows) {
                vector.reAlloc();
            }
            locate();
        }
        elements.reserve(elements(rows));
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return Particle.isBlob(particle)
                ? appendPacked(row, value, length)
                : super.append(row, particle, value, length);
    }

    @Override
    boolean appendOther(int row, MsgpackCursor element) {
        return element.kind() == MsgpackCursor.Kind.BLOB && appendPacked(row, element.bytes(), element.length());
    }

    private boolean appendPacked(int row, long value, int length) {
        if (packedWidth == 0 || length != (long) size * packedWidth) {
            return false;
        }
        FixedWidthAppender numbers = (FixedWidthAppender) elements;
        numbers.appendPacked(row * size, size, value, packedWidth);
        return true;
    }

    @Override
    boolean accepts(MsgpackCursor.Kind kind) {
        return kind == MsgpackCursor.Kind.LIST;
    }

    @Override
    boolean appendContainer(int row, MsgpackCursor list) {
        if (list.enter() != size) {
            return false;
        }
        int first = row * size;
        for (int i = 0; i < size; i++) {
            list.next();
            if (!appendTo(elements, nullableElements, first + i, list)) {
                elements.truncate(first);
                return false;
            }
        }
        return true;
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        int header = PlainMsgpack.listHeader(at);
        if (header == 0 || end - at < header) {
            return 0;
        }
        int count = PlainMsgpack.containerSize(at, header);
        long first = at + header;
        int order = count == 0 ? 0 : PlainMsgpack.listOrderSize(first, end);
        if ((order == 0 ? count : count - 1) != size) {
            return 0;
        }
        long next = elements.appendAllPlain(row * size, size, nullableElements, first + order, end);
        if (next == 0) {
            elements.truncate(row * size);
        }
        return next;
    }

    @Override
    public void appendNull(int row) {
        validity.setNull(row);
        for (int i = 0; i < size; i++) {
            elements.appendNull(row * size + i);
        }
    }

    @Override
    public void truncate(int rows) {
        validity.truncate(rows);
        elements.truncate(rows * size);
    }

    @Override
    public void finishBatch(int rows) {
        elements.finishBatch(rows * size);
        validity.finish(rows);
        vector.setValueCount(rows);
    }
}
