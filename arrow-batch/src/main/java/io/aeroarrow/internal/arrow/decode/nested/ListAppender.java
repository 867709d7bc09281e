package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ByteColumn;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.Validity;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.PlainMsgpack;

/** Appends lists with elements of one type, or maps as lists of key-value pairs. */
public final class ListAppender extends NestedAppender {

    private final ListMemory memory;
    private final MsgpackCursor.Kind container;
    private final ColumnAppender elements;
    private final boolean nullableElements;
    private final Validity validity = new Validity();
    private long offsets;
    private int capacity;
    private int end;
    /** The number of elements that the child vector has room for. */
    private int elementCapacity;

    /**
     * @param container {@code LIST}, or {@code MAP} if the elements are the pairs of a map
     */
    public ListAppender(
            ListMemory memory, MsgpackCursor.Kind container, ColumnAppender elements, boolean nullableElements) {
        this.memory = memory;
        this.container = container;
        this.elements = elements;
        this.nullableElements = nullableElements;
    }

    @Override
    public void startBatch(int rows) {
        memory.prepare(rows);
        // The size of the largest batch so far is the best estimate for this one.
        elementCapacity = Math.max(rows, elementCapacity);
        elements.startBatch(elementCapacity);
        validity.start(memory.validity());
        locate();
        memory.putEnd(offsets, -1, 0);
        end = 0;
    }

    @Override
    public void locate() {
        validity.locate(memory.validity());
        offsets = memory.offsets();
        capacity = memory.capacity();
        elements.locate();
    }

    @Override
    public void reserve(int rows) {
        if (rows > capacity) {
            memory.grow(rows);
            locate();
        }
    }

    @Override
    boolean accepts(MsgpackCursor.Kind kind) {
        return kind == container;
    }

    @Override
    boolean appendContainer(int row, MsgpackCursor list) {
        int start = end;
        int count = list.enter();
        reserveElements((long) start + count);
        for (int i = 0; i < count; i++) {
            list.next();
            if (!appendTo(elements, nullableElements, start + i, list)) {
                elements.truncate(start);
                return false;
            }
        }
        end = start + count;
        memory.putEnd(offsets, row, end);
        return true;
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        boolean maps = container == MsgpackCursor.Kind.MAP;
        int header = maps ? PlainMsgpack.mapHeader(at) : PlainMsgpack.listHeader(at);
        // An element has at least one byte, a pair two: a larger count is invalid.
        if (header == 0 || end - at < header || PlainMsgpack.containerSize(at, header) > end - at) {
            return 0;
        }
        int count = PlainMsgpack.containerSize(at, header);
        long next = at + header;
        int order =
                count == 0 ? 0 : maps ? PlainMsgpack.mapOrderSize(next, end) : PlainMsgpack.listOrderSize(next, end);
        if (order > 0) {
            next += order;
            count--;
        }
        int start = this.end;
        reserveElements((long) start + count);
        next = elements.appendAllPlain(start, count, nullableElements, next, end);
        if (next == 0) {
            elements.truncate(start);
            return 0;
        }
        this.end = start + count;
        memory.putEnd(offsets, row, this.end);
        return next;
    }

    private void reserveElements(long count) {
        if (count > Integer.MAX_VALUE) {
            throw ByteColumn.tooLarge(memory.name(), "2,147,483,647 elements");
        }
        if (count > elementCapacity) {
            elementCapacity = (int) count;
            elements.reserve(elementCapacity);
        }
    }

    @Override
    public void appendNull(int row) {
        validity.setNull(row);
        memory.putEnd(offsets, row, end);
    }

    @Override
    public void truncate(int rows) {
        validity.truncate(rows);
        end = memory.start(offsets, rows);
        elements.truncate(end);
    }

    @Override
    public void finishBatch(int rows) {
        elements.finishBatch(end);
        validity.finish(rows);
        memory.finish(rows);
    }
}
