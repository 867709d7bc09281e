package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;

/** Appends lists and maps: each element goes directly into the child vector of its type. */
abstract class NestedAppender extends ColumnAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();

    /** Whether a row of this column is a container of this kind, a list or a map. */
    abstract boolean accepts(MsgpackCursor.Kind kind);

    /**
     * Appends the container that is the current value of a cursor.
     *
     * @return false if the container does not fit; then the caller removes the elements appended so far
     */
    abstract boolean appendContainer(int row, MsgpackCursor container);

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle != Particle.LIST && particle != Particle.MAP) {
            return false;
        }
        long end = value + length;
        long next = length == 0 ? 0 : appendPlain(row, value, end);
        if (next == end) {
            return true;
        }
        // Bytes follow the value: the cursor reports them.
        if (next != 0) {
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
        if (!accepts(element.kind())) {
            return appendOther(row, element);
        }
        if (appendContainer(row, element)) {
            return true;
        }
        truncate(row);
        return false;
    }

    /**
     * Appends an element of a kind that {@link #accepts} rejects. Only columns that also read blobs override this.
     *
     * @return false if the element does not fit; then nothing is appended
     */
    boolean appendOther(int row, MsgpackCursor element) {
        return false;
    }

    /**
     * Appends the current value of a cursor to a column of elements.
     *
     * @param nullable whether the column may hold nulls
     */
    static boolean appendTo(ColumnAppender column, boolean nullable, int row, MsgpackCursor element) {
        return (nullable || element.kind() != MsgpackCursor.Kind.NIL) && column.appendElement(row, element);
    }
}
