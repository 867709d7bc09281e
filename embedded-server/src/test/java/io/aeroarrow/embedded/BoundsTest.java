package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchDelete;
import com.aerospike.client.BatchRead;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.policy.Policy;
import com.aerospike.client.policy.RecordExistsAction;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.policy.WritePolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of memory, connections and idle time. */
final class BoundsTest {
    private static final byte[] BUILD = {2, 1, 0, 0, 0, 0, 0, 6, 'b', 'u', 'i', 'l', 'd', '\n'};

    private static Key key(int number) {
        return new Key("test", "bounds", number);
    }

    private static void assertFull(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(8));
    }

    /** The expected results come from a real server above its stop-writes-used-pct. */
    @Test
    void stopsWritesAtTheMemoryLimit() {
        ServerConfig small = ServerConfig.builder().memoryLimit(100_000).build();
        try (EmbeddedServer server = EmbeddedServer.start(small);
                AerospikeClient client = OfficialClient.connect(server)) {
            Bin tenth = new Bin("b", new byte[10_000]);
            for (int i = 0; i < 10; i++) {
                client.put(null, key(i), tenth);
            }
            assertThat(Info.request(client.getNodes()[0], "namespace/test")).contains(";stop_writes=true;");
            WritePolicy updateOnly = new WritePolicy();
            updateOnly.recordExistsAction = RecordExistsAction.UPDATE_ONLY;
            assertFull(() -> client.put(null, key(10), new Bin("a", 1)));
            assertFull(() -> client.put(updateOnly, key(99), new Bin("a", 1)));
            assertFull(() -> client.touch(null, key(1)));
            assertFull(() -> client.put(null, key(1), Bin.asNull("b")));
            assertFull(() -> client.operate(null, key(1), Operation.get("b"), Operation.put(new Bin("c", 1))));
            assertThat(client.get(null, key(1)).getBytes("b")).hasSize(10_000);
            assertThat(client.delete(null, key(98))).isFalse();

            List<BatchRecord> rows = List.of(
                    new BatchWrite(key(2), new Operation[] {Operation.put(new Bin("a", 1))}),
                    new BatchRead(key(1), true),
                    new BatchDelete(key(3)),
                    new BatchDelete(key(4)));
            client.operate(null, rows);
            // The write comes before or after the deletes, as rows of batches come in any order.
            assertThat(rows.get(0).resultCode).isIn(0, 8);
            assertThat(rows.subList(1, 4)).allMatch(row -> row.resultCode == 0);
            client.put(null, key(10), new Bin("a", 1));
            assertThat(Info.request(client.getNodes()[0], "namespace/test")).contains(";stop_writes=false;");
        }
    }

    @Test
    void refusesLoadsAtTheMemoryLimit() {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.builder()
                .eachNode(node -> node.memoryLimit(1))
                .start()) {
            aerospike.load("test", "s").put(1, Map.of("a", 1));
            assertThatThrownBy(() -> aerospike.load("test", "s").put(2, Map.of("a", 1)))
                    .hasMessageContainingAll("key 2", "result code 8", "full");
        }
    }

    @Test
    @Timeout(60)
    void closesConnectionsAboveTheLimit() throws IOException {
        ServerConfig narrow = ServerConfig.builder().maxConnections(3).build();
        List<RawConnection> open = new ArrayList<>();
        try (EmbeddedServer server = EmbeddedServer.start(narrow)) {
            for (int i = 0; i < 3; i++) {
                open.add(new RawConnection(server));
                assertAnswers(open.get(i));
            }
            try (RawConnection fourth = new RawConnection(server)) {
                assertThat(fourth.isClosedByServer()).isTrue();
            }
            open.forEach(BoundsTest::assertAnswers);
            open.remove(0).close();
            while (server.connections() == 3) {
                Thread.onSpinWait();
            }
            open.add(new RawConnection(server));
            assertAnswers(open.get(2));
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    private static void assertAnswers(RawConnection connection) {
        try {
            connection.send(BUILD);
            assertThat(new String(connection.readFrame(), StandardCharsets.US_ASCII))
                    .contains("build");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closesOnlyIdleConnections() throws IOException {
        ServerConfig impatient =
                ServerConfig.builder().idleTimeout(Duration.ofMillis(300)).build();
        try (EmbeddedServer server = EmbeddedServer.start(impatient)) {
            server.load("test", "bounds").put(1, Map.of("a", 1));
            server.load("test", "bounds").put(2, Map.of("a", 2));
            try (RawConnection idle = new RawConnection(server);
                    AerospikeClient client = OfficialClient.connect(server)) {
                assertAnswers(idle);
                // One record a second: the connection is silent for longer than idle ones may be, and has work to do.
                ScanPolicy slow = new ScanPolicy();
                slow.recordsPerSecond = 1;
                List<Key> rows = new ArrayList<>();
                client.scanAll(slow, "test", "bounds", (key, row) -> {
                    synchronized (rows) {
                        rows.add(key);
                    }
                });
                assertThat(rows).hasSize(2);
                assertThat(idle.isClosedByServer()).isTrue();
                // What was closed in its pool the client replaces.
                Policy retry = new Policy();
                retry.maxRetries = 5;
                assertThat(client.get(retry, key(1)).getInt("a")).isEqualTo(1);
            }
        }
    }

    @Test
    void publishesItsLimitsByInfo() throws IOException {
        ServerConfig config = ServerConfig.builder()
                .maxConnections(7)
                .idleTimeout(Duration.ofSeconds(60))
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                RawConnection connection = new RawConnection(server)) {
            byte[] name = "get-config:context=service\n".getBytes(StandardCharsets.US_ASCII);
            connection.send(ByteBuffer.allocate(8 + name.length)
                    .putLong(0x0201L << 48 | name.length)
                    .put(name)
                    .array());
            assertThat(new String(connection.readFrame(), StandardCharsets.US_ASCII))
                    .contains("proto-fd-max=7;", "proto-fd-idle-ms=60000;");
        }
        assertThatThrownBy(() -> ServerConfig.builder().maxConnections(0)).hasMessageContaining("0 connections");
        assertThatThrownBy(() -> ServerConfig.builder().memoryLimit(0)).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> ServerConfig.builder().idleTimeout(Duration.ofSeconds(-1)))
                .hasMessageContaining("idle");
    }
}
