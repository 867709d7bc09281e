package io.aeroarrow.spark.internal.options;

import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The parsed options of a table and its reads, sent to the executors.
 *
 * @param plan settings for planning
 * @param stream settings for reading as a stream
 * @param declared whether the user has declared the columns; see {@link DeclaredColumns}
 */
public record SourceOptions(
        ConnectionSettings connection,
        String namespace,
        TableScope scope,
        ReadOptions read,
        PlanSettings plan,
        StreamOptions stream,
        boolean declared)
        implements Serializable {

    private static final Map<String, OnMismatch> MISMATCHES =
            Map.of("FAIL", OnMismatch.FAIL, "FALSE", OnMismatch.FAIL, "NULL", OnMismatch.NULL, "TRUE", OnMismatch.NULL);

    private static final Map<String, EmptyRecords> PROJECTIONS =
            Map.of("KEEP_EMPTY", EmptyRecords.KEEP, "DROP_EMPTY", EmptyRecords.DROP);

    private static final Map<String, MapReduction> MAP_REDUCTIONS = Arrays.stream(MapReduction.values())
            .collect(Collectors.toUnmodifiableMap(MapReduction::name, reduction -> reduction));

    private static final Map<String, ReplicaPolicy> REPLICAS = Arrays.stream(ReplicaPolicy.values())
            .collect(Collectors.toUnmodifiableMap(ReplicaPolicy::name, policy -> policy));

    /**
     * Parses options.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it and the allowed values
     */
    public static SourceOptions parse(Map<String, String> given) {
        return parse(given, Map.of());
    }

    /**
     * Parses the options of an operation and of its table. The operation's options win over the table's, and these over the
     * session's configuration.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it and the allowed values
     */
    public static SourceOptions parse(Map<String, String> operation, Map<String, String> table) {
        return read(OptionValues.of(operation, table));
    }

    private static SourceOptions read(OptionValues values) {
        String namespace = values.text(TableOption.NAMESPACE);
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'namespace' is missing; name the Aerospike namespace by .option(\"namespace\", \"test\"),"
                            + " or in the path: .load(\"test.users\")");
        }
        return new SourceOptions(
                ConnectionSettings.of(values),
                namespace,
                TableScope.of(values.text(TableOption.SET)),
                readOptions(values),
                PlanSettings.of(values),
                StreamOptions.read(values),
                false);
    }

    /** Returns the options of a table whose columns the user has declared. */
    public SourceOptions withDeclaredColumns() {
        return new SourceOptions(connection, namespace, scope, read, plan, stream, true);
    }

    /** Returns columns with the metadata by which they are decoded and filtered. */
    public StructType decoded(StructType columns) {
        return declared ? DeclaredColumns.decoded(columns) : columns;
    }

    /** Returns the client configuration for this JVM. */
    public ClientConfig client() {
        return connection.client();
    }

    /** Returns the client configuration from options that need not name a table. */
    public static ClientConfig clientOf(Map<String, String> given) {
        return ConnectionSettings.of(values(given)).client();
    }

    /** Returns whether {@code DROP TABLE} deletes the records of a set. */
    public static boolean dropTruncates(Map<String, String> given) {
        return values(given).flag(TableOption.DROP_TRUNCATES);
    }

    /** Returns how bins store decimals with a fraction; null if no option says it. */
    public static @Nullable DecimalStorage decimals(Map<String, String> given) {
        return values(given).decimals();
    }

    /** Returns the bins that an inferred schema reads as VARIANT. */
    public static List<String> variantBins(Map<String, String> given) {
        return values(given).list(ReadOption.VARIANT);
    }

    /** Returns whether an inferred schema reads bins of mixed types as VARIANT. */
    public static boolean mixedTypesAreVariants(Map<String, String> given) {
        return values(given).choice(ReadOption.MIXED_TYPES, Map.of("JSON", false, "VARIANT", true));
    }

    /** Returns a catalog's default namespace; empty if none is set. */
    public static String defaultNamespace(Map<String, String> given) {
        return values(given).text(TableOption.NAMESPACE);
    }

    private static OptionValues values(Map<String, String> given) {
        return OptionValues.of(given, Map.of());
    }

    /** Returns the set name to send in requests; empty for the whole namespace. See {@link TableScope#filter}. */
    public String set() {
        return scope.requested();
    }

    private static ReadOptions readOptions(OptionValues values) {
        Timeouts scan = Timeouts.SCAN
                .withSocket(millis(values.number(ReadOption.SOCKET_TIMEOUT, 1, Integer.MAX_VALUE)))
                .withTotal(millis(values.number(ReadOption.TOTAL_TIMEOUT, 0, Integer.MAX_VALUE)))
                .withMaxRetries(values.number(ReadOption.MAX_RETRIES, 0, Integer.MAX_VALUE));
        ReadOptions options = ReadOptions.DEFAULT
                .withBatchRows(values.number(ReadOption.BATCH_ROWS, 1, 1 << 20))
                .withBatchBytes(values.number(ReadOption.BATCH_BYTES, 1, Integer.MAX_VALUE))
                .withOnMismatch(values.choice(ReadOption.ON_MISMATCH, MISMATCHES))
                .withEmptyRecords(values.choice(ReadOption.PROJECTION, PROJECTIONS))
                .withMapReduction(
                        values.flag(PlanOption.PUSHDOWN)
                                ? values.choice(ReadOption.MAP_REDUCTION, MAP_REDUCTIONS)
                                : MapReduction.NEVER)
                .withSampleRecords(values.number(ReadOption.SAMPLE_RECORDS, 1, Integer.MAX_VALUE))
                .withRouting(ReadRouting.DEFAULT.withReplica(values.choice(ReadOption.REPLICA, REPLICAS)))
                .withScanTimeouts(scan);
        return schemaSet(values).map(options::withSchemaSet).orElse(options);
    }

    private static Optional<String> schemaSet(OptionValues values) {
        return Optional.of(values.text(TableOption.SCHEMA_SET)).filter(set -> !set.isEmpty());
    }

    /** Returns the set that stores the schemas of tables; empty if no option names one. */
    public static Optional<String> schemaSet(Map<String, String> given) {
        return schemaSet(values(given));
    }

    private static Duration millis(int number) {
        return Duration.ofMillis(number);
    }

    /** Returns the table's name as users write it. */
    public String tableName() {
        return scope.nameIn(namespace);
    }
}
