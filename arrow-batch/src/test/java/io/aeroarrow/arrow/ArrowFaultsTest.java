package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.INT64;
import static io.aeroarrow.arrow.Rows.UTF8;
import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.row;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.Occurrence.chance;
import static io.aeroarrow.embedded.fault.RequestType.BATCH;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads from nodes that fail return either all rows or an error, and leak no memory. */
@Timeout(60)
class ArrowFaultsTest {

    private static final String SET = "faulty";
    private static final int RECORDS = 300;
    /** Every third record has no name, so a projection on the name needs two queries. */
    private static final Schema SCHEMA = schema(field("__key", INT64), field("name", UTF8));

    private static final Timeouts PATIENT = new Timeouts(Duration.ofMillis(150), Duration.ofSeconds(20), 50);

    private EmbeddedCluster cluster;
    private BufferAllocator allocator;
    private AeroArrow connection;
    private AeroArrowView aero;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.builder()
                .eachNode(node -> node.queryFrameBytes(600).eventLoops(1))
                .start();
        List<HostAddress> seeds = cluster.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toList();
        ClientConfig config = ClientConfig.of(seeds.toArray(HostAddress[]::new))
                .withTendInterval(Duration.ofMillis(50))
                .withMaxConnectionsPerNode(3);
        allocator = new RootAllocator();
        connection = AeroArrow.connect(config, allocator);
        aero = connection.with(ReadOptions.DEFAULT
                .withBatchRows(25)
                .withMaxKeysPerRequest(20)
                .withScanTimeouts(PATIENT)
                .withLookupTimeouts(PATIENT));
        AeroArrowClient client = aero.client();
        for (long i = 0; i < RECORDS; i++) {
            Bin number = new Bin("i", Value.of(i));
            List<Bin> bins = i % 3 == 0 ? List.of(number) : List.of(number, new Bin("name", Value.of("n" + i)));
            client.put(Key.of("test", SET, i), bins, WritePolicy.DEFAULT.withSendKey(true));
        }
    }

    @AfterEach
    void stop() {
        connection.close();
        cluster.close();
        // Fails if any vector is still open.
        allocator.close();
    }

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("aeroarrow.seeds", 6));
    }

    private static List<Map<String, Object>> expected() {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> row("__key", (long) i, "name", i % 3 == 0 ? null : "n" + i))
                .toList();
    }

    /** Reads all batches, and runs an action after the second one. */
    private List<Map<String, Object>> scan(Runnable change) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowReader reader = aero.scan("test", SET).schema(SCHEMA).reader()) {
            for (int batch = 1; reader.loadNextBatch(); batch++) {
                rows.addAll(Rows.of(reader.getVectorSchemaRoot()));
                if (batch == 2) {
                    change.run();
                }
            }
        }
        assertThat(allocator.getAllocatedMemory()).isZero();
        return rows;
    }

    private void assertAllLookedUp() {
        try (BigIntVector keys = new BigIntVector("key", allocator)) {
            for (int i = 0; i < RECORDS; i++) {
                keys.setSafe(i, i);
            }
            keys.setValueCount(RECORDS);
            try (VectorSchemaRoot root =
                    aero.batchRead("test", SET).schema(SCHEMA).root(keys)) {
                assertThat(Rows.of(root))
                        .extracting(found -> found.get("name"))
                        .isEqualTo(expected().stream()
                                .map(found -> found.get("name"))
                                .toList());
            }
        }
        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void noRowIsLostIfANodeDiesBetweenBatches() throws IOException {
        IntStream.range(0, 3)
                .forEach(node -> cluster.faults(node).add(Fault.slowDisk(Duration.ofMillis(2)), on(QUERY)));
        assertThat(scan(() -> cluster.kill(0))).containsExactlyInAnyOrderElementsOf(expected());
        assertAllLookedUp();
        assertThat(scan(() -> cluster.rebalance(7))).containsExactlyInAnyOrderElementsOf(expected());
        cluster.restart(0);
        assertThat(scan(() -> cluster.kill(1))).containsExactlyInAnyOrderElementsOf(expected());
        assertAllLookedUp();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void retriedPartitionsAreReadOnce(int seed) throws IOException {
        Random random = new Random(seed);
        for (int node = 0; node < 3; node++) {
            Fault fault = List.of(
                            Fault.closeAfter(random.nextInt(3_000)),
                            Fault.stallAfter(random.nextInt(3_000)),
                            Fault.refuse(),
                            Fault.dropAnswer(),
                            Fault.unavailable(random.ints(500, 0, 4096).toArray()))
                    .get(random.nextInt(5));
            cluster.faults(node).add(fault, on(QUERY), chance(0.4, random.nextLong()));
            cluster.faults(node)
                    .add(Fault.closeAfter(random.nextInt(1_000)), on(BATCH), chance(0.3, random.nextLong()));
        }
        assertThat(scan(() -> {})).containsExactlyInAnyOrderElementsOf(expected());
        assertAllLookedUp();
    }

    @Test
    void aFailedReadThrowsAndLeaksNoMemory() throws IOException {
        cluster.faults(1).add(Fault.wrongLength(2, -9), on(QUERY, BATCH));
        assertThatThrownBy(() -> scan(() -> {})).hasStackTraceContaining(ProtocolViolationException.class.getName());
        cluster.faults(1).clear();
        aero = aero.with(aero.options().withScanTimeouts(PATIENT.withMaxRetries(1)));
        IntStream.range(0, 3).forEach(node -> cluster.faults(node).add(Fault.unavailable(17), on(QUERY)));
        assertThatThrownBy(() -> scan(() -> {}))
                .hasStackTraceContaining(PartitionsUnavailableException.class.getName())
                .hasMessageContaining("1 of 4096 partitions");
        assertThat(allocator.getAllocatedMemory()).isZero();
    }
}
