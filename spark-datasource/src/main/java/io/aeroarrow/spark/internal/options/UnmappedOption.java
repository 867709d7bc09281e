package io.aeroarrow.spark.internal.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An option of Aerospike's own connector that nothing here corresponds to. Jobs that set it run all the same, unless it
 * would change which records they read.
 */
enum UnmappedOption {
    KEY_PATH("aerospike.keyPath", List.of(), "There is no licence to check."),
    FEATURE_KEY("aerospike.featureKey", List.of(), "There is no licence to check."),
    LOG_LEVEL("aerospike.log.level", List.of(), "Logs are set up by Spark's `log4j2.properties`."),
    MAX_THREADS("aerospike.maxthreadcount", List.of(), "Spark's tasks are what runs at a time."),
    BATCH_MAX("aerospike.batchMax", List.of(), "Lookups choose the sizes of their batches."),
    KEY_TYPE("aerospike.keyType", List.of(), "`__key` has the type that the schema says, or that the sample shows."),
    SAMPLE_SIZE("aerospike.sample.size", List.of(""), "say so in the query, by `.limit(n)` or `TABLESAMPLE`."),
    INDEX_FILTER("aerospike.sindex.filter", List.of(""), "say so in the query, by a filter on the bin of the index."),
    DIGEST_TYPE("aerospike.digestType", List.of("blob", "binary"), "digests are binary; `hex(__digest)` shows one.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> only;

    private final String why;

    UnmappedOption(String key, List<String> only, String why) {
        this.key = key;
        this.only = only;
        this.why = why;
    }

    String key() {
        return key;
    }

    /** The values that it may have; none if any will do. */
    List<String> only() {
        return only;
    }

    /** Why there is nothing to set, in Markdown. */
    String why() {
        return why;
    }

    /**
     * Whether an option is one of these.
     *
     * @throws IllegalArgumentException if it is, but asks for what is not to be had
     */
    static boolean accepts(String name, String value) {
        return Arrays.stream(values())
                .filter(option -> option.key.equalsIgnoreCase(name))
                .findFirst()
                .map(option -> option.require(value))
                .isPresent();
    }

    private UnmappedOption require(String value) {
        if (!only.isEmpty() && !only.contains(value.strip().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("option '" + key + "' is '" + value
                    + "', and nothing here corresponds to that: " + why.replace("`", ""));
        }
        return this;
    }
}
