package io.aeroarrow.spark.internal.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An option of Aerospike's own connector without a counterpart. It is ignored, unless it changes which records are read. */
enum UnmappedOption {
    KEY_PATH("aerospike.keyPath", List.of(), "No licence is checked."),
    FEATURE_KEY("aerospike.featureKey", List.of(), "No licence is checked."),
    LOG_LEVEL("aerospike.log.level", List.of(), "Spark's `log4j2.properties` configures logging."),
    MAX_THREADS("aerospike.maxthreadcount", List.of(), "Spark's tasks set the concurrency."),
    BATCH_MAX("aerospike.batchMax", List.of(), "Batch sizes of lookups are chosen automatically."),
    KEY_TYPE("aerospike.keyType", List.of(), "The schema or the sample determines the type of `__key`."),
    SAMPLE_SIZE("aerospike.sample.size", List.of(""), "Use `.limit(n)` or `TABLESAMPLE` in the query."),
    INDEX_FILTER("aerospike.sindex.filter", List.of(""), "Filter on the bin of the index in the query."),
    DIGEST_TYPE("aerospike.digestType", List.of("blob", "binary"), "Digests are binary; `hex(__digest)` shows one.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> allowed;

    private final String reason;

    UnmappedOption(String key, List<String> allowed, String reason) {
        this.key = key;
        this.allowed = allowed;
        this.reason = reason;
    }

    String key() {
        return key;
    }

    /** Returns the allowed values; empty if all are. */
    List<String> allowed() {
        return allowed;
    }

    /** Returns why the option has no counterpart, in Markdown. */
    String reason() {
        return reason;
    }

    /**
     * Returns whether a name is one of these options.
     *
     * @throws IllegalArgumentException if it is one, with a value that is not supported
     */
    static boolean accepts(String name, String value) {
        return Arrays.stream(values())
                .filter(option -> option.key.equalsIgnoreCase(name))
                .findFirst()
                .map(option -> option.require(value))
                .isPresent();
    }

    private UnmappedOption require(String value) {
        if (!allowed.isEmpty() && !allowed.contains(value.strip().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "option '" + key + "' is '" + value + "', which has no counterpart. " + reason.replace("`", ""));
        }
        return this;
    }
}
