package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
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
            int column = map.next() == MsgpackCursor.Kind.STRING ? find(map, found) : -1;
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

    /** The field of a key; maps are sorted by key, so that the n-th one that is found tends to be of the n-th field. */
    private int find(MsgpackCursor key, int guess) {
        long name = key.bytes();
        int length = key.length();
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
