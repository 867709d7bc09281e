package io.aeroarrow.client;

import static io.aeroarrow.client.FaultyCluster.RECORDS;
import static io.aeroarrow.client.FaultyCluster.SET;
import static io.aeroarrow.client.FaultyCluster.await;
import static io.aeroarrow.client.FaultyCluster.key;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/** Nodes die, come back, join and leave, and partitions move, while records are read and written. */
@Timeout(60)
class NodeChangesTest {

    private static final Timeouts PATIENT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(20), 20);
    private static final ReadPolicy READ = ReadPolicy.DEFAULT.withTimeouts(PATIENT);
    private static final WritePolicy WRITE = WritePolicy.DEFAULT.withTimeouts(PATIENT);

    private static ScanRequest request() {
        return ScanRequest.of("test", SET).withTimeouts(PATIENT);
    }

    /** A cluster that is slow to answer queries, so that what happens after some rows happens in the middle of them. */
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

    private static void assertAllThere(FaultyCluster cluster) {
        for (int i = 0; i < RECORDS; i += 7) {
            assertThat(cluster.client().get(key(i), BinSelection.all(), READ)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 400})
    void aNodeThatDiesInMidScanLosesNothing(int row) {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, at(row, () -> cluster.nodes().kill(1)));
            assertAllThere(cluster);
        }
    }

    /** The nodes that are left name the dead one as a master all the while. */
    @Test
    void aDeathThatNobodyHasNoticedLosesNothing() {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, at(50, () -> cluster.nodes().killUnnoticed(1)));
            assertAllThere(cluster);
            cluster.nodes().noticeDeaths();
            assertAllRead(cluster, row -> {});
        }
    }

    @Test
    void partitionsThatMoveInMidScanAreReadOnce() {
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
    void mastersThatChangePlacesWithTheirReplicasAreReadOnce() {
        try (FaultyCluster cluster = slow(setup -> setup)) {
            assertAllRead(cluster, row -> {
                int partition = row * 6;
                OptionalInt replica = cluster.nodes().holder("test", 1, partition);
                cluster.nodes().moveMaster("test", partition, replica.orElseThrow());
            });
        }
    }

    @Test
    void nodesThatComeAndGoInMidScanLoseNothing() {
        try (FaultyCluster cluster = slow(setup -> setup.replicationFactor(1).migrationTime(Duration.ofMillis(100)))) {
            assertAllRead(cluster, at(100, () -> cluster.nodes().add()));
            assertAllRead(cluster, at(100, () -> cluster.nodes().leave(0)));
            assertAllThere(cluster);
        }
    }

    @Test
    void aNodeThatIsStartedAgainTakesPartAgain() {
        try (FaultyCluster cluster = FaultyCluster.start(setup -> setup)) {
            for (int round = 0; round < 3; round++) {
                cluster.nodes().kill(round);
                assertAllRead(cluster, row -> {});
                cluster.nodes().restart(round);
                int node = round;
                // It holds a third of all again, and is asked for it.
                await(() -> {
                    assertAllThere(cluster);
                    return cluster.nodes().server(node).connections() > 1;
                });
                assertAllRead(cluster, row -> {});
            }
        }
    }

    @Test
    void whatNoNodeHoldsIsNamed() {
        try (FaultyCluster cluster = slow(setup -> setup.replicationFactor(1).durable())) {
            List<Integer> held = IntStream.range(0, 4096)
                    .filter(partition ->
                            cluster.nodes().master("test", partition).orElseThrow() == 1)
                    .boxed()
                    .toList();
            Timeouts few = PATIENT.withMaxRetries(2);
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
    void allNodesMayGoAndComeBack() {
        try (FaultyCluster cluster = FaultyCluster.start(setup -> setup.durable())) {
            Timeouts few = PATIENT.withMaxRetries(1);
            for (int round = 0; round < 2; round++) {
                cluster.nodes().killAll();
                assertThatThrownBy(() -> cluster.scan(request().withTimeouts(few)))
                        .isInstanceOf(PartitionsUnavailableException.class);
                // For long enough to be given up by the client, not only once.
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
                assertAllThere(cluster);
            }
        }
    }

    @Test
    void writesGoOnWhileNodesDieAndComeBack() {
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
