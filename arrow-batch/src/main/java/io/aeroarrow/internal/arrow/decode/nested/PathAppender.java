package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.arrow.decode.column.WrappingAppender;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.MsgpackCursor.Kind;
import io.aeroarrow.internal.value.Particle;
import java.util.List;

/** Appends the value that a path of keys leads to in a map; null if a key is absent. */
public final class PathAppender extends WrappingAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();
    private final NameBytes[] keys;

    /**
     * @param keys the keys, from the outermost map to the innermost; at least one
     * @param column the column of the value
     */
    public PathAppender(List<String> keys, ColumnAppender column) {
        super(column);
        this.keys = keys.stream().map(NameBytes::new).toArray(NameBytes[]::new);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle != Particle.MAP) {
            return false;
        }
        cursor.wrap(value, length);
        cursor.next();
        for (NameBytes key : keys) {
            if (cursor.kind() != Kind.MAP) {
                return cursor.kind() == Kind.NIL && appendAbsent(row);
            }
            if (!moveTo(key)) {
                return appendAbsent(row);
            }
        }
        return cursor.kind() == Kind.NIL ? appendAbsent(row) : column.appendElement(row, cursor);
    }

    /** Moves to the value of a key in the map that was just read; returns false if the map does not have the key. */
    private boolean moveTo(NameBytes key) {
        int pairs = cursor.enter();
        for (int i = 0; i < pairs; i++) {
            if (cursor.next() == Kind.STRING && key.matches(cursor.bytes(), cursor.length())) {
                cursor.next();
                return true;
            }
            // A key is never a container: the cursor has read all of it.
            cursor.skipNext();
        }
        return false;
    }

    private boolean appendAbsent(int row) {
        column.appendNull(row);
        return true;
    }
}
