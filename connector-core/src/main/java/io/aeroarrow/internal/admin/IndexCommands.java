package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates, drops and lists secondary indexes, and waits until they are readable. */
public final class IndexCommands {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final String NO_SET = "null";

    private final Cluster cluster;
    private final InfoRequests requests;
    private final Executor executor;

    public IndexCommands(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
        this.requests = new InfoRequests(cluster, executor);
    }

    public CompletableFuture<Void> create(SecondaryIndex index) {
        return checked(() -> {
            List.of(index.set(), index.name(), index.bin()).forEach(InfoRequests::requireName);
            return list(index.namespace()).thenCompose(existing -> {
                requireNoOtherName(index, existing);
                String name = "sindex-create:" + namespace(index.namespace()) + IndexDefinitionText.parameters(index);
                return command(name);
            });
        });
    }

    /** Rejects a second index of the same values. The server would not create it, but rename the first one. */
    private static void requireNoOtherName(SecondaryIndex index, List<IndexStatus> existing) {
        for (IndexStatus other : existing) {
            if (IndexDefinitionText.isSame(other, index) && !other.name().equals(index.name())) {
                throw alreadyExists(index.name(), other.name());
            }
        }
    }

    public CompletableFuture<Void> drop(String namespace, String name) {
        return checked(() -> {
            InfoRequests.requireName(name);
            return lines(namespace).thenCompose(existing -> {
                // The server answers "ok" to an unknown name.
                Map<String, String> found = existing.stream()
                        .map(line -> Info.properties(line, ':'))
                        .filter(line -> name.equals(line.get("indexname")))
                        .findFirst()
                        .orElseThrow(() -> notFound("dropping", namespace, name));
                String set = found.getOrDefault("set", NO_SET);
                return command("sindex-delete:" + namespace(namespace)
                        + (set.equals(NO_SET) ? "" : ";set=" + set)
                        + ";indexname=" + name);
            });
        });
    }

    private CompletableFuture<Void> command(String name) {
        // The node distributes the command. Sending it to another node after a failure is idempotent.
        return requests.anyNode(List.of(name))
                .thenAccept(answer -> Info.requireOk(answer.getOrDefault(name, ""), name));
    }

    public CompletableFuture<List<IndexStatus>> list(String namespace) {
        return checked(() -> lines(namespace)
                .thenApply(lines -> lines.stream()
                        .filter(line -> !isOfSet(line))
                        .map(IndexDefinitionText::status)
                        .toList()));
    }

    /** The indexes of sets; older servers list none. */
    public CompletableFuture<List<SetIndex>> ofSets(String namespace) {
        return checked(() -> lines(namespace)
                .thenApply(lines -> lines.stream()
                        .filter(IndexCommands::isOfSet)
                        .map(line -> Info.properties(line, ':'))
                        .map(line -> new SetIndex(
                                namespace, line.getOrDefault("set", ""), line.getOrDefault("indexname", "")))
                        .toList()));
    }

    public CompletableFuture<Void> create(SetIndex index) {
        return checked(() -> {
            List.of(index.namespace(), index.set(), index.name()).forEach(InfoRequests::requireName);
            SecondaryIndex.requireName(index.name());
            return lines(index.namespace()).thenCompose(existing -> {
                requireSetIndexes();
                existing.stream()
                        .filter(IndexCommands::isOfSet)
                        .map(line -> Info.properties(line, ':'))
                        .filter(line -> index.set().equals(line.get("set"))
                                && !index.name().equals(line.get("indexname")))
                        .findFirst()
                        .ifPresent(line -> {
                            throw alreadyExists(index.name(), line.getOrDefault("indexname", ""));
                        });
                return command("sindex-create:" + namespace(index.namespace()) + ";set=" + index.set()
                        + ";indextype=set;indexname=" + index.name());
            });
        });
    }

