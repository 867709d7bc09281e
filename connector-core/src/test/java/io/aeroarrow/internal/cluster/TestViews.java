package io.aeroarrow.internal.cluster;

import java.time.Duration;
import java.util.function.Predicate;
import io.aeroarrow.internal.info.Replicas;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Views of clusters without real nodes. */
public final class TestViews {

    private TestViews() {}

    /** A node that is never connected to. */
    static Node node(String id, EventLoops loops) {
        HostAddress address = new HostAddress("127.0.0.1", 1);
        ClientConfig config = ClientConfig.of(address);
        return new Node(id, Endpoint.of(address, config), loops, config);
    }

    /** The claims of a node, with a predicate for each replica. */
    static Replicas claims(int regime, IntPredicate... replicas) {
        return new Replicas(
                "ns", regime, Stream.of(replicas).map(TestViews::bitmap).toList());
    }

    private static byte[] bitmap(IntPredicate held) {
        byte[] bits = new byte[512];
        for (int partition = 0; partition < 4096; partition++) {
            if (held.test(partition)) {
                bits[partition >> 3] |= (byte) (0x80 >> (partition & 7));
            }
        }
        return bits;
    }

    /** A view of namespace "ns" whose masters follow the predicates. */
    public static ClusterView masters(EventLoops loops, Map<String, IntPredicate> masters) {
        PartitionMap.Builder builder = new PartitionMap.Builder();
        Map<String, Node> nodes = new LinkedHashMap<>();
        masters.forEach((id, held) -> {
            Node node = node(id, loops);
            nodes.put(id, node);
            builder.add(node, claims(0, held), null);
        });
        return new ClusterView(List.copyOf(nodes.values()), Map.of("ns", builder.build()));
    }

    /** Tends until the view is as wanted, and returns it; limited by the timeout of the test. */
    static ClusterView await(Cluster cluster, Predicate<ClusterView> wanted) {
        ClusterView view = cluster.view();
        while (!wanted.test(view)) {
            cluster.refresh(Duration.ofMillis(100).toNanos());
            view = cluster.view();
        }
        return view;
    }
}
