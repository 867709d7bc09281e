package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;

/** Appends lists and maps, each element straight into the vector of its kind. */
abstract class NestedAppender extends ColumnAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();

    /** Whether this column holds lists or maps at all. */
    abstract boolean takes(MsgpackCursor.Kind kind);

    /** Appends the container that the cursor is on; on false, the caller takes back what has been appended. */
    abstract boolean appendContainer(int row, MsgpackCursor container);

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle != Particle.LIST && particle != Particle.MAP) {
            return false;
        }
        long end = value + length;
        long behind = length == 0 ? 0 : appendPlain(row, value, end);
        if (behind == end) {
            return true;
        }
        if (behind != 0) {
            truncate(row);
        }
        cursor.wrap(value, length);
        cursor.next();
        boolean appended = appendElement(row, cursor);
        if (appended) {
            cursor.requireEnd();
        }
        return appended;
    }

    @Override
    public final boolean appendElement(int row, MsgpackCursor element) {
        if (element.kind() == MsgpackCursor.Kind.NIL) {
            appendNull(row);
            return true;
        }
        if (!takes(element.kind())) {
            return appendWhole(row, element);
        }
        if (appendContainer(row, element)) {
            return true;
        }
        truncate(row);
        return false;
    }

    /** Appends an element that is no container; some columns take blobs. */
    boolean appendWhole(int row, MsgpackCursor element) {
        return false;
    }

    /**
     * Appends the element that a cursor is on to a column of elements.
     *
     * @param nullable whether the column may hold nulls
     */
    static boolean appendTo(ColumnAppender column, boolean nullable, int row, MsgpackCursor element) {
        return (nullable || element.kind() != MsgpackCursor.Kind.NIL) && column.appendElement(row, element);
    }
}
