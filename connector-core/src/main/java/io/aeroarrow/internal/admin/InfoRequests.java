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

/** What info can tell of a whole cluster: of any node, or of all of them together. */
public final class InfoRequests {

    private static final String NAMESPACES = "namespaces";

    private final Cluster cluster;
    private final Executor executor;

    public InfoRequests(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
    }

    /** Asks one node after the other until one answers. */
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
        CompletableFuture<Map<String, String>> asked = InfoCall.start(nodes.get(next), names, executor);
        return next + 1 == nodes.size()
                ? asked
                : asked.exceptionallyCompose(failure -> anyNode(nodes, next + 1, names));
    }

    /** Asks all nodes; fails if one does not answer. */
    CompletableFuture<List<Map<String, String>>> allNodes(List<String> names) {
        return nodes().thenCompose(nodes -> allNodes(nodes, names));
    }

    private CompletableFuture<List<Map<String, String>>> allNodes(List<Node> nodes, List<String> names) {
        List<CompletableFuture<Map<String, String>>> asked = nodes.stream()
                .map(node -> InfoCall.start(node, names, executor))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    public CompletableFuture<Void> truncate(String namespace, String set, Optional<Instant> before) {
        try {
            requireName(namespace);
            requireName(set);
            // A server says "ok" to a namespace that it has never heard of.
            cluster.view().partitions(namespace);
        } catch (AeroArrowException e) {
            return CompletableFuture.failedFuture(e);
        }
        String name = (set.isEmpty() ? "truncate-namespace:namespace=" : "truncate:namespace=")
                + namespace
                + (set.isEmpty() ? "" : ";set=" + set)
                + before.map(time -> ";lut=" + nanos(time)).orElse("");
        // One node distributes it; asking another after a failure does no harm, as it says the same.
        return anyNode(List.of(name)).thenAccept(answer -> Info.requireOk(answer.getOrDefault(name, ""), name));
    }

    /** Sees that a name does not add to the command that it becomes part of. */
    static void requireName(String name) {
        if (name.matches("(?s).*[;:=/\\n].*")) {
            throw new IllegalArgumentException("'" + name + "' is no name that a command can hold");
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
            List<String> questions =
                    names.stream().map(name -> "namespace/" + name).toList();
            return allNodes(questions)
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
        // Rounded up: a record whose other replicas are on their way is one all the same.
        objects.forEach((set, count) -> counts.add(new SetCount(
                namespace, set, (count + replicas - 1) / replicas, bytes.getOrDefault(set, 0L) / replicas)));
        return counts;
    }

    private static NamespaceCount count(List<Map<String, String>> answers, String namespace) {
        long objects = 0;
        long bytes = 0;
        long replicas = 1;
        for (Map<String, String> answer : answers) {
            Map<String, String> told = Info.properties(answer.getOrDefault("namespace/" + namespace, ""), ';');
            objects += Info.number(told, "master_objects");
            bytes += bytes(told);
            replicas = Math.max(replicas, Info.number(told, "effective_replication_factor"));
        }
        return new NamespaceCount(namespace, objects, bytes / replicas);
    }

    /** One number since server 7.0; before, what is in memory and what is on devices. */
    private static long bytes(Map<String, String> told) {
        return Info.number(told, "data_used_bytes")
                + Math.max(
                        Math.max(Info.number(told, "device_data_bytes"), Info.number(told, "memory_data_bytes")),
                        Math.max(Info.number(told, "device_used_bytes"), Info.number(told, "memory_used_data_bytes")));
    }
}
