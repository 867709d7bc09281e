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
import io.aeroarrow.internal.info.Info;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Creates, drops and lists secondary indexes, and waits for them. */
public final class IndexCommands {

    private static final Duration POLL_PAUSE = Duration.ofMillis(100);
    private static final String NONE = "null";

    private final Cluster cluster;
    private final InfoRequests questions;
    private final Executor executor;

    public IndexCommands(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
        this.questions = new InfoRequests(cluster, executor);
    }

    public CompletableFuture<Void> create(SecondaryIndex index) {
        return checked(() -> {
            List.of(index.set(), index.name(), index.bin()).forEach(InfoRequests::requireName);
            return list(index.namespace()).thenCompose(existing -> {
                requireNotNamedOtherwise(index, existing);
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

    /** A server would not make a second index of the same values, but give the first one the new name. */
    private static void requireNotNamedOtherwise(SecondaryIndex index, List<IndexStatus> existing) {
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
                // A server says "ok" to a name that it has never heard of.
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
        // One node distributes it; asking another after a failure does no harm, as it says the same.
        return questions
                .anyNode(List.of(name))
                .thenAccept(answer -> Info.requireOk(answer.getOrDefault(name, ""), name));
    }

    public CompletableFuture<List<IndexStatus>> list(String namespace) {
        return checked(() -> {
            InfoRequests.requireName(namespace);
            // A server says "ok", or nothing, of a namespace that it has never heard of.
            cluster.view().partitions(namespace);
            String name = "sindex-list:" + namespace(namespace);
            return questions.anyNode(List.of(name)).thenApply(answer -> {
                String value = Info.requireValue(answer.getOrDefault(name, ""), name);
                return Info.list(value).stream().map(IndexCommands::status).toList();
            });
        });
    }

    private static IndexStatus status(String line) {
        Map<String, String> of = Info.properties(line, ':');
        return new IndexStatus(
                of.getOrDefault("ns", ""),
                value(of, "set"),
                of.getOrDefault("indexname", ""),
                value(of, "bin"),
                type(of.getOrDefault("type", "")),
                collection(of.getOrDefault("indextype", "default")),
                !value(of, "context").isEmpty() || !value(of, "exp").isEmpty(),
                of.getOrDefault("state", "").equals("RW"));
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
        // Older servers say "none".
        return IndexCollection.DEFAULT;
    }

    private static String text(IndexCollection collection) {
        return collection.name().replace("_", "").toUpperCase(Locale.ROOT);
    }

    /** Waits until all nodes can be queried through an index. */
    public CompletableFuture<Void> await(String namespace, String name, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return checked(() -> {
            InfoRequests.requireName(namespace);
            InfoRequests.requireName(name);
            cluster.view().partitions(namespace);
            return await(namespace, name, patience, end);
        });
    }

    private CompletableFuture<Void> await(String namespace, String name, Duration patience, long end) {
        String question = "sindex-stat:" + namespace(namespace) + ";indexname=" + name;
        return questions.allNodes(List.of(question)).thenCompose(answers -> {
            List<String> values = answers.stream()
                    .map(answer -> answer.getOrDefault(question, ""))
                    .toList();
            long ready = values.stream().filter(IndexCommands::isReadable).count();
            if (ready == values.size()) {
                return CompletableFuture.completedFuture(null);
            }
            if (values.stream().allMatch(IndexCommands::isUnknown)) {
                throw notFound("waiting for", namespace, name);
            }
            values.stream().filter(value -> !isUnknown(value)).forEach(value -> Info.requireValue(value, question));
            if (System.nanoTime() - end > 0) {
                throw new DeadlineExceededException(
                        DeadlineExceededException.Limit.TOTAL,
                        patience,
                        "index '" + name + "' was readable on " + ready + " of " + values.size() + " nodes after "
                                + patience.toMillis() + " ms");
            }
            return Delay.of(cluster, POLL_PAUSE)
                    .thenComposeAsync(none -> await(namespace, name, patience, end), executor);
        });
    }

    private static boolean isReadable(String value) {
        return Info.number(Info.properties(value, ';'), "load_pct") == 100;
    }

    /** A node hears of a new index somewhat later than the one that was asked to create it. */
    private static boolean isUnknown(String value) {
        return Info.isError(value) && ResultCode.INDEX_NOT_FOUND.is(Info.errorCode(value));
    }

    private static ServerErrorException notFound(String what, String namespace, String name) {
        return ServerErrorException.of(
                ResultCode.INDEX_NOT_FOUND.code(), what + " index '" + name + "' of namespace '" + namespace + "'");
    }

    /** Servers of different ages know the parameter by different names. */
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
