package io.aeroarrow.spark.option;

import io.aeroarrow.arrow.ReadOptions;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.model.OnMismatch;
import io.aeroarrow.model.ReadRouting;
import io.aeroarrow.model.ReplicaPolicy;
import io.aeroarrow.model.ScanRequest.EmptyRecords;
import io.aeroarrow.model.Timeouts;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options of a read, checked. All that executors need to know, and nothing else.
 *
 * @param partitions how many Spark partitions were asked for; 0 for Spark's default parallelism
 */
public record SourceOptions(ClientConfig client, String namespace, String set, ReadOptions read, int partitions)
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
    public static SourceOptions parse(CaseInsensitiveStringMap given) {
        OptionValues values = new OptionValues(given);
        String namespace = values.text(TableOption.NAMESPACE);
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'namespace' is missing: say which Aerospike namespace to read, .option(\"namespace\", \"test\")");
        }
        OptionalInt partitions = values.optionalNumber(ReadOption.PARTITIONS, 1, 4096);
        return new SourceOptions(
                client(values), namespace, values.text(TableOption.SET), read(values), partitions.orElse(0));
    }

    private static ClientConfig client(OptionValues values) {
        int port = values.number(ConnectionOption.PORT, 1, 65_535);
        ClientConfig config = ClientConfig.of(new HostAddress("localhost", port))
                .withSeeds(HostAddress.parseList(values.text(ConnectionOption.HOST), port))
                .withClusterName(values.text(ConnectionOption.CLUSTER_NAME))
                .withServicesAlternate(values.flag(ConnectionOption.USE_SERVICES_ALTERNATE))
                .withAddressMap(values.addresses(ConnectionOption.ADDRESS_MAP))
                .withRackIds(values.numbers(ConnectionOption.RACK_IDS))
                .withConnectTimeout(millis(values.number(ConnectionOption.CONNECT_TIMEOUT, 1, Integer.MAX_VALUE)))
                .withMaxConnectionsPerNode(values.number(ConnectionOption.MAX_CONNECTIONS, 1, Integer.MAX_VALUE))
                .withLoginTimeout(millis(values.number(ConnectionOption.LOGIN_TIMEOUT, 1, Integer.MAX_VALUE)))
                .withTls(SecurityOptions.tls(values))
                .withCredentials(SecurityOptions.credentials(values));
        config.requireSafeLogin();
        return config;
    }

    private static ReadOptions read(OptionValues values) {
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
        return set.isEmpty() ? namespace : namespace + "." + set;
    }
}
