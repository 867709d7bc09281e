package io.aeroarrow.internal.cluster;

import static io.aeroarrow.internal.cluster.TestViews.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.ScReadMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node of each policy and attempt. Partition 0 is held by A, B and C; partition 1 by B and C, without a master. */
class RouteTest {

    private final EventLoops loops = EventLoops.join();
    private final Node a = TestViews.node("A", loops);
    private final Node b = TestViews.node("B", loops);
    private final Node c = TestViews.node("C", loops);
    private final Node d = TestViews.node("D", loops);

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private PartitionMap map(int regime) {
        PartitionMap.Builder builder = new PartitionMap.Builder();
        builder.add(a, claims(regime, p -> p == 0, p -> false, p -> false), 1);
        builder.add(b, claims(regime, p -> false, p -> p == 0 || p == 1, p -> false), 2);
        builder.add(c, claims(regime, p -> false, p -> false, p -> p == 0 || p == 1), null);
        return builder.build();
    }

    private String asked(ReadRouting routing, int regime, int partition, int turn, Integer... racks) {
        Route route = new Route(routing, List.of(racks), turn);
        PartitionMap map = map(regime);
        ClusterView view = new ClusterView(List.of(a, b, c, d), Map.of("ns", map));
        return IntStream.range(0, 4)
                .mapToObj(attempt -> route.reader(view, map, partition, attempt))
                .map(node -> node == null ? "-" : node.id())
                .reduce("", String::concat);
    }

    private static ReadRouting by(ReplicaPolicy policy) {
        return ReadRouting.DEFAULT.withReplica(policy);
    }

    @Test
    void followsTheReplicaPolicyInApNamespaces() {
        assertThat(asked(by(ReplicaPolicy.SEQUENCE), 0, 0, 5)).isEqualTo("ABCA");
        assertThat(asked(by(ReplicaPolicy.MASTER), 0, 0, 5)).isEqualTo("AAAA");
        assertThat(asked(by(ReplicaPolicy.MASTER), 0, 1, 5)).isEqualTo("----");
        assertThat(asked(by(ReplicaPolicy.MASTER_PROLES), 0, 0, 4)).isEqualTo("BCAB");
        assertThat(asked(by(ReplicaPolicy.MASTER_PROLES), 0, 0, 5)).isEqualTo("CABC");
        // Turns continue after an overflow of the counter.
        assertThat(asked(by(ReplicaPolicy.MASTER_PROLES), 0, 0, Integer.MAX_VALUE))
                .hasSize(4);
        assertThat(asked(by(ReplicaPolicy.RANDOM), 0, 0, 4)).isEqualTo("ABCD");
    }

    @Test
    void prefersTheFirstRack() {
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 0, 0, 2)).isEqualTo("BACB");
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 0, 0, 2, 1)).isEqualTo("BACB");
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 0, 0, 7, 1)).isEqualTo("ABCA");
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 0, 0)).isEqualTo("ABCA");
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 1, 0, 1)).isEqualTo("BCBC");
        assertThat(asked(by(ReplicaPolicy.PREFER_RACK), 0, 2, 0, 1)).isEqualTo("----");
    }

    @Test
    void followsTheReadModeInScNamespaces() {
        ReadRouting nearest = by(ReplicaPolicy.PREFER_RACK);
        assertThat(asked(nearest, 9, 0, 0, 2)).isEqualTo("AAAA");
        assertThat(asked(nearest.withScMode(ScReadMode.LINEARIZE), 9, 0, 0, 2)).isEqualTo("ABCA");
        assertThat(asked(nearest.withScMode(ScReadMode.ALLOW_REPLICA), 9, 0, 0, 2))
                .isEqualTo("BACB");
        assertThat(asked(by(ReplicaPolicy.MASTER_PROLES).withScMode(ScReadMode.ALLOW_UNAVAILABLE), 9, 0, 1))
                .isEqualTo("BCAB");
    }

    @Test
    void aRecordCanBeReadFromAnyNode() {
        ClusterView view = new ClusterView(List.of(a, b, c, d), Map.of("ns", map(0)));
        Route route = new Route(by(ReplicaPolicy.RANDOM), List.of(), 3);
        assertThat(IntStream.range(0, 4)
                        .mapToObj(attempt ->
                                Objects.requireNonNull(route.reader(view, view.partitions("ns"), 0, attempt))))
                .containsExactly(d, a, b, c);
        assertThat(new Route(by(ReplicaPolicy.SEQUENCE), List.of(), 3).reader(view, view.partitions("ns"), 0, 1))
                .isSameAs(b);
    }

    /** A scan reads a partition where it is held; only the replica policy counts. */
    @Test
    void scansOnlyAtHolders() {
        PartitionMap map = map(9);
        Route random = new Route(by(ReplicaPolicy.RANDOM), List.of(), 4);
        assertThat(IntStream.range(0, 4).mapToObj(attempt -> Objects.requireNonNull(random.holder(map, 0, attempt))))
                .containsExactly(b, c, a, b);
        assertThat(new Route(by(ReplicaPolicy.PREFER_RACK), List.of(2), 0).holder(map, 0, 0))
                .isSameAs(b);
    }

    @Test
    void returnsNoNodeForAnEmptyMap() {
        PartitionMap none = new PartitionMap.Builder().build();
        for (ReplicaPolicy policy : ReplicaPolicy.values()) {
            assertThat(new Route(by(policy), List.of(1), 3).holder(none, 0, 0)).isNull();
        }
    }
}
