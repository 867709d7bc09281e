package io.aeroarrow.internal.cluster;

import io.aeroarrow.internal.info.Replicas;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what the nodes tell. */
final class ViewBuilder {

    private final List<NodeStatus> inOrder;
    private final boolean clustered;

    /** Of two claims to a partition the later one counts, so that they are taken in the order in which they were heard. */
    ViewBuilder(Collection<NodeStatus> nodes) {
        inOrder = nodes.stream()
                .sorted(Comparator.comparingLong(NodeStatus::replicasHeard))
                .toList();
        clustered = nodes.stream().anyMatch(status -> !status.peers().peers().isEmpty());
    }

    ClusterView build() {
        Map<String, PartitionMap.Builder> maps = new HashMap<>();
        for (NodeStatus status : inOrder) {
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
        return new ClusterView(inOrder.stream().map(NodeStatus::node).toList(), built);
    }

    /** A node that has lost sight of its cluster claims all partitions, which the others hold as well. */
    private boolean isAlone(NodeStatus status) {
        return clustered && status.peers().peers().isEmpty();
    }
}
