package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads of large records keep the memory limits, or fail with an error that names the limit. */
@Timeout(60)
class LargeRecordsTest {

    private static final int NODES = 6;
    private static final int RECORDS = 60;
    private static final int VALUE = 900_000;

    private static ClientConfig config(int port) {
        return ClientConfig.of(new HostAddress("127.0.0.1", port));
    }

    private static int scan(AeroArrowClient client) {
        int rows = 0;
        try (RecordCursors records = client.unwrap(CursorClient.class).scan(ScanRequest.of("test", "large"))) {
            while (records.next() != null) {
                rows++;
            }
        }
        assertThat(client.metrics().memoryUsed()).isZero();
        return rows;
    }

    @Test
    void aScanCollectsALargeRecordOfOneNodeAtATime() {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.builder().nodes(NODES).replicationFactor(1).start()) {
            for (long key = 0; key < RECORDS; key++) {
                cluster.load("test", "large").put(key, Map.of("b", new byte[VALUE]));
            }
            ClientConfig config = config(cluster.addresses().get(0).getPort());
            try (AeroArrowClient limited = AeroArrowClient.connect(config.withReaderMemoryLimit(1 << 20));
                    AeroArrowClient free = AeroArrowClient.connect(config)) {
                assertThat(scan(limited)).isEqualTo(RECORDS);
                assertThat(limited.metrics().memoryPeak()).isLessThan(3L * VALUE);
                // The limit is what holds the peak. How many records are under way at once is a matter of timing.
                Waits.until(() -> {
                    assertThat(scan(free)).isEqualTo(RECORDS);
                    return free.metrics().memoryPeak() > 3L * VALUE;
                });
            }
        }
    }

    @Test
    void aRecordAboveTheLimitOfAReaderFailsItsScan() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client =
                        AeroArrowClient.connect(config(server.port()).withReaderMemoryLimit(500_000))) {
            server.load("test", "large").put(1L, Map.of("b", new byte[VALUE]));
            assertThatThrownBy(() -> scan(client))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("readerMemoryLimit, 500000 bytes");
            assertThat(client.metrics().memoryUsed()).isZero();
            server.load("test", "large").put(1L, Map.of("b", new byte[1_000]));
            assertThat(scan(client)).isEqualTo(1);
        }
    }

    @Test
    void theAccountHasTheAnswerOfAGetWhileItArrives() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient blocking = AeroArrowClient.connect(config(server.port()));
                AeroArrowClient async = AeroArrowClient.connect(config(server.port()))) {
            server.load("test", "large").put(1L, Map.of("b", new byte[VALUE]));
            Key key = Key.of("test", "large", 1);
            assertThat(blocking.get(key)).isPresent();
            assertThat(async.async()
                            .get(key, BinSelection.all(), ReadPolicy.DEFAULT)
                            .join())
                    .isPresent();
            for (AeroArrowClient client : List.of(blocking, async)) {
                assertThat(client.metrics().memoryPeak()).isBetween((long) VALUE, 2L * VALUE);
                assertThat(client.metrics().memoryUsed()).isZero();
            }
        }
    }

    @Test
    void aBatchAboveTheLimitOfTheClientFailsItsKeys() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client =
                        AeroArrowClient.connect(config(server.port()).withMemoryLimit(4 << 20))) {
            for (long key = 0; key < 10; key++) {
                server.load("test", "large").put(key, Map.of("b", new byte[VALUE]));
            }
            List<BatchEntry> entries = IntStream.range(0, 10)
                    .mapToObj(key -> BatchEntry.read(Key.of("test", "large", key), BinSelection.all()))
                    .toList();
            List<BatchResult> results = client.batch(entries, BatchPolicy.DEFAULT);
            assertThat(results)
                    .filteredOn(result -> result.error().isPresent())
                    .isNotEmpty()
                    .allSatisfy(result -> {
                        assertThat(result.error().orElseThrow()).isInstanceOf(MemoryLimitException.class);
                        assertThat(result.error().orElseThrow()).hasMessageContaining("memoryLimit, 4194304 bytes");
                    });
            assertThat(client.metrics().memoryUsed()).isZero();
            assertThat(client.batch(entries.subList(0, 1), BatchPolicy.DEFAULT))
                    .allSatisfy(result -> assertThat(result.record()).isPresent());
        }
    }
}
