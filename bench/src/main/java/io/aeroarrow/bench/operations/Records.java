package io.aeroarrow.bench.operations;

/** The records that all contenders write and read, and what must be in them. */
final class Records {

    static final String NAMESPACE = "test";
    static final String SET = "bench-operations";

    private Records() {}

    static void check(int key, com.aerospike.client.Record found) {
        check(key, found.getLong("id"));
    }

    static void check(int key, long id) {
        if (id != key) {
            throw new IllegalStateException("the record of key " + key + " has id " + id);
        }
    }
}
