package io.aeroarrow.spark.internal.options;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.CommitLevel;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.WritePolicy;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parsed options of a write.
 *
 * @param set the set to write; empty for the table's set
 * @param columnBins the bins of columns with another name than their bin
 * @param policy the policy of each row, unless its columns override it
 * @param decimals how bins store decimals with a fraction; null if no option says it
 * @param retries how often rows without an answer are retried
 */
public record WriteOptions(
        String set,
        WriteColumnNames columns,
        boolean keyAsBin,
        Map<String, String> columnBins,
        WritePolicy policy,
        GenerationCheck.Kind generation,
        OnConflict onConflict,
        Overwrite overwrite,
        NullBins nulls,
        @Nullable DecimalStorage decimals,
        boolean orderedMaps,
        boolean collectFailures,
        int describedFailures,
        BatchSize batch,
        int rowsPerSecond,
        Duration timeout,
        int retries,
        Distribution distribution,
        boolean deletesInBackground)
        implements Serializable {

    /** What happens to rows that the state of their record refuses. */
    public enum OnConflict {
        FAIL,
        SKIP,
        OVERWRITE
    }

    /** What {@code mode("overwrite")} does. */
    public enum Overwrite {
        /** {@link #TRUNCATE} for tables of a catalog, {@link #REPLACE} otherwise. */
        DEFAULT,
        /** Replaces the records of the rows and keeps all others. */
        REPLACE,
        /** Empties the set first. */
        TRUNCATE
    }

    /** How Spark distributes rows to tasks. */
    public enum Distribution {
        /** No shuffle. */
        NONE,
        /** Rows of one key go to one task. */
        KEY,
        /** Rows of one Aerospike partition go to one task. */
        PARTITION
    }

    /** The names of columns that control the write; empty for none. */
    public record WriteColumnNames(String key, String digest, String generation, String timeToLive, String expiry)
            implements Serializable {}

    /** The size of a batch, and the number of batches in flight. */
    public record BatchSize(int rows, int bytes, int inFlight) implements Serializable {}

    private static final Map<String, GenerationCheck.Kind> GENERATIONS = Map.of(
            "NONE", GenerationCheck.Kind.NONE,
            "EQUAL", GenerationCheck.Kind.EQUAL,
            "EXPECT_GEN_EQUAL", GenerationCheck.Kind.EQUAL,
            "GREATER", GenerationCheck.Kind.GREATER,
            "EXPECT_GEN_GT", GenerationCheck.Kind.GREATER);

    private static final Map<String, CommitLevel> COMMIT_LEVELS = Map.of(
            "ALL", CommitLevel.ALL,
            "COMMIT_ALL", CommitLevel.ALL,
            "MASTER", CommitLevel.MASTER,
            "COMMIT_MASTER", CommitLevel.MASTER);

    private static final Map<String, Overwrite> OVERWRITES =
            Map.of("", Overwrite.DEFAULT, "REPLACE", Overwrite.REPLACE, "TRUNCATE", Overwrite.TRUNCATE);

    public WriteOptions {
        columnBins = Map.copyOf(columnBins);
    }

    /**
     * Parses the options of a write and of its table. The write's options win over the table's, and these over the session's
     * configuration.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it and the allowed values
     */
    public static WriteOptions parse(Map<String, String> write, Map<String, String> table) {
        return read(OptionValues.of(write, table));
    }

    private static WriteOptions read(OptionValues values) {
        values.given(TableOption.PATH)
                .ifPresent(path -> TablePath.requireSame(
                        path, WriteOption.WRITE_SET, values.text(TableOption.SET), values.text(WriteOption.WRITE_SET)));
        return new WriteOptions(
                values.text(WriteOption.WRITE_SET),
                columns(values),
                values.flag(WriteOption.KEY_AS_BIN),
                columnBins(values.text(WriteOption.COLUMN_BINS)),
                policy(values),
                values.choice(WriteOption.GENERATION_POLICY, GENERATIONS),
                values.choice(WriteOption.ON_CONFLICT, choices(OnConflict.values())),
                values.choice(WriteOption.OVERWRITE, OVERWRITES),
                values.choice(WriteOption.NULLS, choices(NullBins.values())),
                values.decimals(),
                values.flag(WriteOption.ORDERED_MAPS),
                values.choice(WriteOption.ON_FAILURE, Map.of("FAIL_FAST", false, "COLLECT", true)),
                values.number(WriteOption.DESCRIBED_FAILURES, 0, 10_000),
                new BatchSize(
                        values.number(WriteOption.WRITE_BATCH_ROWS, 1, 1 << 20),
                        values.number(WriteOption.WRITE_BATCH_BYTES, 1, Integer.MAX_VALUE),
                        values.number(WriteOption.WRITE_BATCHES_IN_FLIGHT, 1, 1_000)),
                values.number(WriteOption.ROWS_PER_SECOND, 0, Integer.MAX_VALUE),
                Duration.ofMillis(values.number(WriteOption.WRITE_TIMEOUT, 1, Integer.MAX_VALUE)),
                values.number(WriteOption.WRITE_RETRIES, 0, 1_000),
                values.choice(WriteOption.DISTRIBUTION, choices(Distribution.values())),
                values.choice(WriteOption.DELETE_MODE, Map.of("BATCH", false, "BACKGROUND", true)));
    }

    private static WriteColumnNames columns(OptionValues values) {
        return new WriteColumnNames(
                values.text(WriteOption.KEY_COLUMN),
                values.text(WriteOption.DIGEST_COLUMN),
                values.text(WriteOption.GENERATION_COLUMN),
                values.text(WriteOption.TTL_COLUMN),
                values.text(WriteOption.EXPIRY_COLUMN));
    }

    private static WritePolicy policy(OptionValues values) {
        return WritePolicy.DEFAULT
                .withExistsAction(values.choice(WriteOption.EXISTS_ACTION, choices(ExistsAction.values())))
                .withTimeToLive(new TimeToLive(values.number(WriteOption.TTL, -2, 315_360_000)))
                .withSendKey(values.flag(WriteOption.SEND_KEY))
                .withCommitLevel(values.choice(WriteOption.COMMIT_LEVEL, COMMIT_LEVELS))
                .withDurableDelete(values.flag(WriteOption.DURABLE_DELETE));
    }

    private static Map<String, String> columnBins(String text) {
        Map<String, String> bins = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0
                    || bins.put(
                                    pair.substring(0, equals).strip(),
                                    pair.substring(equals + 1).strip())
                            != null) {
                throw new IllegalArgumentException("option '" + WriteOption.COLUMN_BINS.key() + "' is '" + text
                        + "'; it must be a list of column=bin, each column once");
            }
        }
        return bins;
    }

    private static <E extends Enum<E>> Map<String, E> choices(E[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Enum::name, value -> value));
    }

    /** Returns the policy of a batch, without retries if writing a row twice makes a difference. */
    public BatchPolicy batchPolicy() {
        boolean idempotent =
                generation == GenerationCheck.Kind.NONE && policy.existsAction() != ExistsAction.CREATE_ONLY;
        return batchPolicy(idempotent ? retries : 0);
    }

    /** Returns the policy of a batch with another number of retries. */
    public BatchPolicy batchPolicy(int writeRetries) {
        BatchPolicy policyDefaults = BatchPolicy.DEFAULT;
        return policyDefaults
                .withTimeouts(policyDefaults.timeouts().withTotal(timeout))
                .withWriteRetries(writeRetries);
    }

    public WriteOptions withExistsAction(ExistsAction action) {
        return new WriteOptions(
                set,
                columns,
                keyAsBin,
                columnBins,
                policy.withExistsAction(action),
                generation,
                onConflict,
                overwrite,
                nulls,
                decimals,
                orderedMaps,
                collectFailures,
                describedFailures,
                batch,
                rowsPerSecond,
                timeout,
                retries,
                distribution,
                deletesInBackground);
    }
}
