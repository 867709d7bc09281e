package io.aeroarrow.client;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Three embedded nodes with records, and a client that notices changes quickly and has few connections. */
final class FaultyCluster implements AutoCloseable {

    static final String SET = "faulty";
    static final int RECORDS = 600;

    /** So few that a connection which is not given back is missed at once. */
    private static final int CONNECTIONS = 3;

    private final EmbeddedCluster cluster;
    private final AeroArrowClient client;
    private final List<String> digests;

    private FaultyCluster(EmbeddedCluster cluster) {
        this.cluster = cluster;
        client = AeroArrowClient.connect(config(cluster));
        for (int i = 0; i < RECORDS; i++) {
            client.put(key(i), List.of(new Bin("i", Value.of(i))), WritePolicy.DEFAULT);
        }
        digests = scan(ScanRequest.of("test", SET));
        assertThat(digests).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    /** Three nodes with two copies of each partition; a test can change the builder. */
    static FaultyCluster start(UnaryOperator<EmbeddedCluster.Builder> setup) {
        EmbeddedCluster cluster = setup.apply(EmbeddedCluster.builder()
                        // Many small frames, so that a scan takes long enough to be interrupted.
                        .eachNode(node -> node.queryFrameBytes(600).eventLoops(1)))
                .start();
        try {
            return new FaultyCluster(cluster);
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static ClientConfig config(EmbeddedCluster cluster) {
        List<HostAddress> seeds = cluster.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toList();
        return ClientConfig.of(seeds.toArray(HostAddress[]::new))
                .withTendInterval(Duration.ofMillis(50))
                .withConnectTimeout(Duration.ofSeconds(5))
                .withMaxConnectionsPerNode(CONNECTIONS);
    }

    static Key key(int i) {
        return Key.of("test", SET, i);
    }

    EmbeddedCluster nodes() {
        return cluster;
    }

    AeroArrowClient client() {
        return client;
    }

    /** The digests of all records. */
    List<String> digests() {
        return digests;
    }

    /** Changes the faults of every node. */
    void onEachNode(Consumer<Faults> change) {
        IntStream.range(0, cluster.size()).mapToObj(cluster::faults).forEach(change);
    }

    void clearFaults() {
        onEachNode(Faults::clear);
    }

    List<String> scan(ScanRequest request) {
        return scan(request, row -> {});
    }

    /** Returns the digests of the rows; calls {@code onRow} with the number of each row. */
    List<String> scan(ScanRequest request, Consumer<Integer> onRow) {
        List<String> rows = new ArrayList<>();
        scan(request, rows, onRow);
        return rows;
    }

    void scan(ScanRequest request, List<String> rows, Consumer<Integer> onRow) {
        try (RecordCursors stream = client.unwrap(CursorClient.class).scan(request)) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                rows.add(HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE)));
                onRow.accept(rows.size());
            }
        }
    }

    /** Fails if the client has leaked a connection. */
    @Override
    public void close() {
        client.close();
        List<EmbeddedServer> running = IntStream.range(0, cluster.size())
                .filter(cluster::isRunning)
                .mapToObj(cluster::server)
                .toList();
        Waits.until(() -> running.stream().allMatch(server -> server.connections() == 0));
        cluster.close();
    }
}
