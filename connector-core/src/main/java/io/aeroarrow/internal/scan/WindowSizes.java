package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The {@link WindowSize} of each node for one query. Kept from attempt to attempt. */
final class WindowSizes {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final String namespace;
    private final Deadline deadline;
    private final Map<Node, WindowSize> sizes = new HashMap<>();

    WindowSizes(String namespace, Deadline deadline) {
        this.namespace = namespace;
        this.deadline = deadline;
    }

    /** Asks the nodes for their number of records, where that is not known. */
    void prepare(Collection<Node> nodes) {
        nodes.stream()
                .filter(node -> !sizes.containsKey(node))
                .forEach(node -> node.size(namespace).refresh());
    }

    WindowSize of(Node node, PartitionMap map) {
        return sizes.computeIfAbsent(
                node, unknown -> new WindowSize(deadline.socketNanos(), recordsPerPartition(unknown, map)));
    }

    private OptionalLong recordsPerPartition(Node node, PartitionMap map) {
        OptionalLong records = node.size(namespace).records(Math.min(PATIENCE_NANOS, deadline.waitNanos()));
        int copies = map.copies(node);
        return records.isEmpty() || copies == 0 ? OptionalLong.empty() : OptionalLong.of(records.getAsLong() / copies);
    }
}
