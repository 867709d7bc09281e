package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
import io.aeroarrow.protocol.PlainMsgpack;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/** Appends maps whose keys are the names of fields. A key without a field is passed over; a field without one is null. */
final class StructAppender extends NestedAppender {

    private final StructMemory memory;
    private final Name[] names;
    private final boolean[] nullable;
    private final ColumnAppender[] columns;
    /** For each field, the number of rows it has. */
    private final int[] filled;

    StructAppender(StructMemory memory, List<Field> fields, List<ColumnAppender> columns) {
        this.memory = memory;
        this.columns = columns.toArray(ColumnAppender[]::new);
        names = fields.stream().map(Field::getName).map(Name::new).toArray(Name[]::new);
        nullable = new boolean[names.length];
        for (int i = 0; i < nullable.length; i++) {
            nullable[i] = fields.get(i).isNullable();
        }
        filled = new int[names.length];
    }

    @Override
    void startBatch(int rows) {
        memory.startBatch(rows);
        Arrays.fill(filled, 0);
        for (ColumnAppender column : columns) {
            column.startBatch(rows);
        }
    }

    @Override
    void locate() {
        memory.locate();
        for (ColumnAppender column : columns) {
            column.locate();
        }
    }

    @Override
    void reserve(int rows) {
        if (memory.grow(rows)) {
            locate();
        }
        for (ColumnAppender column : columns) {
            column.reserve(rows);
        }
    }

    @Override
    boolean takes(MsgpackCursor.Kind kind) {
        return kind == MsgpackCursor.Kind.MAP;
    }

    @Override
    boolean appendContainer(int row, MsgpackCursor map) {
        int pairs = map.enter();
        int found = 0;
        for (int i = 0; i < pairs; i++) {
            int column = map.next() == MsgpackCursor.Kind.STRING ? find(map.bytes(), map.length(), found) : -1;
            if (column < 0) {
                // A key is never a container, so that it is behind the cursor already.
                map.skipNext();
                continue;
            }
            map.next();
            // A key that comes twice has no one value.
            if (filled[column] > row || !appendTo(columns[column], nullable[column], row, map)) {
                return false;
            }
            filled[column] = row + 1;
            found++;
        }
        return found == columns.length || appendAbsent(row);
    }

    @Override
    long appendPlain(int row, long at, long end) {
        int header = PlainMsgpack.mapHeader(at);
        if (header == 0 || end - at < header) {
            return 0;
        }
        int pairs = PlainMsgpack.containerSize(at, header);
        long next = at + header;
        int order = pairs == 0 ? 0 : PlainMsgpack.mapOrderSize(next, end);
        if (order > 0) {
            next += order;
            pairs--;
        }
        int found = 0;
        for (int i = 0; i < pairs && next != 0; i++) {
            int column = findPlain(next, end, found);
            if (column < 0) {
                next = skipPair(next, end);
                continue;
            }
            // A key that comes twice has no one value.
            if (filled[column] > row) {
                next = 0;
                break;
            }
            next = appendPlain(columns[column], nullable[column], row, next + names[column].keySize(), end);
            filled[column] = row + 1;
            found++;
        }
        if (next == 0 || (found < columns.length && !appendAbsent(row))) {
            truncate(row);
            return 0;
        }
        return next;
    }

    /** The field of a key in the usual form, or -1; as {@link #find}. */
    private int findPlain(long key, long end, int guess) {
        if (guess < names.length && names[guess].isKey(key, end)) {
            return guess;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].isKey(key, end)) {
                return i;
            }
        }
        return -1;
    }

    /** The address behind a key without a field and its value; 0 if there is a field after all. */
    private long skipPair(long at, long end) {
        MsgpackCursor pair = cursor(at, end);
        if (pair.next() == MsgpackCursor.Kind.STRING && find(pair.bytes(), pair.length(), 0) >= 0) {
            return 0;
        }
        pair.skipNext();
        return pair.position();
    }

    /** The field of a key; maps are sorted by key, so that the n-th one that is found tends to be of the n-th field. */
    private int find(long name, int length, int guess) {
        if (guess < names.length && names[guess].matches(name, length)) {
            return guess;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].matches(name, length)) {
                return i;
            }
        }
        return -1;
    }

    private boolean appendAbsent(int row) {
        for (int i = 0; i < columns.length; i++) {
            if (filled[i] <= row) {
                if (!nullable[i]) {
                    return false;
                }
                columns[i].appendNull(row);
                filled[i] = row + 1;
            }
        }
        return true;
    }

    @Override
    void appendNull(int row) {
        memory.validity().setNull(row);
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendNull(row);
            filled[i] = row + 1;
        }
    }

    @Override
    void truncate(int rows) {
        memory.validity().truncate(rows);
        for (int i = 0; i < columns.length; i++) {
            columns[i].truncate(rows);
            filled[i] = Math.min(filled[i], rows);
        }
    }

    @Override
    void finishBatch(int rows) {
        for (ColumnAppender column : columns) {
            column.finishBatch(rows);
        }
        memory.finishBatch(rows);
    }
}
