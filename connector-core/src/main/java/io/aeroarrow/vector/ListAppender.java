package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.complex.ListVector;

/** Appends lists of elements of one type; or maps, as lists of their pairs. */
final class ListAppender extends NestedAppender {

    private final ListVector vector;
    private final MsgpackCursor.Kind container;
    private final ColumnAppender elements;
    private final boolean nullableElements;
    private long validity;
    private long offsets;
    private int capacity;
    private int end;
    private int mostElements;
    private int written;

    private ListAppender(ListVector vector, MsgpackCursor.Kind container, ColumnAppender elements) {
        this.vector = vector;
        this.container = container;
        this.elements = elements;
        this.nullableElements = vector.getDataVector().getField().isNullable();
    }

    static ListAppender ofList(ListVector vector) {
        return new ListAppender(vector, MsgpackCursor.Kind.LIST, ColumnFactory.appender(vector.getDataVector()));
    }

    /** A map's vector is a list of pairs. */
    static ListAppender ofMap(ListVector vector, PairAppender pairs) {
        return new ListAppender(vector, MsgpackCursor.Kind.MAP, pairs);
    }

    @Override
    void startBatch(int rows) {
        if (offsetCapacity() < rows || isShared(vector.getValidityBuffer(), vector.getOffsetBuffer())) {
            vector.clear();
            vector.setInitialCapacity(rows);
            vector.allocateNew();
        }
        // What the last batch took is the best guess for this one.
        elements.startBatch(Math.max(rows, mostElements));
        locate();
        RawMemory.fill(validity, vector.getValidityBuffer().capacity(), (byte) 0);
        RawMemory.putInt(offsets, 0);
        end = 0;
        written = 0;
    }

    private int offsetCapacity() {
        long byOffsets = vector.getOffsetBuffer().capacity() / Integer.BYTES - 1;
        return (int) Math.min(byOffsets, vector.getValidityBuffer().capacity() * Byte.SIZE);
    }

    @Override
    void locate() {
        validity = vector.getValidityBuffer().memoryAddress();
        offsets = vector.getOffsetBuffer().memoryAddress();
        capacity = offsetCapacity();
        elements.locate();
    }

    @Override
    void reserve(int rows) {
        if (rows > capacity) {
            while (offsetCapacity() < rows) {
                // Makes the elements' memory larger too.
                vector.reAlloc();
            }
            locate();
        }
    }

    @Override
    boolean takes(MsgpackCursor.Kind kind) {
        return kind == container;
    }

    @Override
    boolean appendContainer(int row, MsgpackCursor list) {
        int count = list.enter();
        elements.reserve(Math.addExact(end, count));
        for (int i = 0; i < count; i++) {
            list.next();
            if (!appendTo(elements, nullableElements, end + i, list)) {
                elements.truncate(end);
                return false;
            }
        }
        end += count;
        mostElements = Math.max(mostElements, end);
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), end);
        FixedWidthAppender.setBit(validity, row);
        written = row + 1;
        return true;
    }

    @Override
    void appendNull(int row) {
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), end);
    }

    @Override
    void truncate(int rows) {
        for (int row = rows; row < written; row++) {
            FixedWidthAppender.clearBit(validity, row);
        }
        if (rows < written) {
            end = RawMemory.getInt(offsets + ((long) rows << 2));
            elements.truncate(end);
            written = rows;
        }
    }

    @Override
    void finishBatch(int rows) {
        elements.finishBatch(end);
        vector.setLastSet(rows - 1);
        vector.setValueCount(rows);
    }
}
