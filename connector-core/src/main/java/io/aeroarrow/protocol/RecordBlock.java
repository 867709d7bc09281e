package io.aeroarrow.protocol;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Some records that lie in received bytes at the same time, in order. What takes them can go through them bin by bin
 * instead of record by record.
 */
public final class RecordBlock {

    /** The most records of a block. */
    public static final int CAPACITY = 64;

    private final FieldLayout fields = new FieldLayout();
    /** Made when they are asked for first: many a lookup is of a few keys. */
    private final @Nullable RecordCursor[] records = new RecordCursor[CAPACITY];

    private int size;

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** The record at a place; the one at {@link #size()} is to be laid over the next one. */
    public RecordCursor get(int index) {
        RecordCursor record = records[index];
        if (record == null) {
            record = new RecordCursor(fields);
            records[index] = record;
        }
        return record;
    }

    /** Takes in the record that the cursor behind the last one was laid over. */
    public void add() {
        size++;
    }

    /** Takes in a record that another cursor is laid over. */
    public void add(RecordCursor record) {
        get(size).layOver(record);
        size++;
    }

    /**
     * Leaves out some records; the others keep their order.
     *
     * @param wanted whether the record at a place is to stay; asked once for each, in order
     */
    public void retain(IntPredicate wanted) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (wanted.test(i)) {
                RecordCursor record = records[i];
                records[i] = records[kept];
                records[kept] = record;
                kept++;
            }
        }
        size = kept;
    }

    /** Leaves out all records. */
    public void clear() {
        size = 0;
    }
}
