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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Info requests to a cluster: to any node, or to all nodes. */
public final class InfoRequests {

    private static final String NAMESPACES = "namespaces";

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

    /** Asks all nodes. Fails if one does not answer. */
    CompletableFuture<List<Map<String, String>>> allNodes(List<String> names) {
        return nodes().thenCompose(nodes -> allNodes(nodes, names));
    }

    private CompletableFuture<List<Map<String, String>>> allNodes(List<Node> nodes, List<String> names) {
        List<CompletableFuture<Map<String, String>>> answer = nodes.stream()
                .map(node -> InfoCall.start(node, names, executor))
                .toList();
        return CompletableFuture.allOf(answer.toArray(CompletableFuture[]::new))
                .thenApply(all -> answer.stream().map(CompletableFuture::join).toList());
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

    public CompletableFuture<List<NamespaceCount>> namespaces() {
        return allNodes(List.of(NAMESPACES)).thenCompose(answers -> {
            List<String> names = answers.stream()
                    .flatMap(answer -> Info.list(answer.getOrDefault(NAMESPACES, "")).stream())
                    .distinct()
                    .sorted()
                    .toList();
            List<String> requests =
                    names.stream().map(name -> "namespace/" + name).toList();
            return allNodes(requests)
                    .thenApply(
                            all -> names.stream().map(name -> count(all, name)).toList());
        });
    }

    public CompletableFuture<List<SetCount>> sets(String namespace) {
        requireName(namespace);
        String sets = "sets/" + namespace;
        String whole = "namespace/" + namespace;
        return allNodes(List.of(sets, whole)).thenApply(answers -> {
            long replicas = 1;
            Map<String, Long> objects = new TreeMap<>();
            Map<String, Long> bytes = new TreeMap<>();
            for (Map<String, String> answer : answers) {
                Map<String, String> properties = Info.properties(answer.getOrDefault(whole, ""), ';');
                replicas = Math.max(replicas, Info.number(properties, "effective_replication_factor"));
                for (String set : Info.list(answer.getOrDefault(sets, ""))) {
                    Map<String, String> of = Info.properties(set, ':');
                    objects.merge(of.getOrDefault("set", ""), Info.number(of, "objects"), Long::sum);
                    bytes.merge(of.getOrDefault("set", ""), bytes(of), Long::sum);
                }
            }
            objects.remove("");
            return counts(namespace, objects, bytes, replicas);
        });
    }

    private static List<SetCount> counts(
            String namespace, Map<String, Long> objects, Map<String, Long> bytes, long replicas) {
        List<SetCount> counts = new ArrayList<>();
        // Rounded up: during a migration, a record may have fewer replicas.
        objects.forEach((set, count) -> counts.add(new SetCount(
                namespace, set, (count + replicas - 1) / replicas, bytes.getOrDefault(set, 0L) / replicas)));
        return counts;
    }

    private static NamespaceCount count(List<Map<String, String>> answers, String namespace) {
        long objects = 0;
        long bytes = 0;
        long replicas = 1;
        for (Map<String, String> answer : answers) {
            Map<String, String> properties = Info.properties(answer.getOrDefault("namespace/" + namespace, ""), ';');
            objects += Info.number(properties, "master_objects");
            bytes += bytes(properties);
            replicas = Math.max(replicas, Info.number(properties, "effective_replication_factor"));
        }
        return new NamespaceCount(namespace, objects, bytes / replicas);
    }

    /**
     * The size of the data. Server 7.0 and later report one number; older ones report memory and devices separately.
     */
    private static long bytes(Map<String, String> properties) {
        return Info.number(properties, "data_used_bytes")
                + Math.max(
                        Math.max(
                                Info.number(properties, "device_data_bytes"),
                                Info.number(properties, "memory_data_bytes")),
                        Math.max(
                                Info.number(properties, "device_used_bytes"),
                                Info.number(properties, "memory_used_data_bytes")));
    }
}
