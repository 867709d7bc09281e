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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that stall, change and contradict each other. No test lasts as long as the time that a connection is given. */
@Timeout(25)
class TendTest {

    /** Nobody has this port on loopback. */
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

    /** Waits for a view; the test's own time is the limit. */
    private static ClusterView await(Cluster cluster, Predicate<ClusterView> wanted) {
        ClusterView view = cluster.view();
        while (!wanted.test(view)) {
            cluster.refresh(Duration.ofMillis(100).toNanos());
            view = cluster.view();
        }
        return view;
    }

    /** Two nodes that know each other; each is the master of a half. */
    private static void pair(InfoNode a, InfoNode b) {
        a.peers("B@" + b.address());
        b.peers("A@" + a.address());
        a.holds(0, partition -> partition < 2048, partition -> partition >= 2048);
        b.holds(0, partition -> partition >= 2048, partition -> partition < 2048);
    }

    @Test
    void aNodeThatStallsKeepsNobodyFromHearingTheOthers() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(ids(cluster.view())).containsExactly("A", "B");
                assertThat(master(cluster.view(), 7)).isEqualTo("A");
                a.stall(true);
                b.holds(0, partition -> true, partition -> false);
                await(cluster, view -> master(view, 7).equals("B"));
                // It has not failed yet.
                assertThat(ids(cluster.view())).containsExactly("A", "B");
                a.stall(false);
                a.holds(0, partition -> partition == 9, partition -> false);
                await(cluster, view -> master(view, 9).equals("A"));
            }
        }
    }

    @Test
    void aSeedThatStallsIsNotWaitedFor() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            a.stall(true);
            try (Cluster cluster = Cluster.connect(config(a.address(), b.address()))) {
                assertThat(ids(cluster.view())).containsExactly("B");
            }
        }
    }

    @Test
    void closingWaitsForNobody() {
        try (InfoNode a = new InfoNode("A")) {
            Cluster cluster = Cluster.connect(config(a.address()));
            a.stall(true);
            cluster.refresh(Duration.ofMillis(50).toNanos());
            cluster.close();
            assertThatThrownBy(cluster::view).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void anotherNodeAtTheAddressIsAnotherNode() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(config(a.address()))) {
            assertThat(ids(cluster.view())).containsExactly("A");
            a.say("node", "X");
            await(cluster, view -> ids(view).equals(List.of("X")));
            assertThat(master(cluster.view(), 0)).isEqualTo("X");
        }
    }

    @Test
    void anotherClusterIsNotJoined() {
        try (InfoNode a = new InfoNode("A")) {
            a.say("cluster-name", "mine");
            assertThatThrownBy(() -> Cluster.connect(config(a.address()).withClusterName("yours")))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("belongs to cluster 'mine', not to 'yours'");
            try (Cluster cluster = Cluster.connect(config(a.address()).withClusterName("mine"))) {
                a.say("cluster-name", "other");
                await(cluster, view -> view.nodes().isEmpty());
                assertThatThrownBy(() -> cluster.view().partitions("ns"))
                        .isInstanceOf(ConnectionFailedException.class)
                        .hasMessageContaining("no node of the cluster answers");
                a.say("cluster-name", "mine");
                await(cluster, view -> ids(view).equals(List.of("A")));
            }
        }
    }

    @Test
    void ofTwoClaimsTheLaterCountsAndOfTwoRegimesTheHigher() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                b.holds(0, partition -> partition >= 1000);
                await(cluster, view -> master(view, 1500).equals("B"));
                a.holds(0, partition -> partition < 2000);
                await(cluster, view -> master(view, 1500).equals("A"));
                b.holds(3, partition -> partition >= 1000 && partition != 3000);
                await(cluster, view -> master(view, 1500).equals("B"));
                a.holds(2, partition -> true);
                // The claim has come, and does not count where there is a higher regime.
                await(cluster, view -> master(view, 3000).equals("A"));
                assertThat(master(cluster.view(), 1500)).isEqualTo("B");
            }
        }
    }

    @Test
    void aNodeThatIsCutOffFromItsClusterIsNotBelieved() {
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
                // C sees nobody and takes all; the others do not see C and share what it had.
                c.peers();
                c.holds(0, partition -> true);
                a.peers("B@" + b.address());
                b.peers("A@" + a.address());
                a.holds(0, partition -> partition % 2 == 0);
                b.holds(0, partition -> partition % 2 == 1);
                ClusterView view = await(cluster, now -> ids(now).equals(List.of("A", "B")));
                assertThat(List.of(master(view, 2), master(view, 5))).containsExactly("A", "B");
            }
        }
    }

    @Test
    void aNodeThatNobodyReachesIsDoneWithout() {
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
    void aNodeThatAdvertisesAnAddressOfNobodyIsReachedByItsSeed() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            a.peers("B@" + NOWHERE);
            try (Cluster cluster = Cluster.connect(config(a.address(), b.address()))) {
                await(cluster, view -> ids(view).equals(List.of("A", "B")));
                assertThat(master(cluster.view(), 4000)).isEqualTo("B");
            }
        }
    }

    @Test
    void addressesAreTranslated() {
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
    void aClusterThatFormsIsWaitedFor() {
        try (InfoNode a = new InfoNode("A")) {
            AtomicInteger generations = new AtomicInteger();
            a.say("partition-generation", () -> generations.incrementAndGet() < 3 ? "-1" : "7");
            AtomicInteger asked = new AtomicInteger();
            String whole = "ns:0,1," + "/".repeat(682) + "8=";
            a.say("replicas", () -> {
                if (asked.incrementAndGet() > 2) {
                    return whole;
                }
                // The next answer is another one.
                a.say("partition-generation", Integer.toString(10 + asked.get()));
                return "ns:0,1," + "A".repeat(683) + "=";
            });
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                assertThat(cluster.view().isComplete()).isTrue();
            }
        }
    }

    @Test
    void aNodeThatTellsNonsenseIsAskedAgain() {
        try (InfoNode a = new InfoNode("A");
                InfoNode b = new InfoNode("B")) {
            pair(a, b);
            try (Cluster cluster = Cluster.connect(config(a.address()))) {
                b.say("replicas", "ns:0,1,nonsense");
                b.say("partition-generation", "77");
                int before = b.asked();
                await(cluster, view -> b.asked() > before + 4);
                // What it said before still holds.
                assertThat(master(cluster.view(), 4000)).isEqualTo("B");
                b.holds(0, partition -> true);
                await(cluster, view -> master(view, 0).equals("B"));
            }
        }
    }

    @Test
    void aNodeWithoutNumbersEndsNoTending() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(config(a.address()))) {
            a.say("peers-generation", "ERROR:4:out of numbers");
            int before = a.asked();
            await(cluster, view -> a.asked() > before + 3);
            a.say("node", "X");
            a.say("peers-generation", "5");
            await(cluster, view -> ids(view).equals(List.of("X")));
        }
    }

    @Test
    void manyFailuresAskForOneTend() {
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
    void aNameIsLookedUp() {
        try (InfoNode a = new InfoNode("A");
                Cluster cluster = Cluster.connect(
                        config(new HostAddress("localhost", a.address().port())))) {
            // localhost may be ::1 as well, where nobody listens.
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
    void racksAreLearned() {
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
                await(
                        cluster,
                        view -> Integer.valueOf(5)
                                .equals(view.partitions("ns")
                                        .rack(Objects.requireNonNull(
                                                view.partitions("ns").owner(0, 4095)))));
            }
        }
    }
}
