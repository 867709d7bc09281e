package io.aeroarrow.cluster;

import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import java.util.List;
import java.util.Map;

/**
 * What is known of the cluster at one moment. Immutable: an operation takes one and keeps to it.
 *
 * @param nodes the nodes that answer
 * @param namespaces the partition map of each namespace
 */
public record ClusterView(List<Node> nodes, Map<String, PartitionMap> namespaces) {

    static final ClusterView EMPTY = new ClusterView(List.of(), Map.of());

    public ClusterView {
        nodes = List.copyOf(nodes);
        namespaces = Map.copyOf(namespaces);
    }

    /**
     * The partition map of a namespace.
     *
     * @throws ServerErrorException if the cluster has no such namespace
     */
    public PartitionMap partitions(String namespace) {
        PartitionMap map = namespaces.get(namespace);
        if (map == null) {
            throw ServerErrorException.of(
                    ResultCode.NAMESPACE.code(),
                    "finding namespace '" + namespace + "' among "
                            + namespaces.keySet().stream().sorted().toList());
        }
        return map;
    }
}
