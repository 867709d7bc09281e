package io.aeroarrow.internal.answer;

import java.util.Arrays;

/**
 * The addresses of the ops of some records: those of the first op of all records, then those of the second, so that the
 * values of a bin, which is at the same place in most of them, come one after the other.
 */
final class OpAddresses {

    private final int records;
    private int ops;
    private long[] addresses;

    /**
     * @param ops how many a record has room for at first
     */
    OpAddresses(int records, int ops) {
        this.records = records;
        this.ops = ops;
        addresses = new long[ops * records];
    }

    /** How many records these are, which is how far the addresses of a record's ops are apart. */
    int records() {
        return records;
    }

    /** How many ops a record has room for. */
    int ops() {
        return ops;
    }

    /** The addresses; replaced when it becomes larger. */
    long[] addresses() {
        return addresses;
    }

    /** Makes room for twice as many ops of each record. */
    void grow() {
        ops *= 2;
        addresses = Arrays.copyOf(addresses, ops * records);
    }
}
