package io.aeroarrow.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that stall, change and contradict each other. No test may take as long as a connection timeout. */
@Timeout(25)
class TendTest {

    /** No process listens on this port of loopback. */
    private static final HostAddress NOWHERE = new HostAddress("127.0.0.1", 1);

    private static ClientConfig config(HostAddress... seeds) {
        return ClientConfig.of(seeds)
                .withConnectTimeout(Duration.ofSeconds(30))
                .withTendInterval(Duration.ofMillis(100));
    }

    private static List<String> ids(ClusterView view) {
        return view.nodes().stream().map(Node::id).sorted().toList();
    }

    private static String master(ClusterView view, int partition) {
        Node master = view.partitions("ns").owner(0, partition);
        return master == null ? "none" : master.id();
    }

    /** Two nodes that know each other; each is the master of half of the partitions. */
    private static void pair(InfoNode a, InfoNode b) {
        a.peers("B@" + b.address());
        b.peers("A@" + a.address());
        a.holds(0, partition -> partition < 2048, partition -> partition >= 2048);
        b.holds(0, partition -> partition >= 2048, partition -> partition < 2048);
    }

    @Test
    void aStalledNodeDoesNotDelayTheOthers() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(ids(cluster.view())).containsExactly("A", "B");
                assertThat(master(cluster.view(), 7)).isEqualTo("A");
                a.stall(true);
                b.holds(0, partition -> true, partition -> false);
                TestViews.await(cluster, view -> master(view, 7).equals("B"));
                // The stalled node has not failed yet.
                assertThat(ids(cluster.view())).containsExactly("A", "B");
                a.stall(false);
                a.holds(0, partition -> partition == 9, partition -> false);
                TestViews.await(cluster, view -> master(view, 9).equals("A"));
            }
        }
    }

    @Test
    void doesNotWaitForAStalledSeed() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            a.stall(true);
            try (Cluster cluster = Cluster.connect(config(a.address(), b.address()))) {
                assertThat(ids(cluster.view())).containsExactly("B");
            }
        }
    }

    @Test
    void closesWithoutWaitingForNodes() {
        try (InfoNode a = new InfoNode("A")) {
            Cluster cluster = Cluster.connect(config(a.address()));
            a.stall(true);
            cluster.refresh(Duration.ofMillis(50).toNanos());
            cluster.close();
            assertThatThrownBy(cluster::view).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void replacesANodeWhenAnotherOneHasItsAddress() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(config(a.address()))) {
            assertThat(ids(cluster.view())).containsExactly("A");
            a.say("node", "X");
            TestViews.await(cluster, view -> ids(view).equals(List.of("X")));
            assertThat(master(cluster.view(), 0)).isEqualTo("X");
        }
    }

    @Test
    void rejectsANodeOfAnotherCluster() {
        try (InfoNode a = new InfoNode("A")) {
            a.say("cluster-name", "mine");
            assertThatThrownBy(() -> Cluster.connect(config(a.address()).withClusterName("yours")))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("belongs to cluster 'mine', not to 'yours'");
            try (Cluster cluster = Cluster.connect(config(a.address()).withClusterName("mine"))) {
                a.say("cluster-name", "other");
                TestViews.await(cluster, view -> view.nodes().isEmpty());
                assertThatThrownBy(() -> cluster.view().partitions("ns"))
                        .isInstanceOf(ConnectionFailedException.class)
                        .hasMessageContaining("no node of the cluster answers");
                a.say("cluster-name", "mine");
                TestViews.await(cluster, view -> ids(view).equals(List.of("A")));
            }
        }
    }

    @Test
    void theHigherRegimeWinsThenTheLaterClaim() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                b.holds(0, partition -> partition >= 1000);
                TestViews.await(cluster, view -> master(view, 1500).equals("B"));
                a.holds(0, partition -> partition < 2000);
                TestViews.await(cluster, view -> master(view, 1500).equals("A"));
                b.holds(3, partition -> partition >= 1000 && partition != 3000);
                TestViews.await(cluster, view -> master(view, 1500).equals("B"));
                a.holds(2, partition -> true);
                // The claim has arrived and loses against the higher regime.
                TestViews.await(cluster, view -> master(view, 3000).equals("A"));
                assertThat(master(cluster.view(), 1500)).isEqualTo("B");
            }
        }
    }

    @Test
    void ignoresTheClaimsOfAnIsolatedNode() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B");
                InfoNode c = new InfoNode("C")) {
            a.peers("B@" + b.address(), "C@" + c.address());
            b.peers("A@" + a.address(), "C@" + c.address());
            c.peers("A@" + a.address(), "B@" + b.address());
            a.holds(0, partition -> partition % 3 == 0);
            b.holds(0, partition -> partition % 3 == 1);
            c.holds(0, partition -> partition % 3 == 2);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(ids(cluster.view())).containsExactly("A", "B", "C");
                // C sees no other node and claims everything; the others do not see C and share its partitions.
                c.peers();
                c.holds(0, partition -> true);
                a.peers("B@" + b.address());
                b.peers("A@" + a.address());
                a.holds(0, partition -> partition % 2 == 0);
                b.holds(0, partition -> partition % 2 == 1);
                ClusterView view = TestViews.await(cluster, now -> ids(now).equals(List.of("A", "B")));
                assertThat(List.of(master(view, 2), master(view, 5))).containsExactly("A", "B");
            }
        }
    }

    @Test
    void continuesWithoutAnUnreachableNode() {
        try (InfoNode a = new InfoNode("A")) {
            a.peers("B@" + NOWHERE);
            a.holds(0, partition -> partition < 4000);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(ids(cluster.view())).containsExactly("A");
                assertThat(master(cluster.view(), 3999)).isEqualTo("A");
                assertThat(master(cluster.view(), 4000)).isEqualTo("none");
                assertThat(cluster.view().gaps()).isEqualTo("no master of 96 partitions of namespace 'ns'");
            }
        }
    }

    @Test
    void usesTheSeedWhenTheAdvertisedAddressDoesNotWork() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            a.peers("B@" + NOWHERE);
            try (Cluster cluster = Cluster.connect(config(a.address(), b.address()))) {
                TestViews.await(cluster, view -> ids(view).equals(List.of("A", "B")));
                assertThat(master(cluster.view(), 4000)).isEqualTo("B");
            }
        }
    }

    @Test
    void translatesAddresses() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            a.peers("B@10.255.255.1:3999");
            AddressMap map =
                    new AddressMap(Map.of("10.255.255.1:3999", b.address().toString()));
            try (Cluster cluster = Cluster.connect(config(a.address()).withAddressMap(map))) {
                assertThat(ids(cluster.view())).containsExactly("A", "B");
            }
        }
    }

    @Test
    void waitsForAFormingCluster() {
        try (InfoNode a = new InfoNode("A")) {
            AtomicInteger generations = new AtomicInteger();
            a.say("partition-generation", () -> generations.incrementAndGet() < 3 ? "-1" : "7");
            AtomicInteger asked = new AtomicInteger();
            String whole = "ns:0,1," + "/".repeat(682) + "8=";
            a.say("replicas", () -> {
                if (asked.incrementAndGet() > 2) {
                    return whole;
                }
                // The next answer differs.
                a.say("partition-generation", Integer.toString(10 + asked.get()));
                return "ns:0,1," + "A".repeat(683) + "=";
            });
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(cluster.view().isComplete()).isTrue();
            }
        }
    }

    @Test
    void retriesANodeAfterAnInvalidAnswer() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                b.say("replicas", "ns:0,1,nonsense");
                b.say("partition-generation", "77");
                int before = b.asked();
                TestViews.await(cluster, view -> b.asked() > before + 4);
                // Its previous answer is still in use.
                assertThat(master(cluster.view(), 4000)).isEqualTo("B");
                b.holds(0, partition -> true);
                TestViews.await(cluster, view -> master(view, 0).equals("B"));
            }
        }
    }

    @Test
    void keepsTendingWhenANodeSendsNoNumbers() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(config(a.address()))) {
            a.say("peers-generation", "ERROR:4:out of numbers");
            int before = a.asked();
            TestViews.await(cluster, view -> a.asked() > before + 3);
            a.say("node", "X");
            a.say("peers-generation", "5");
            TestViews.await(cluster, view -> ids(view).equals(List.of("X")));
        }
    }

    @Test
    void tendsOnceForManyFailures() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(config(a.address()).withTendInterval(Duration.ofMinutes(1)))) {
            int before = a.asked();
            long start = System.nanoTime();
            while (a.asked() < before + 4) {
                cluster.requestRefresh();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(120));
        }
    }

    @Test
    void looksUpNames() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(
                        config(new HostAddress("localhost", a.address().port())))) {
            // localhost may also be ::1, where no server listens.
            assertThat(cluster.view().nodes())
                    .singleElement()
                    .extracting(Node::address)
                    .isEqualTo(a.address());
        }
        assertThatThrownBy(() -> Cluster.connect(config(new HostAddress("no-such-host.invalid", 3000), NOWHERE)))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("unknown host 'no-such-host.invalid'")
                .hasMessageContaining("cannot connect to 127.0.0.1:1");
    }

    @Test
    void learnsRacks() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            a.say("rack-ids", "ns:1;other:7");
            b.say("rack-ids", "ns:2");
            try (Cluster cluster = Cluster.connect(config(a.address()).withRackIds(List.of(2, 1)))) {
                PartitionMap map = cluster.view().partitions("ns");
                assertThat(map.rack(Objects.requireNonNull(map.owner(0, 0)))).isEqualTo(1);
                assertThat(map.rack(Objects.requireNonNull(map.owner(0, 4095)))).isEqualTo(2);
                b.say("rack-ids", "ns:5");
                b.say("rebalance-generation", "2");
                TestViews.await(
                        cluster,
                        view -> Integer.valueOf(5)
                                .equals(view.partitions("ns")
                                        .rack(Objects.requireNonNull(
                                                view.partitions("ns").owner(0, 4095)))));
            }
        }
    }
}
