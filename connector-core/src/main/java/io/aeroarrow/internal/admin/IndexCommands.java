package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ProtocolViolationException;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates, drops and lists secondary indexes, and waits until they are readable. */
public final class IndexCommands {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final String NONE = "null";

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
                String name = "sindex-create:" + namespace(index.namespace())
                        + (index.set().isEmpty() ? "" : ";set=" + index.set())
                        + ";indexname=" + index.name()
                        + (index.collection() == IndexCollection.DEFAULT
                                ? ""
                                : ";indextype=" + text(index.collection()))
                        + ";indexdata=" + index.bin() + "," + index.type();
                return command(name);
            });
        });
    }

    /** Rejects a second index of the same values. The server would not create it, but rename the first one. */
    private static void requireNoOtherName(SecondaryIndex index, List<IndexStatus> existing) {
        for (IndexStatus other : existing) {
            if (other.isOf(index) && !other.name().equals(index.name())) {
                throw ServerErrorException.of(
                        ResultCode.INDEX_FOUND.code(),
                        "creating index '" + index.name() + "', which exists under the name '" + other.name() + "',");
            }
        }
    }

    public CompletableFuture<Void> drop(String namespace, String name) {
        return checked(() -> {
            InfoRequests.requireName(name);
            return list(namespace).thenCompose(existing -> {
                // The server answers "ok" to an unknown name.
                IndexStatus found = existing.stream()
                        .filter(index -> index.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> notFound("dropping", namespace, name));
                return command("sindex-delete:" + namespace(namespace)
                        + (found.set().isEmpty() ? "" : ";set=" + found.set())
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
        return checked(() -> {
            InfoRequests.requireName(namespace);
            String name = "sindex-list:" + namespace(namespace);
            return requests.anyNodeToRead(List.of(name)).thenApply(answer -> {
                // The server answers "ok", or an empty list, for an unknown namespace.
                answer.view().partitions(namespace);
                String value = Info.requireValue(answer.values().getOrDefault(name, ""), name);
                return Info.list(value).stream().map(IndexCommands::status).toList();
            });
        });
    }

    private static IndexStatus status(String line) {
        Map<String, String> properties = Info.properties(line, ':');
        return IndexStatus.of(
                        properties.getOrDefault("ns", ""),
                        value(properties, "set"),
                        properties.getOrDefault("indexname", ""),
                        value(properties, "bin"),
                        type(properties.getOrDefault("type", "")))
                .withCollection(collection(properties.getOrDefault("indextype", "default")))
                .withNested(!value(properties, "context").isEmpty()
                        || !value(properties, "exp").isEmpty())
                .withReadable(properties.getOrDefault("state", "").equals("RW"));
    }

    private static String value(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, NONE);
        return value.equalsIgnoreCase(NONE) ? "" : value;
    }

    private static IndexType type(String text) {
        for (IndexType type : IndexType.values()) {
            if (type.name().equalsIgnoreCase(text)) {
                return type;
            }
        }
        throw new ProtocolViolationException("a node has a secondary index of the unknown type '" + text + "'");
    }

    private static IndexCollection collection(String text) {
        for (IndexCollection collection : IndexCollection.values()) {
            if (text(collection).equalsIgnoreCase(text)) {
                return collection;
            }
        }
        // Older servers report "none".
        return IndexCollection.DEFAULT;
    }

    private static String text(IndexCollection collection) {
        return collection.name().replace("_", "").toUpperCase(Locale.ROOT);
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
        String request = "sindex-stat:" + namespace(namespace) + ";indexname=" + name;
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
