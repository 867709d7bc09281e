package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.InfoCall;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.policy.Timeouts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Info requests to a cluster: to any node, or to all nodes. */
public final class InfoRequests {

    private final Cluster cluster;
    private final Executor executor;

    public InfoRequests(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
    }

    /** Asks one node after another until one answers. */
    public CompletableFuture<Map<String, String>> anyNode(List<String> names) {
        return nodes().thenCompose(nodes -> anyNode(nodes, 0, names));
    }

    private CompletableFuture<List<Node>> nodes() {
        try {
            return CompletableFuture.completedFuture(cluster.view().nodes());
        } catch (ClientClosedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Map<String, String>> anyNode(List<Node> nodes, int next, List<String> names) {
        if (nodes.isEmpty()) {
            return CompletableFuture.failedFuture(new ConnectionFailedException("the cluster has no nodes"));
        }
        CompletableFuture<Map<String, String>> answer = InfoCall.start(nodes.get(next), names, executor);
        return next + 1 == nodes.size()
                ? answer
                : answer.exceptionallyCompose(failure ->
                        isClosed(failure) ? CompletableFuture.failedFuture(failure) : anyNode(nodes, next + 1, names));
    }

    private static boolean isClosed(Throwable failure) {
        return failure instanceof ClientClosedException || failure.getCause() instanceof ClientClosedException;
    }

    /** As {@link #anyNode}, for a request that changes nothing: waits for the cluster to heal if no node answers. */
    CompletableFuture<AnyNodeCall.Answer> anyNodeToRead(List<String> names) {
        return AnyNodeCall.start(cluster, names, Timeouts.LOOKUP, executor);
    }

    public CompletableFuture<Void> truncate(String namespace, String set, Optional<Instant> before) {
        try {
            requireName(namespace);
            requireName(set);
            // The server answers "ok" for an unknown namespace.
            cluster.view().partitions(namespace);
        } catch (AeroArrowException e) {
            return CompletableFuture.failedFuture(e);
        }
        String name = (set.isEmpty() ? "truncate-namespace:namespace=" : "truncate:namespace=")
                + namespace
                + (set.isEmpty() ? "" : ";set=" + set)
                + before.map(time -> ";lut=" + nanos(time)).orElse("");
        // The node distributes the command. Sending it to another node after a failure is idempotent.
        return anyNode(List.of(name)).thenAccept(answer -> Info.requireOk(answer.getOrDefault(name, ""), name));
    }

    /** Checks that a name cannot add parameters to the command that contains it. */
    static void requireName(String name) {
        if (name.matches("(?s).*[;:=/\\n].*")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a valid name: it contains one of ; : = / or a line break");
        }
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** The number of records of each namespace. Waits for the cluster to heal if nodes are missing. */
    public CompletableFuture<List<NamespaceCount>> namespaces() {
        return ClusterSurvey.start(cluster, namespace -> true, Timeouts.LOOKUP, executor)
                .thenApply(namespaces ->
                        namespaces.stream().map(NamespaceRecords::count).toList());
    }

    /** The number of records of each set. Waits for the cluster to heal if nodes are missing. */
    public CompletableFuture<List<SetCount>> sets(String namespace) {
        requireName(namespace);
        return ClusterSurvey.start(cluster, namespace::equals, Timeouts.LOOKUP, executor)
                .thenApply(namespaces -> namespaces.stream()
                        .flatMap(records -> records.sets().stream())
                        .toList());
    }
}
