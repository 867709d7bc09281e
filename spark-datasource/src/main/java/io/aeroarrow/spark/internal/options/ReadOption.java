package io.aeroarrow.spark.internal.options;

import java.util.List;

/** How records are read. */
public enum ReadOption implements SourceOption {
    BATCH_ROWS("batchRows", List.of(), "16384", "The most rows of a columnar batch."),
    BATCH_BYTES("batchBytes", List.of(), "33554432", "A batch ends once its records took so many bytes on the wire."),
    ON_MISMATCH(
            "onMismatch",
            List.of("aerospike.schema.flexible"),
            "FAIL",
            "What becomes of a value that its column's type cannot hold exactly: `FAIL` (or `false`), or `NULL` (or"
                    + " `true`)."),
    PROJECTION(
            "projection",
            List.of(),
            "KEEP_EMPTY",
            "What becomes of records that have none of the selected bins: `KEEP_EMPTY` reads them too, by a second"
                    + " query; `DROP_EMPTY` leaves them out and saves that query."),
    SAMPLE_RECORDS(
            "sampleRecords",
            List.of("aerospike.schema.scan"),
            "1000",
            "How many records to look at where no schema is given."),
    REPLICA(
            "replica",
            List.of(),
            "SEQUENCE",
            "Which replica is read: `SEQUENCE` (the master, on a retry the next), `MASTER`, `MASTER_PROLES` (in turn),"
                    + " `PREFER_RACK` or `RANDOM`."),
    SOCKET_TIMEOUT(
            "socketTimeout",
            List.of("aerospike.sockettimeout"),
            "30000",
            "The longest silence of a node, in milliseconds, before its part of a scan is tried again."),
    TOTAL_TIMEOUT(
            "totalTimeout",
            List.of("aerospike.timeout"),
            "0",
            "The longest a Spark task may read, in milliseconds, retries included; 0 for no limit."),
    MAX_RETRIES("maxRetries", List.of(), "5", "How often a scan goes on after failures between which no record came.");

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    ReadOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
