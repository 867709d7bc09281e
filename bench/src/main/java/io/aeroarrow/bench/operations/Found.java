package io.aeroarrow.bench.operations;

/** What a call read, in the client's own form; taken apart only where results are compared. */
@FunctionalInterface
interface Found extends AutoCloseable {

    /** What a call that writes has read. */
    Found NOTHING = row -> {};

    /** Takes one record. */
    @FunctionalInterface
    interface Row {
        void accept(long id, double ratio, String name);
    }

    void each(Row row);

    default long checksum() {
        long[] sum = new long[1];
        each((id, ratio, name) -> sum[0] += Records.checksum(id, ratio, name));
        return sum[0];
    }

    @Override
    default void close() {}
}
