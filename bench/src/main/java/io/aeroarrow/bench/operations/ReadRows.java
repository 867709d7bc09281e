package io.aeroarrow.bench.operations;

/** The rows that a call read, in the client's own form. Only verification reads the values. */
@FunctionalInterface
interface ReadRows extends AutoCloseable {

    /** The result of a write. */
    ReadRows NOTHING = row -> {};

    /** Receives one record. */
    @FunctionalInterface
    interface Row {
        void accept(long id, double ratio, String name);
    }

    void each(Row row);

    default long checksum() {
        long[] sum = new long[1];
        each((id, ratio, name) -> sum[0] += ContestantRecords.checksum(id, ratio, name));
        return sum[0];
    }

    @Override
    default void close() {}
}
