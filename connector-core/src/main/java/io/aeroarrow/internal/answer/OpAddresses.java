package io.aeroarrow.internal.answer;

import java.util.Arrays;

/**
 * The addresses of the ops of several records: the first ops of all records, then the second ops, and so on. A bin is
 * at the same index in most records, so that its values are adjacent.
 */
final class OpAddresses {

    private final int records;
    private int ops;
    private long[] addresses;

    /**
     * @param ops the initial number of ops for each record
     */
    OpAddresses(int records, int ops) {
        this.records = records;
        this.ops = ops;
        addresses = new long[ops * records];
    }

    /** The number of records, which is the distance between two ops of a record. */
    int records() {
        return records;
    }

    /** The capacity in ops for each record. */
    int ops() {
        return ops;
    }

    /** The addresses; another array after {@link #grow}. */
    long[] addresses() {
        return addresses;
    }

    /** Doubles the capacity. */
    void grow() {
        ops *= 2;
        addresses = Arrays.copyOf(addresses, ops * records);
    }
}
