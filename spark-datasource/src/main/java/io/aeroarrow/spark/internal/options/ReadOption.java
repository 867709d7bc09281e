package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Options for reading records. */
public enum ReadOption implements SourceOption {
    BATCH_ROWS("batchRows", List.of(), "16384", "The maximum number of rows in a columnar batch."),
    BATCH_BYTES(
            "batchBytes",
            List.of(),
            "33554432",
            "A columnar batch ends when its records have taken this many bytes on the wire."),
    ON_MISMATCH(
            "onMismatch",
            List.of("aerospike.schema.flexible"),
            "FAIL",
            "What happens to a value that the column's type cannot hold exactly: `FAIL` (or `false`) fails the query,"
                    + " `NULL` (or `true`) reads null."),
    PROJECTION(
            "projection",
            List.of(),
            "KEEP_EMPTY",
            "What happens to records without any of the selected bins: `KEEP_EMPTY` reads them, before server 8.1.2"
                    + " with a second query; `DROP_EMPTY` omits them and saves that query."),
    MAP_REDUCTION(
            "mapReduction",
            List.of(),
            "AUTO",
            "Whether servers send only the keys of maps that the columns name, as fields of a struct or by a path:"
                    + " `AUTO` if the records of the set are large, `ALWAYS` wherever the servers can, or `NEVER`. The"
                    + " rows are the same. `pushDown=false` means `NEVER`."),
    SAMPLE_RECORDS(
            "sampleRecords",
            List.of("aerospike.schema.scan"),
            "1000",
            "The number of records in the first sample when the schema is inferred. Larger samples, up to 16 times as"
                    + " many records, follow until one adds no information."),
    MIXED_TYPES(
            "mixedTypes",
            List.of(),
            "JSON",
            "How an inferred schema reads bins of mixed types, and lists and maps with elements of mixed types:"
                    + " `JSON`, as a `STRING` of JSON text, or `VARIANT` (Spark 4.0)."),
    VARIANT(
            "variant",
            List.of(),
            "",
            "The bins that an inferred schema reads as `VARIANT`, separated by commas (Spark 4.0)."),
    REPLICA(
            "replica",
            List.of(),
            "SEQUENCE",
            "The replica to read: `SEQUENCE` (the master, and the next replica on each retry), `MASTER`,"
                    + " `MASTER_PROLES` (all replicas in turn), `PREFER_RACK` or `RANDOM`."),
    SOCKET_TIMEOUT(
            "socketTimeout",
            List.of("aerospike.sockettimeout"),
            "30000",
            "The time without data from a node, in milliseconds, after which its part of a scan is retried."),
    TOTAL_TIMEOUT(
            "totalTimeout",
            List.of("aerospike.timeout"),
            "0",
            "The timeout of a Spark task's read, in milliseconds, including retries. 0: none."),
    MAX_RETRIES(
            "maxRetries",
            List.of(),
            "5",
            "The maximum number of consecutive retries of a scan without a record in between.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    ReadOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
