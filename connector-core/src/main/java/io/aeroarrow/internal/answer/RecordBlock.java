package io.aeroarrow.internal.answer;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Some records that lie in received bytes at the same time, in order. What takes them can go through them bin by bin
 * instead of record by record.
 */
public final class RecordBlock {

    /** The most records of a block. */
    public static final int CAPACITY = 64;

    private static final int FEW_OPS = 4;

    private final FieldLayout fields = new FieldLayout();
    private final OpAddresses ops = new OpAddresses(CAPACITY, FEW_OPS);
    /** Made when they are asked for first: many a lookup is of a few keys. */
    private final @Nullable RecordCursor[] records = new RecordCursor[CAPACITY];

    private int size;
    private long bytes;

    public int size() {
        return size;
    }

    /** How many bytes the records take. */
    public long bytes() {
        return bytes;
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** The record at a place; the one at {@link #size()} is to be laid over the next one. */
    public RecordCursor get(int index) {
        RecordCursor record = records[index];
        if (record == null) {
            record = new RecordCursor(fields, ops, index);
            records[index] = record;
        }
        return record;
    }

    /**
     * The addresses of ops: those of the first op of the records, by their places, then from {@link #CAPACITY} on those of
     * the second, and so on. What is there of places without a record, or behind a record's last op, means nothing.
     */
    public long[] ops() {
        return ops.addresses();
    }

    /** Takes in the record that the cursor behind the last one was laid over. */
    public void add() {
        bytes += get(size).length();
        size++;
    }

    /** Takes in a record that another cursor is laid over. */
    public void add(RecordCursor record) {
        get(size).layOver(record);
        add();
    }

    /**
     * Leaves out some records; the others keep their order.
     *
     * @param wanted whether the record at a place is to stay; asked once for each, in order
     */
    public void retain(IntPredicate wanted) {
        int before = size;
        clear();
        for (int i = 0; i < before; i++) {
            if (wanted.test(i)) {
                if (size < i) {
                    get(size).layOver(get(i));
                }
                add();
            }
        }
    }

    /** Leaves out all records. */
    public void clear() {
        size = 0;
        bytes = 0;
    }
}