    private void requireSetIndexes() {
        ClusterCapabilities servers = cluster.view().lowestBuild().capabilities();
        if (!servers.supports(ServerFeature.SET_INDEX)) {
            throw ServerErrorException.of(
                    ResultCode.UNSUPPORTED_FEATURE.code(),
                    "creating an index of a set, which needs server " + ServerFeature.SET_INDEX.since()
                            + " on all nodes (the lowest version is " + servers.lowestBuild()
                            + "; on older servers, set enable-index in the configuration of the set),");
        }
    }

    private static ServerErrorException alreadyExists(String name, String otherName) {
        return ServerErrorException.of(
                ResultCode.INDEX_FOUND.code(),
                "creating index '" + name + "', which exists under the name '" + otherName + "',");
    }

    /** Whether it is an index of a set, which has no values. */
    private static boolean isOfSet(String line) {
        return "set".equals(Info.properties(line, ':').get("indextype"));
    }

    private CompletableFuture<List<String>> lines(String namespace) {
        InfoRequests.requireName(namespace);
        String name = "sindex-list:" + namespace(namespace) + ";b64=true";
        return requests.anyNodeToRead(List.of(name)).thenApply(answer -> {
            // The server answers "ok", or an empty list, for an unknown namespace.
            answer.view().partitions(namespace);
            String value = Info.requireValue(answer.values().getOrDefault(name, ""), name);
            return Info.list(value);
        });
    }

    /** The sizes of some indexes, in the order of their names; an index that no node knows is left out. */
    public CompletableFuture<List<IndexStatistics>> statistics(String namespace, List<String> names) {
        return checked(() -> {
            InfoRequests.requireName(namespace);
            names.forEach(InfoRequests::requireName);
            List<String> commands =
                    names.stream().map(name -> stat(namespace, name)).toList();
            return NodeAnswers.ask(cluster.view().nodes(), commands, Timeouts.LOOKUP, executor)
                    .thenApply(answers -> {
                        AeroArrowException failure = firstOf(answers.failures().values());
                        if (answers.values().isEmpty() && failure != null) {
                            throw failure;
                        }
                        return names.stream()
                                .flatMap(name -> statistics(name, stat(namespace, name), answers))
                                .toList();
                    });
        });
    }

    private static Stream<IndexStatistics> statistics(String name, String command, NodeAnswers answers) {
        List<Map<String, String>> known = answers.values().values().stream()
                .map(answer -> answer.getOrDefault(command, ""))
                .filter(value -> !isUnknown(value))
                .map(value -> Info.properties(Info.requireValue(value, command), ';'))
                .toList();
        boolean complete = known.size() == answers.values().size()
                && known.stream().allMatch(node -> Info.number(node, "load_pct") == 100);
        return known.isEmpty()
                ? Stream.of()
                : Stream.of(new IndexStatistics(
                        name, sum(known, "entries"), perValue(known), sum(known, "used_bytes"), complete));
    }

    private static long sum(List<Map<String, String>> nodes, String property) {
        return nodes.stream().mapToLong(node -> Info.number(node, property)).sum();
    }

    /** Each node has a part of the entries of a value. A node that has entries and has not counted makes the sum unknown. */
    private static long perValue(List<Map<String, String>> nodes) {
        boolean counted = nodes.stream()
                .allMatch(node -> Info.number(node, "entries") == 0 || Info.number(node, "entries_per_bval") > 0);
        return counted ? sum(nodes, "entries_per_bval") : 0;
    }

    private static String stat(String namespace, String name) {
        return "sindex-stat:" + namespace(namespace) + ";indexname=" + name;
    }

    /** Waits until the index is readable on all nodes. */
    public CompletableFuture<Void> await(String namespace, String name, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        return checked(() -> {
            InfoRequests.requireName(namespace);
            InfoRequests.requireName(name);
            ClusterView view = cluster.view();
            if (view.isKnown()) {
                view.partitions(namespace);
            }
            return await(namespace, name, timeout, end);
        });
    }

