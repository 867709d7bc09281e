package io.aeroarrow.internal.cluster;

import io.aeroarrow.internal.info.Replicas;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Combines the states of the nodes into a view. */
final class ViewBuilder {

    private final List<NodeStatus> byAge;
    private final boolean clustered;

    /** Sorts the nodes by the age of their replicas: of two claims to a partition, the later one wins. */
    ViewBuilder(Collection<NodeStatus> nodes) {
        byAge = nodes.stream()
                .sorted(Comparator.comparingLong(NodeStatus::replicasReadAt))
                .toList();
        clustered = nodes.stream().anyMatch(status -> !status.peers().peers().isEmpty());
    }

    ClusterView build() {
        Map<String, PartitionMap.Builder> maps = new HashMap<>();
        for (NodeStatus status : byAge) {
            if (isAlone(status)) {
                continue;
            }
            for (Replicas claims : status.replicas()) {
                maps.computeIfAbsent(claims.namespace(), name -> new PartitionMap.Builder())
                        .add(status.node(), claims, status.racks().get(claims.namespace()));
            }
        }
        Map<String, PartitionMap> built = new HashMap<>();
        maps.forEach((namespace, builder) -> built.put(namespace, builder.build()));
        return new ClusterView(byAge.stream().map(NodeStatus::node).toList(), built);
    }

    /**
     * Whether a node has lost contact with its cluster. Such a node claims all partitions, which other nodes hold too.
     */
    private boolean isAlone(NodeStatus status) {
        return clustered && status.peers().peers().isEmpty();
    }
}
