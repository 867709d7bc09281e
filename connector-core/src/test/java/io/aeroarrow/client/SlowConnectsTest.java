package io.aeroarrow.client;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.ServerSecurity;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose new connections do not get ready delays only its own rows. */
@Timeout(60)
class SlowConnectsTest {

    private static final int RECORDS = 300;
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(2);

    private static EmbeddedCluster start() {
        ServerSecurity users =
                ServerSecurity.builder().user("ada", "secret", "read-write").build();
        return EmbeddedCluster.builder().eachNode(node -> node.security(users)).start();
    }

    private static AeroArrowClient connect(EmbeddedCluster cluster) {
        HostAddress[] seeds = cluster.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toArray(HostAddress[]::new);
        return AeroArrowClient.connect(ClientConfig.of(seeds)
                .withCredentials(Credentials.internal("ada", "secret"))
                .withLoginTimeout(LOGIN_TIMEOUT));
    }

    private static Key key(int i) {
        return Key.of("test", "slow", i);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void returnsTheRowsOfTheOtherNodesFirst(int slow) {
        try (EmbeddedCluster cluster = start()) {
            try (AeroArrowClient writer = connect(cluster)) {
                for (int i = 0; i < RECORDS; i++) {
                    writer.put(key(i), List.of(new Bin("i", Value.of(i))), WritePolicy.DEFAULT);
                }
            }
            try (AeroArrowClient client = connect(cluster)) {
                cluster.faults(slow).add(Fault.stallAfter(0), on(RequestType.ADMIN));
                long start = System.nanoTime();
                long ofOthers = 0;
                int rows = 0;
                try (RecordCursors stream = client.unwrap(CursorClient.class)
                        .scan(ScanRequest.of("test", "slow")
                                .withTimeouts(Timeouts.SCAN.withSocket(Duration.ofSeconds(20))))) {
                    for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                        rows++;
                        int partition = KeyDigester.partition(record.digest());
                        if (cluster.master("test", partition).orElseThrow() != slow) {
                            ofOthers = System.nanoTime() - start;
                        }
                        cluster.faults(slow).clear();
                    }
                }
                assertThat(Duration.ofNanos(ofOthers)).isPositive().isLessThan(LOGIN_TIMEOUT);
                assertThat(rows).isEqualTo(RECORDS);
            }
        }
    }

    @Test
    void aStalledLoginEndsWithTheLoginTimeout() {
        try (EmbeddedCluster cluster = start();
                AeroArrowClient client = connect(cluster)) {
            cluster.faults(0).add(Fault.stallAfter(0), on(RequestType.ADMIN));
            ReadPolicy once = ReadPolicy.DEFAULT.withTimeouts(Timeouts.LOOKUP.withMaxRetries(0));
            Key slow = IntStream.range(0, RECORDS)
                    .mapToObj(SlowConnectsTest::key)
                    .filter(key -> cluster.master("test", KeyDigester.partition(KeyDigester.digest(key)))
                                    .orElseThrow()
                            == 0)
                    .findFirst()
                    .orElseThrow();
            long start = System.nanoTime();
            assertThatThrownBy(() -> client.get(slow, BinSelection.all(), once))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("loginTimeout");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }
}
