package io.aeroarrow.spark.option;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.policy.Timeouts;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of a read, checked. All that executors need to know, and nothing else.
 *
 * @param plan how a read is planned
 * @param stream how it is read as a stream
 */
public record SourceOptions(
        ConnectionSettings connection,
        String namespace,
        SetName setName,
        ReadOptions read,
        PlanSettings plan,
        StreamOptions stream)
        implements Serializable {

    private static final Map<String, OnMismatch> MISMATCHES =
            Map.of("FAIL", OnMismatch.FAIL, "FALSE", OnMismatch.FAIL, "NULL", OnMismatch.NULL, "TRUE", OnMismatch.NULL);

    private static final Map<String, EmptyRecords> PROJECTIONS =
            Map.of("KEEP_EMPTY", EmptyRecords.KEEP, "DROP_EMPTY", EmptyRecords.DROP);

    private static final Map<String, ReplicaPolicy> REPLICAS = Arrays.stream(ReplicaPolicy.values())
            .collect(Collectors.toUnmodifiableMap(ReplicaPolicy::name, policy -> policy));

    /**
     * Reads what a user gave.
     *
     * @throws IllegalArgumentException naming the option, what is wrong with it and what it may be
     */
    public static SourceOptions parse(Map<String, String> given) {
        return parse(given, Map.of());
    }

    /** Reads what a user gave for a read, and for the table; what the session's configuration says counts least. */
    public static SourceOptions parse(Map<String, String> nearer, Map<String, String> further) {
        return read(values(nearer, further));
    }

    private static OptionValues values(Map<String, String> nearer, Map<String, String> further) {
        List<Map<String, String>> places = new ArrayList<>(List.of(nearer, further));
        places.addAll(SessionOptions.layers());
        return OptionValues.of(places);
    }

    private static SourceOptions read(OptionValues values) {
        String namespace = values.text(TableOption.NAMESPACE);
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'namespace' is missing: say which Aerospike namespace to read, .option(\"namespace\", \"test\")");
        }
        return new SourceOptions(
                ConnectionSettings.of(values),
                namespace,
                SetName.of(values.text(TableOption.SET)),
                readOptions(values),
                PlanSettings.of(values),
                StreamOptions.read(values));
    }

    /** How the cluster is reached, as this JVM sees it. */
    public ClientConfig client() {
        return connection.client();
    }

    /** How the cluster of some tables is reached, whichever these are. */
    public static ClientConfig clientOf(Map<String, String> given) {
        return ConnectionSettings.of(values(given, Map.of())).client();
    }

    /** Whether {@code DROP TABLE} may delete the records of a set. */
    public static boolean dropTruncates(Map<String, String> given) {
        return values(given, Map.of()).flag(TableOption.DROP_TRUNCATES);
    }

    /** The namespace that a catalog's tables are in where nothing else is said, empty if none is set. */
    public static String defaultNamespace(Map<String, String> given) {
        return values(given, Map.of()).text(TableOption.NAMESPACE);
    }

    /** The set that requests name; empty for the whole namespace, and see {@link SetName#filter}. */
    public String set() {
        return setName.requested();
    }

    private static ReadOptions readOptions(OptionValues values) {
        Timeouts scan = Timeouts.SCAN
                .withSocket(millis(values.number(ReadOption.SOCKET_TIMEOUT, 1, Integer.MAX_VALUE)))
                .withTotal(millis(values.number(ReadOption.TOTAL_TIMEOUT, 0, Integer.MAX_VALUE)))
                .withMaxRetries(values.number(ReadOption.MAX_RETRIES, 0, Integer.MAX_VALUE));
        return ReadOptions.DEFAULT
                .withBatchRows(values.number(ReadOption.BATCH_ROWS, 1, 1 << 20))
                .withBatchBytes(values.number(ReadOption.BATCH_BYTES, 1, Integer.MAX_VALUE))
                .withOnMismatch(values.choice(ReadOption.ON_MISMATCH, MISMATCHES))
                .withEmptyRecords(values.choice(ReadOption.PROJECTION, PROJECTIONS))
                .withSampleRecords(values.number(ReadOption.SAMPLE_RECORDS, 1, Integer.MAX_VALUE))
                .withRouting(ReadRouting.DEFAULT.withReplica(values.choice(ReadOption.REPLICA, REPLICAS)))
                .withScanTimeouts(scan);
    }

    private static Duration millis(int number) {
        return Duration.ofMillis(number);
    }

    /** The table's name as users write it. */
    public String tableName() {
        if (setName instanceof SetName.Unnamed) {
            return namespace + "." + SetName.NONE;
        }
        return set().isEmpty() ? namespace : namespace + "." + set();
    }
}
