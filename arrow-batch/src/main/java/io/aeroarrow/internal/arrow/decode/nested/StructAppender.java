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

/** Appends maps whose keys are the names of fields. A key without a field is passed over; a field without one is null. */
public final class StructAppender extends NestedAppender {

    private static final int LONGEST_RUN = RecordBlock.CAPACITY;

    private final StructMemory memory;
    private final NameBytes[] names;
    private final boolean[] nullable;
    private final ColumnAppender[] columns;
    /** For each field, the number of rows it has. */
    private final int[] filled;

    /** Of the rows of a run. */
    private final FieldValues places;

    /** How many rows to try at once: fewer where one had to be looked at more closely. */
    private int run = LONGEST_RUN;

    public StructAppender(StructMemory memory, List<Field> fields, List<ColumnAppender> columns) {
        this.memory = memory;
        this.columns = columns.toArray(ColumnAppender[]::new);
        names = fields.stream().map(Field::getName).map(NameBytes::new).toArray(NameBytes[]::new);
        nullable = new boolean[names.length];
        for (int i = 0; i < nullable.length; i++) {
            nullable[i] = fields.get(i).isNullable();
        }
        filled = new int[names.length];
        places = new FieldValues(names, nullable, LONGEST_RUN);
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
    public int appendOps(int firstRow, long[] ops, int from, int to) {
        int next = from;
        while (next < to) {
            int limit = Math.min(to, next + run);
            int behind = next + appendRun(firstRow + next, ops, next, limit);
            run = behind < limit ? 1 : Math.min(LONGEST_RUN, 2 * run);
            next = behind;
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
     * Appends rows field by field, as far as their values are as most are.
     *
     * @return how many, up to the first that has to be looked at more closely
     */
    private int appendRun(int row, long[] ops, int from, int to) {
        int found = 0;
        while (from + found < to && find(row, found, ops[from + found])) {
            found++;
        }
        int appended = fill(row, found);
        return appended == found ? found : appendRun(row, ops, from, from + appended);
    }

    /** Finds the fields of a row of a run; false if it has to be looked at more closely. */
    private boolean find(int firstRow, int place, long op) {
        if (op == 0) {
            memory.validity().setNull(firstRow + place);
            places.setNull(place);
            return true;
        }
        long header = OpBytes.header(op);
        long value = OpBytes.value(op, header);
        long end = value + OpBytes.valueLength(header);
        return OpBytes.particle(header) == Particle.MAP && value < end && places.find(place, value, end) == end;
    }

    /** Appends rows whose fields were found, as {@link #appendRun}, or else none. */
    private int fill(int row, int rows) {
        for (int i = 0; i < columns.length; i++) {
            int start = places.start(i);
            int behind = columns[i].appendValues(row - start, places.values(), start, start + rows) - start;
            if (behind < rows) {
                truncate(row);
                return behind;
            }
            filled[i] = row + rows;
        }
        return rows;
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        long behind = places.find(0, at, end);
        return behind != 0 && fill(row, 1) == 1 ? behind : 0;
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
