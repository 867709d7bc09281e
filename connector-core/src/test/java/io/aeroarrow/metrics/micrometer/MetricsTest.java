package io.aeroarrow.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

    private static final Key KEY = Key.of("test", "metrics", 1);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final AeroArrowClient client = AeroArrowClient.connect(
            ClientConfig.of(server.host(), server.port()).withTendInterval(Duration.ofMillis(20)));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void work() {
        client.put(KEY, List.of(new Bin("a", Value.of("x".repeat(10_000)))), WritePolicy.DEFAULT);
        client.get(KEY);
        client.get(KEY);
        client.batch(List.of(BatchEntry.read(KEY, BinSelection.all())), BatchPolicy.DEFAULT);
        assertThatThrownBy(() -> client.put(
                        Key.of("absent", "metrics", 1), List.of(new Bin("a", Value.of(1))), WritePolicy.DEFAULT))
                .isInstanceOf(ServerErrorException.class);
        try (RecordCursors scan = client.unwrap(CursorClient.class).scan(ScanRequest.of("test", "metrics"))) {
            while (scan.next() != null) {
                // Reads the scan to its end.
            }
        }
    }

    @Test
    void countsOperations() {
        work();
        ClientMetrics metrics = client.metrics();
        assertThat(metrics.command(CommandKind.WRITE).count()).isEqualTo(2);
        assertThat(metrics.command(CommandKind.WRITE).failures()).isEqualTo(1);
        assertThat(metrics.command(CommandKind.READ).count()).isEqualTo(2);
        assertThat(metrics.command(CommandKind.READ).failures()).isZero();
        assertThat(metrics.command(CommandKind.READ).longest())
                .isPositive()
                .isLessThanOrEqualTo(metrics.command(CommandKind.READ).total());
        assertThat(metrics.command(CommandKind.BATCH).count()).isEqualTo(1);
        assertThat(metrics.command(CommandKind.SCAN).count()).isEqualTo(1);
        assertThat(metrics.records()).isEqualTo(1);
        assertThat(metrics.retries()).isZero();
        assertThat(metrics.timeouts()).isZero();
        NodeMetrics node = metrics.nodes().get(0);
        assertThat(metrics.nodes()).hasSize(1);
        assertThat(node.node()).contains(server.host() + ":" + server.port());
        // The value was sent once, and returned by two gets, a batch and a scan.
        assertThat(node.bytesSent()).isBetween(10_000L, 19_999L);
        assertThat(node.bytesReceived()).isBetween(40_000L, 49_999L);
        assertThat(node.open()).isBetween(1, 4);
        assertThat(node.opened()).isGreaterThanOrEqualTo(node.open());
        assertThat(node.busy()).isBetween(0, 1);
        assertThat(node.failures()).isZero();
        assertThat(node.circuitOpen()).isFalse();
    }

    @Test
    void countsTends() {
        long before = client.metrics().tends().count();
        while (client.metrics().tends().count() < before + 3) {
            Thread.onSpinWait();
        }
        assertThat(client.metrics().tends().failures()).isZero();
        assertThat(client.metrics().tends().total()).isPositive();
    }

    @Test
    void reportsALostNode() {
        server.close();
        assertThatThrownBy(() -> client.get(KEY));
        ClientMetrics metrics = client.metrics();
        assertThat(metrics.command(CommandKind.READ).failures()).isEqualTo(1);
        assertThat(metrics.retries()).isPositive();
    }

    @Test
    void aRegistryShowsTheSameValues() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new AeroArrowMeterBinder(client, Tags.of("cluster", "c")).bindTo(registry);
        work();
        assertThat(registry.get("aeroarrow.commands")
                        .tags("cluster", "c", "kind", "read")
                        .functionTimer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("aeroarrow.commands")
                        .tags("kind", "read")
                        .functionTimer()
                        .totalTime(TimeUnit.SECONDS))
                .isPositive();
        assertThat(registry.get("aeroarrow.command.failures")
                        .tags("kind", "write")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("aeroarrow.bytes.received").functionCounter().count())
                .isGreaterThan(40_000);
        assertThat(registry.get("aeroarrow.nodes").gauge().value()).isEqualTo(1);
        assertThat(registry.get("aeroarrow.connections.open").gauge().value()).isPositive();
        assertThat(registry.get("aeroarrow.circuits.open").gauge().value()).isZero();
        assertThat(registry.get("aeroarrow.memory.peak").gauge().value())
                .isGreaterThanOrEqualTo(
                        registry.get("aeroarrow.memory.used").gauge().value());
        assertThat(registry.getMeters()).hasSize(22);
    }
}
