package io.aeroarrow.internal.answer;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A block of consecutive records that are in memory at the same time. A consumer can process it bin by bin instead of
 * record by record.
 */
public final class RecordBlock {

    /** The maximum number of records. */
    public static final int CAPACITY = 64;

    private static final int FEW_OPS = 4;

    private final FieldLayout fields = new FieldLayout();
    private final OpAddresses ops = new OpAddresses(CAPACITY, FEW_OPS);
    /** Created on first use: many lookups have few keys. */
    private final @Nullable RecordCursor[] records = new RecordCursor[CAPACITY];

    private int size;
    private long bytes;

    public int size() {
        return size;
    }

    /** The size of the records on the wire, in bytes. */
    public long bytes() {
        return bytes;
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** The cursor of the record at an index. At index {@link #size()}, it is the free cursor for the next record. */
    public RecordCursor get(int index) {
        RecordCursor record = records[index];
        if (record == null) {
            record = new RecordCursor(fields, ops, index);
            records[index] = record;
        }
        return record;
    }

    /**
     * The addresses of ops: the first op of each record, then from {@link #CAPACITY} on the second op of each record,
     * and so on. Values at indexes without a record or op are undefined.
     */
    public long[] ops() {
        return ops.addresses();
    }

    /** Adds the record that the free cursor points to. */
    public void add() {
        bytes += get(size).length();
        size++;
    }

    /** Adds the record that another cursor points to. */
    public void add(RecordCursor record) {
        get(size).layOver(record);
        add();
    }

    /**
     * Removes records; the others keep their order.
     *
     * @param wanted whether to keep the record at an index; called once for each, in order
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

    /** Removes all records. */
    public void clear() {
        size = 0;
        bytes = 0;
    }
}
