package io.aeroarrow.spark.internal.options;

import java.util.List;

/** How a read is cut into tasks, and how much of a query servers do. */
public enum PlanOption implements SourceOption {
    PARTITIONS(
            "partitions",
            List.of("aerospike.partition.factor", "aerospike.partition-factor"),
            "",
            "How many Spark partitions to aim at, 1 to 32768; without it, as many as the set's size asks for. Each holds"
                    + " partitions of one node; beyond 4096, each holds a part of one, and the servers look at it several"
                    + " times."),
    TARGET_ROWS(
            "targetPartitionRows",
            List.of(),
            "500000",
            "How many records a Spark partition should hold, where `partitions` does not say how many there are. Small"
                    + " sets are cut finer, so that all cores have work."),
    TARGET_BYTES(
            "targetPartitionBytes",
            List.of(),
            "134217728",
            "How many bytes, as stored, a Spark partition should hold, where `partitions` does not say how many there are."),
    PARTITION_FILTER(
            "partitionFilter",
            List.of(),
            "0-4095",
            "Which of Aerospike's partitions to read: comma-separated numbers and ranges, such as `0-1023,2000`."),
    RECORDS_PER_SECOND(
            "recordsPerSecond",
            List.of("aerospike.recordspersecond"),
            "0",
            "How many records a query may read in a second, all tasks that run at a time together; 0 for no limit."),
    PUSHDOWN(
            "pushDown",
            List.of(),
            "true",
            "Whether servers test filters, count limits, sample, and find records by key or secondary index; `false` leaves"
                    + " all that to Spark."),
    FILTER_EXPRESSION(
            "filterExpression",
            List.of("aerospike.pushdown.expressions"),
            "",
            "A filter expression of Aerospike in base64, which the records must match besides."),
    SECONDARY_INDEX(
            "secondaryIndex",
            List.of("aerospike.sindex"),
            "AUTO",
            "`AUTO` uses a secondary index of a bin that a filter wants to be equal to a value or between two; `OFF` never"
                    + " does; the name of an index uses that one for any filter it serves, and fails if there is none."),
    SECONDARY_INDEX_ENABLED(
            "secondaryIndexEnabled",
            List.of("aerospike.sindex.enable"),
            "true",
            "`false` is the same as `secondaryIndex=OFF`."),
    MAX_LOOKUP_KEYS(
            "maxLookupKeys",
            List.of(),
            "1000000",
            "The most keys of a join's small side by which records are looked up one by one; with more, or with more than a"
                    + " quarter of the set, all of it is read.");

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    PlanOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** A partition factor n asks for two to the power of n partitions. */
    @Override
    public String translate(String alias, String value) {
        return this == PARTITIONS && value.strip().matches("1?[0-9]")
                ? String.valueOf(1 << Integer.parseInt(value.strip()))
                : value;
    }
}
