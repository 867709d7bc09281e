package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
import io.aeroarrow.protocol.RawMemory;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;

/** Appends maps whose keys are the names of fields. A key without a field is passed over; a field without one is null. */
final class StructAppender extends NestedAppender {

    private final StructVector vector;
    private final List<FieldVector> fields;
    private final FieldName[] names;
    private final ColumnAppender[] columns;
    /** For each field, the number of rows it has. */
    private final int[] filled;

    private long validity;
    private int capacity;
    private int written;

    StructAppender(StructVector vector) {
        this.vector = vector;
        fields = vector.getChildrenFromFields();
        names = fields.stream().map(field -> new FieldName(field.getName())).toArray(FieldName[]::new);
        columns = fields.stream().map(ColumnFactory::appender).toArray(ColumnAppender[]::new);
        filled = new int[columns.length];
    }

    /** Clears a struct's validity, with room for so many rows at least. */
    static void prepare(StructVector vector, int rows) {
        if (capacity(vector) < rows || isShared(vector.getValidityBuffer())) {
            vector.clear();
            vector.setInitialCapacity(rows);
            vector.allocateNew();
        }
        ArrowBuf validity = vector.getValidityBuffer();
        RawMemory.fill(validity.memoryAddress(), validity.capacity(), (byte) 0);
    }

    /** Makes room in a struct's validity, and in the memory of its fields too. */
    static void grow(StructVector vector, int rows) {
        while (capacity(vector) < rows) {
            vector.reAlloc();
        }
    }

    /** For how many rows a struct's validity has room. */
    static int capacity(StructVector vector) {
        return (int) Math.min(Integer.MAX_VALUE, vector.getValidityBuffer().capacity() * Byte.SIZE);
    }

    @Override
    void startBatch(int rows) {
        prepare(vector, rows);
        written = 0;
        Arrays.fill(filled, 0);
        for (ColumnAppender column : columns) {
            column.startBatch(rows);
        }
        locate();
    }

    @Override
    void locate() {
        validity = vector.getValidityBuffer().memoryAddress();
        capacity = capacity(vector);
        for (ColumnAppender column : columns) {
            column.locate();
        }
    }

    @Override
    void reserve(int rows) {
        if (rows > capacity) {
            grow(vector, rows);
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
        written = row + 1;
        for (int i = 0; i < pairs; i++) {
            int column = map.next() == MsgpackCursor.Kind.STRING ? find(map, i) : -1;
            if (column < 0) {
                // A key is never a container, so that it is behind the cursor already.
                map.skipNext();
                continue;
            }
            map.next();
            if (!appendTo(columns[column], isNullable(column), row, map)) {
                return false;
            }
            filled[column] = row + 1;
        }
        FixedWidthAppender.setBit(validity, row);
        return appendAbsent(row);
    }

    /** The field of a key; maps are sorted by key, so that the n-th pair tends to be of the n-th field. */
    private int find(MsgpackCursor key, int guess) {
        if (guess < names.length && names[guess].matches(key.bytes(), key.length())) {
            return guess;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].matches(key.bytes(), key.length())) {
                return i;
            }
        }
        return -1;
    }

    private boolean appendAbsent(int row) {
        for (int i = 0; i < columns.length; i++) {
            if (filled[i] <= row) {
                if (!isNullable(i)) {
                    return false;
                }
                columns[i].appendNull(row);
                filled[i] = row + 1;
            }
        }
        return true;
    }

    private boolean isNullable(int column) {
        return fields.get(column).getField().isNullable();
    }

    @Override
    void appendNull(int row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendNull(row);
            filled[i] = row + 1;
        }
    }

    @Override
    void truncate(int rows) {
        for (int row = rows; row < written; row++) {
            FixedWidthAppender.clearBit(validity, row);
        }
        written = Math.min(written, rows);
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
        vector.setValueCount(rows);
    }
}
