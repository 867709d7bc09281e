package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Options for the tasks of a read and for push-down. */
public enum PlanOption implements SourceOption {
    PARTITIONS(
            "partitions",
            List.of("aerospike.partition.factor", "aerospike.partition-factor"),
            "",
            "The approximate number of Spark partitions, 1 to 32768. Empty: by the size of the set. A Spark partition"
                    + " holds Aerospike partitions of one node. Beyond 4096, each holds a part of one Aerospike"
                    + " partition, which the servers then read several times."),
    TARGET_ROWS(
            "targetPartitionRows",
            List.of(),
            "500000",
            "The target number of records per Spark partition if `partitions` is empty. Small sets are split further,"
                    + " so that all cores have work."),
    TARGET_BYTES(
            "targetPartitionBytes",
            List.of(),
            "134217728",
            "The target number of stored bytes per Spark partition if `partitions` is empty."),
    PARTITION_FILTER(
            "partitionFilter",
            List.of(),
            "0-4095",
            "The Aerospike partitions to read: comma-separated numbers and ranges, such as `0-1023,2000`."),
    SAMPLE_PERCENT(
            "samplePercent",
            List.of(),
            "100",
            "Reads a sample of whole Aerospike partitions, in percent, such as `1` or `0.5`: at least one of the"
                    + " 4,096. Reading costs in proportion. `TABLESAMPLE SYSTEM (1 PERCENT)` does the same in Spark 4.2."),
    SAMPLE_SEED(
            "sampleSeed",
            List.of(),
            "0",
            "Chooses the partitions of `samplePercent`. The same seed always chooses the same ones."),
    RECORDS_PER_SECOND(
            "recordsPerSecond",
            List.of("aerospike.recordspersecond"),
            "0",
            "The maximum number of records a query reads per second, over all its concurrent tasks. 0: no limit."),
    PUSHDOWN(
            "pushDown",
            List.of(),
            "true",
            "Whether filters, limits, samples, keys and secondary indexes are pushed down to the servers. `false`:"
                    + " Spark evaluates everything."),
    FILTER_EXPRESSION(
            "filterExpression",
            List.of("aerospike.pushdown.expressions"),
            "",
            "An Aerospike filter expression in base64, applied in addition to the query's conditions."),
    SECONDARY_INDEX(
            "secondaryIndex",
            List.of("aerospike.sindex"),
            "AUTO",
            "`AUTO` uses a secondary index for equality, lists of values and ranges of its bin or path. `OFF`"
                    + " uses none. The name of an index forces that index for every filter it supports, and fails if it"
                    + " does not exist."),
    SECONDARY_INDEX_ENABLED(
            "secondaryIndexEnabled",
            List.of("aerospike.sindex.enable"),
            "true",
            "`false` is the same as `secondaryIndex=OFF`."),
    MAX_LOOKUP_KEYS(
            "maxLookupKeys",
            List.of(),
            "1000000",
            "The maximum number of keys from the small side of a join that are looked up one by one. With more keys, or"
                    + " with more than 1,000 keys and a quarter of the set, the whole set is read."),
    LOOKUP_JOIN(
            "lookupJoin",
            List.of(),
            "HINT",
            "Which joins look up records by key, with the session extension: `HINT` those with the hint"
                    + " `AEROSPIKE_LOOKUP`; `AUTO` also those whose other side has few rows, within the limits of"
                    + " `maxLookupKeys`; `OFF` none.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    PlanOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Converts a partition factor n to two to the power of n partitions. */
    @Override
    public String translate(String alias, String value) {
        return this == PARTITIONS && value.strip().matches("1?[0-9]")
                ? String.valueOf(1 << Integer.parseInt(value.strip()))
                : value;
    }
}
