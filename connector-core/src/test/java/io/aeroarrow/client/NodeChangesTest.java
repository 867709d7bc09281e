package io.aeroarrow.client;

import static io.aeroarrow.client.FaultyCluster.RECORDS;
import static io.aeroarrow.client.FaultyCluster.SET;
import static io.aeroarrow.client.FaultyCluster.key;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aeroarrow.Waits;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes die, return, join and leave, and partitions migrate, while records are read and written. */
@Timeout(60)
class NodeChangesTest {

    private static final Timeouts LONG_TIMEOUTS = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(20), 20);
    private static final ReadPolicy READ = ReadPolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS);
    private static final WritePolicy WRITE = WritePolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS);

    private static ScanRequest request() {
        return ScanRequest.of("test", SET).withTimeouts(LONG_TIMEOUTS);
    }

    /** A cluster that answers queries slowly, so that changes happen in the middle of a scan. */
    private static FaultyCluster slow(UnaryOperator<EmbeddedCluster.Builder> setup) {
        FaultyCluster cluster = FaultyCluster.start(setup);
        cluster.onEachNode(faults -> faults.add(Fault.slowDisk(Duration.ofMillis(2)), on(QUERY)));
        return cluster;
    }

    private static Consumer<Integer> at(int row, Runnable change) {
        return number -> {
            if (number == row) {
                change.run();
            }
        };
    }

    private static void assertAllRead(FaultyCluster cluster, Consumer<Integer> onRow) {
        assertThat(cluster.scan(request(), onRow)).containsExactlyInAnyOrderElementsOf(cluster.digests());
    }

    private static void assertAllReadable(FaultyCluster cluster) {
        for (int i = 0; i < RECORDS; i += 7) {
            assertThat(cluster.client().get(key(i), BinSelection.all(), READ)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 400})
    void losesNoRecordWhenANodeDiesDuringAScan(int row) {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, at(row, () -> cluster.nodes().kill(1)));
            assertAllReadable(cluster);
        }
    }

    /** The remaining nodes report the dead one as master all the time. */
    @Test
    void losesNoRecordWhenNoNodeNoticesADeath() {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, at(50, () -> cluster.nodes().killUnnoticed(1)));
            assertAllReadable(cluster);
            cluster.nodes().noticeDeaths();
            assertAllRead(cluster, row -> {});
        }
    }

    @Test
    void readsMigratingPartitionsOnce() {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            for (long seed = 1; seed <= 3; seed++) {
                long shuffle = seed;
                assertAllRead(cluster, row -> {
                    if (row % 150 == 0) {
                        cluster.nodes().rebalance(shuffle * RECORDS + row);
                    }
                });
            }
        }
    }

    @Test
    void readsPartitionsOnceWhenMastersAndReplicasSwap() {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, row -> {
                int partition = row * 6;
                OptionalInt replica = cluster.nodes().holder("test", 1, partition);
                cluster.nodes().moveMaster("test", partition, replica.orElseThrow());
            });
        }
    }

    @Test
    void losesNoRecordWhenNodesJoinAndLeaveDuringAScan() {
        try (FaultyCluster cluster = slow(setup -> setup.replicationFactor(1).migrationTime(Duration.ofMillis(100)))) {
            assertAllRead(cluster, at(100, () -> cluster.nodes().add()));
            assertAllRead(cluster, at(100, () -> cluster.nodes().leave(0)));
            assertAllReadable(cluster);
        }
    }

    @Test
    void usesARestartedNodeAgain() {
        try (FaultyCluster cluster = FaultyCluster.start(setup -> setup)) {
            for (int round = 0; round < 3; round++) {
                cluster.nodes().kill(round);
                assertAllRead(cluster, row -> {});
                cluster.nodes().restart(round);
                int node = round;
                // It holds a third of the partitions again and receives requests.
                Waits.until(() -> {
                    assertAllReadable(cluster);
                    return cluster.nodes().server(node).connections() > 1;
                });
                assertAllRead(cluster, row -> {});
            }
        }
    }

    @Test
    void namesThePartitionsThatNoNodeHolds() {
        try (FaultyCluster cluster = slow(setup -> setup.replicationFactor(1).durable())) {
            List<Integer> held = IntStream.range(0, 4096)
                    .filter(partition ->
                            cluster.nodes().master("test", partition).orElseThrow() == 1)
                    .boxed()
                    .toList();
            Timeouts few = LONG_TIMEOUTS.withMaxRetries(2);
            List<String> rows = new ArrayList<>();

            PartitionsUnavailableException missing = catchThrowableOfType(
                    PartitionsUnavailableException.class,
                    () -> cluster.scan(
                            request().withTimeouts(few),
                            rows,
                            at(10, () -> cluster.nodes().kill(1))));

            assertThat(rows).doesNotHaveDuplicates().isSubsetOf(cluster.digests());
            List<Integer> named = new ArrayList<>();
            missing.partitions().forEach(named::add);
            assertThat(named).isNotEmpty().isSubsetOf(held);
            assertThat(missing).hasMessageContaining(named.size() + " of 4096 partitions");

            cluster.nodes().restart(1);
            assertAllRead(cluster, row -> {});
        }
    }

    @Test
    void recoversWhenAllNodesGoAndReturn() {
        try (FaultyCluster cluster = FaultyCluster.start(setup -> setup.durable())) {
            Timeouts few = LONG_TIMEOUTS.withMaxRetries(1);
            for (int round = 0; round < 2; round++) {
                cluster.nodes().killAll();
                assertThatThrownBy(() -> cluster.scan(request().withTimeouts(few)))
                        .isInstanceOf(PartitionsUnavailableException.class);
                // Long enough that the client drops them, not just one failure.
                for (int i = 0; i < 4; i++) {
                    assertThatThrownBy(() -> cluster.client()
                                    .get(key(1), BinSelection.all(), ReadPolicy.DEFAULT.withTimeouts(few)))
                            .isInstanceOfSatisfying(
                                    AeroArrowException.class,
                                    failure -> assertThat(failure.retryable()).isTrue());
                    assertThatThrownBy(() -> cluster.scan(request().withTimeouts(few)))
                            .isInstanceOfSatisfying(
                                    AeroArrowException.class,
                                    failure -> assertThat(failure.retryable()).isTrue());
                }

                cluster.nodes().restartAll();

                assertAllRead(cluster, row -> {});
                assertAllReadable(cluster);
            }
        }
    }

    @Test
    void writesContinueWhileNodesDieAndReturn() {
        try (FaultyCluster cluster = FaultyCluster.start(setup -> setup)) {
            for (int i = 0; i < RECORDS; i++) {
                if (i % 200 == 50) {
                    cluster.nodes().kill(i / 200);
                } else if (i % 200 == 150) {
                    cluster.nodes().restart(i / 200);
                }
                cluster.client().put(key(i), List.of(new Bin("i", Value.of(-i))), WRITE);
            }
            for (int i = 0; i < RECORDS; i++) {
                assertThat(cluster.client()
                                .get(key(i), BinSelection.all(), READ)
                                .orElseThrow()
                                .bins()
                                .get("i"))
                        .isEqualTo(Value.of(-i));
            }
        }
    }
}