    private CompletableFuture<Void> await(String namespace, String name, Duration timeout, long end) {
        String request = stat(namespace, name);
        return NodeAnswers.ask(cluster.view().nodes(), List.of(request), pollTimeouts(end), executor)
                .thenCompose(answers -> {
                    List<String> values = answers.values().values().stream()
                            .map(answer -> answer.getOrDefault(request, ""))
                            .toList();
                    long ready =
                            values.stream().filter(IndexCommands::isReadable).count();
                    AeroArrowException failure = firstOf(answers.failures().values());
                    int orphans = orphans(namespace);
                    boolean all = failure == null && orphans == 0;
                    if (all && ready == values.size()) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (all && values.stream().allMatch(IndexCommands::isUnknown)) {
                        throw notFound("waiting for", namespace, name);
                    }
                    values.stream()
                            .filter(value -> !isUnknown(value))
                            .forEach(value -> Info.requireValue(value, request));
                    if (failure != null && !failure.retryable()) {
                        throw failure;
                    }
                    if (System.nanoTime() - end > 0) {
                        int nodes = values.size() + answers.failures().size();
                        throw notReady(name, timeout, ready + " of " + nodes + " nodes", orphans, failure);
                    }
                    return Delay.of(cluster, POLL_INTERVAL, executor)
                            .thenCompose(none -> await(namespace, name, timeout, end));
                });
    }

    /** The number of partitions without a master: a node that holds them is missing. */
    private int orphans(String namespace) {
        ClusterView view = cluster.view();
        return view.isKnown() ? view.partitions(namespace).orphans().cardinality() : PartitionSet.PARTITIONS;
    }

    /** A poll outlasts the wait by a second at most. */
    private static Timeouts pollTimeouts(long end) {
        long left = Math.max(Duration.ofSeconds(1).toNanos(), end - System.nanoTime());
        return Timeouts.LOOKUP.withTotal(
                Duration.ofNanos(Math.min(left, Timeouts.LOOKUP.total().toNanos())));
    }

    /** The failure of a node that did not answer, one that a retry cannot mend first; null for none. */
    private static @Nullable AeroArrowException firstOf(Collection<AeroArrowException> failures) {
        return failures.stream()
                .min(Comparator.comparing(AeroArrowException::retryable))
                .orElse(null);
    }

    private static AeroArrowException notReady(
            String name, Duration timeout, String where, int orphans, @Nullable AeroArrowException failure) {
        ErrorDetails<DeadlineExceededException> error = ErrorDetails.of(new DeadlineExceededException(
                DeadlineExceededException.Limit.TOTAL,
                timeout,
                "index '" + name + "' was readable on " + where + " after " + timeout.toMillis() + " ms"
                        + (orphans == 0 ? "" : ", and " + orphans + " partitions have no master")
                        + (failure == null ? "" : "; one did not answer: " + failure.getMessage()),
                failure));
        if (failure != null) {
            failure.node().ifPresent(error::atNode);
        }
        return error.error();
    }

    private static boolean isReadable(String value) {
        return Info.number(Info.properties(value, ';'), "load_pct") == 100;
    }

    /**
     * Whether a node does not know the index. Nodes learn of a new index somewhat later than the node that created it.
     */
    private static boolean isUnknown(String value) {
        return Info.isError(value) && ResultCode.INDEX_NOT_FOUND.is(Info.errorCode(value));
    }

    private static ServerErrorException notFound(String what, String namespace, String name) {
        return ServerErrorException.of(
                ResultCode.INDEX_NOT_FOUND.code(), what + " index '" + name + "' of namespace '" + namespace + "'");
    }

    /** The namespace parameter. Old and new servers use different names for it. */
    private static String namespace(String name) {
        return "namespace=" + name + ";ns=" + name;
    }

    private static <T> CompletableFuture<T> checked(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (AeroArrowException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
