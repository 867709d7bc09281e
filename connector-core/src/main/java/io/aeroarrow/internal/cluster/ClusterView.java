package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.model.PartitionSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The state of the cluster at one moment. Immutable: an operation takes one view and keeps it.
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
     * @throws ConnectionFailedException if no node of the cluster answers
     * @throws PartitionsUnavailableException if no node has joined its cluster yet
     */
    public PartitionMap partitions(String namespace) {
        requireNodes();
        if (namespaces.isEmpty()) {
            throw new PartitionsUnavailableException(
                    PartitionSet.all(), "no node of the cluster has partitions yet: " + nodes + " are starting");
        }
        PartitionMap map = namespaces.get(namespace);
        if (map == null) {
            throw ServerErrorException.of(
                    ResultCode.NAMESPACE.code(),
                    "finding namespace '" + namespace + "' among "
                            + namespaces.keySet().stream().sorted().toList());
        }
        return map;
    }

    /**
     * Returns this view if it has nodes.
     *
     * @throws ConnectionFailedException if no node of the cluster answers
     */
    public ClusterView requireNodes() {
        if (nodes.isEmpty()) {
            throw noNode();
        }
        return this;
    }

    /** The error of a cluster in which no node answers. */
    public static ConnectionFailedException noNode() {
        return new ConnectionFailedException("no node of the cluster answers; its seeds are tried again");
    }

    /** The lowest version of all nodes, which decides what the cluster can do; unknown if there are no nodes. */
    public ServerBuild lowestBuild() {
        return nodes.stream().map(Node::build).min(Comparator.naturalOrder()).orElse(ServerBuild.UNKNOWN);
    }

    /** Whether a node answers and has joined its cluster: only then an unknown namespace does not exist. */
    public boolean isKnown() {
        return !nodes.isEmpty() && !namespaces.isEmpty();
    }

    /** Whether there is a namespace, and every partition of every namespace has a master. */
    boolean isComplete() {
        return !namespaces.isEmpty()
                && namespaces.values().stream().allMatch(map -> map.orphans().isEmpty());
    }

    /** Describes the partitions without a master. */
    String gaps() {
        return namespaces.isEmpty()
                ? "no partitions of any namespace"
                : namespaces.entrySet().stream()
                        .filter(map -> !map.getValue().orphans().isEmpty())
                        .map(map -> "no master of " + map.getValue().orphans().cardinality()
                                + " partitions of namespace '" + map.getKey() + "'")
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
