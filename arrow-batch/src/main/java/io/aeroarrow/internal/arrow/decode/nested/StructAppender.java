package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/** Appends maps whose keys are names of fields. A key without a field is ignored; a field without a key is null. */
public final class StructAppender extends NestedAppender {

    private static final int MAX_RUN = RecordBlock.CAPACITY;

    private final StructMemory memory;
    private final NameBytes[] names;
    private final boolean[] nullable;
    private final ColumnAppender[] columns;
    /** By field, the number of rows appended so far. */
    private final int[] filled;

    /** The values of the rows in the current run. */
    private final FieldValueAddresses fieldAddresses;

    /** The number of rows to append at once. It shrinks to 1 after a row that needs a cursor, and then doubles. */
    private int run = MAX_RUN;

    public StructAppender(StructMemory memory, List<Field> fields, List<ColumnAppender> columns) {
        this.memory = memory;
        this.columns = columns.toArray(ColumnAppender[]::new);
        names = fields.stream().map(Field::getName).map(NameBytes::new).toArray(NameBytes[]::new);
        nullable = new boolean[names.length];
        for (int i = 0; i < nullable.length; i++) {
            nullable[i] = fields.get(i).isNullable();
        }
        filled = new int[names.length];
        fieldAddresses = new FieldValueAddresses(names, nullable, MAX_RUN);
    }

    @Override
    public void startBatch(int rows) {
        memory.startBatch(rows);
        Arrays.fill(filled, 0);
        for (ColumnAppender column : columns) {
            column.startBatch(rows);
        }
    }

    @Override
    public void locate() {
        memory.locate();
        for (ColumnAppender column : columns) {
            column.locate();
        }
    }

    @Override
    public void reserve(int rows) {
        if (memory.grow(rows)) {
            locate();
        }
        for (ColumnAppender column : columns) {
            column.reserve(rows);
        }
    }

    @Override
    boolean accepts(MsgpackCursor.Kind kind) {
        return kind == MsgpackCursor.Kind.MAP;
    }

    @Override
    boolean appendContainer(int row, MsgpackCursor map) {
        int pairs = map.enter();
        int found = 0;
        for (int i = 0; i < pairs; i++) {
            int column = map.next() == MsgpackCursor.Kind.STRING ? find(map.bytes(), map.length(), found) : -1;
            if (column < 0) {
                // A key is never a container: the cursor has read all of it.
                map.skipNext();
                continue;
            }
            map.next();
            // A duplicate key is ambiguous.
            if (filled[column] > row || !appendTo(columns[column], nullable[column], row, map)) {
                return false;
            }
            filled[column] = row + 1;
            found++;
        }
        return found == columns.length || appendAbsent(row);
    }

    @Override
    public int appendOps(int firstRow, long[] ops, int from, int to) {
        int next = from;
        while (next < to) {
            int limit = Math.min(to, next + run);
            int reached = next + appendRun(firstRow + next, ops, next, limit);
            run = reached < limit ? 1 : Math.min(MAX_RUN, 2 * run);
            next = reached;
            if (next < limit) {
                if (!appendOp(firstRow + next, ops[next])) {
                    return next;
                }
                next++;
            }
        }
        return to;
    }

    /**
     * Appends rows field by field, up to the first row that needs a cursor.
     *
     * @return the number of rows appended
     */
    private int appendRun(int row, long[] ops, int from, int to) {
        int found = 0;
        while (from + found < to && find(row, found, ops[from + found])) {
            found++;
        }
        int appended = fill(row, found);
        return appended == found ? found : appendRun(row, ops, from, from + appended);
    }

    /**
     * Finds the fields of a row.
     *
     * @param index the index of the row in the run
     * @return false if the row needs a cursor
     */
    private boolean find(int firstRow, int index, long op) {
        if (op == 0) {
            memory.validity().setNull(firstRow + index);
            fieldAddresses.setNull(index);
            return true;
        }
        long header = OpBytes.header(op);
        long value = OpBytes.value(op, header);
        long end = value + OpBytes.valueLength(header);
        return OpBytes.particle(header) == Particle.MAP && value < end && fieldAddresses.find(index, value, end) == end;
    }

    /**
     * Appends the first {@code rows} rows whose fields were found.
     *
     * @return {@code rows} if all rows are appended; otherwise none is, and the result is how many rows the caller may
     *     try again
     */
    private int fill(int row, int rows) {
        for (int i = 0; i < columns.length; i++) {
            int start = fieldAddresses.start(i);
            int appended = columns[i].appendValues(row - start, fieldAddresses.values(), start, start + rows) - start;
            if (appended < rows) {
                truncate(row);
                return appended;
            }
            filled[i] = row + rows;
        }
        return rows;
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        long next = fieldAddresses.find(0, at, end);
        return next != 0 && fill(row, 1) == 1 ? next : 0;
    }

    /**
     * Returns the field of a key, or -1.
     *
     * @param guess the field to try first. Maps are mostly sorted by key, so the n-th known key usually names the n-th
     *     field.
     */
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

    /** Appends nulls for the fields without a key; returns false if such a field is not nullable. */
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
    public void appendNull(int row) {
        memory.validity().setNull(row);
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendNull(row);
            filled[i] = row + 1;
        }
    }

    @Override
    public void truncate(int rows) {
        memory.validity().truncate(rows);
        for (int i = 0; i < columns.length; i++) {
            columns[i].truncate(rows);
            filled[i] = Math.min(filled[i], rows);
        }
    }

    @Override
    public void finishBatch(int rows) {
        for (ColumnAppender column : columns) {
            column.finishBatch(rows);
        }
        memory.finishBatch(rows);
    }
}
