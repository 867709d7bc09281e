package io.aeroarrow.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The view follows a cluster whose nodes join and leave. */
@Timeout(40)
class ClusterChangesTest {

    private static ClientConfig config(EmbeddedCluster servers, int... seeds) {
        HostAddress[] addresses = new HostAddress[seeds.length];
        for (int i = 0; i < seeds.length; i++) {
            addresses[i] = new HostAddress(
                    servers.addresses().get(seeds[i]).getHostString(),
                    servers.addresses().get(seeds[i]).getPort());
        }
        return ClientConfig.of(addresses).withTendInterval(Duration.ofMillis(100));
    }

    private static boolean isComplete(ClusterView view, int nodes) {
        return view.nodes().size() == nodes && view.isComplete();
    }

    /** Whether the masters are those of the servers. */
    private static boolean agrees(ClusterView view, EmbeddedCluster servers) {
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            OptionalInt real = servers.master("test", partition);
            Node known = view.partitions("test").owner(0, partition);
            int port = real.isEmpty()
                    ? 0
                    : servers.addresses().get(real.getAsInt()).getPort();
            if ((known == null ? 0 : known.address().port()) != port) {
                return false;
            }
        }
        return true;
    }

    @Test
    void followsNodesThatJoinAndLeave() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(3);
                Cluster cluster = Cluster.connect(config(servers, 0))) {
            assertThat(isComplete(cluster.view(), 3)).isTrue();
            assertThat(agrees(cluster.view(), servers)).isTrue();
            // The seed dies; the other nodes are known by then.
            servers.kill(0);
            TestViews.await(cluster, view -> isComplete(view, 2) && agrees(view, servers));
            servers.restart(0);
            TestViews.await(cluster, view -> isComplete(view, 3) && agrees(view, servers));
            int added = servers.add();
            TestViews.await(cluster, view -> isComplete(view, 4) && agrees(view, servers));
            servers.leave(added);
            TestViews.await(cluster, view -> isComplete(view, 3) && agrees(view, servers));
            servers.rebalance(7);
            TestViews.await(cluster, view -> agrees(view, servers));
        }
    }

    @Test
    void recoversWhenAllNodesReturn() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(3);
                Cluster cluster = Cluster.connect(config(servers, 0))) {
            servers.killAll();
            TestViews.await(cluster, view -> view.nodes().isEmpty());
            servers.restartAll();
            TestViews.await(cluster, view -> isComplete(view, 3) && agrees(view, servers));
        }
    }

    /** The addresses of known nodes are remembered when the seed does not return. */
    @Test
    void recoversWithoutItsSeed() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(3);
                Cluster cluster = Cluster.connect(config(servers, 0))) {
            servers.killAll();
            TestViews.await(cluster, view -> view.nodes().isEmpty());
            servers.restart(2);
            TestViews.await(cluster, view -> isComplete(view, 1) && agrees(view, servers));
        }
    }

    @Test
    void prefersAReplicaInTheRack() {
        try (EmbeddedCluster servers =
                        EmbeddedCluster.builder().nodes(4).racks(1, 1, 2, 2).start();
                Cluster cluster = Cluster.connect(config(servers, 0).withRackIds(List.of(2)))) {
            PartitionMap map = cluster.view().partitions("test");
            Route route = cluster.route(ReadRouting.DEFAULT.withReplica(ReplicaPolicy.PREFER_RACK));
            for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
                Node first = Objects.requireNonNull(route.holder(map, partition, 0));
                Node second = Objects.requireNonNull(route.holder(map, partition, 1));
                assertThat(map.rack(first)).isEqualTo(2);
                assertThat(map.rack(second)).isEqualTo(1);
            }
        }
    }
}
