package io.aeroarrow.internal.admin;

import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The average size of the records of sets, as the nodes count them. A known size is kept for a minute. */
public final class RecordSizes {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSizes.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PATIENCE_MILLIS = 1_000;

    private final InfoRequests nodes;
    private final ConcurrentHashMap<SetName, Inquiry> known = new ConcurrentHashMap<>();

    private record SetName(String namespace, String set) {}

    private record Inquiry(long start, CompletableFuture<OptionalLong> bytes) {
        /** Whether the answer is to come, or is a size that is not too old. */
        boolean isFresh() {
            if (!bytes.isDone()) {
                return true;
            }
            boolean known = !bytes.isCompletedExceptionally() && bytes.join().isPresent();
            return known && System.nanoTime() - start < FRESH_NANOS;
        }
    }

    public RecordSizes(Cluster cluster) {
        nodes = new InfoRequests(cluster, ForkJoinPool.commonPool());
    }

    /**
     * Returns the average size of the records of a set in bytes, as stored. Waits for the answer of the nodes for at most a
     * second.
     *
     * @param set empty for all records of the namespace
     * @return empty if the set has no records, or the nodes do not answer in time
     */
    public OptionalLong bytesPerRecord(String namespace, String set) {
        Inquiry inquiry = known.compute(
                new SetName(namespace, set), (name, last) -> last == null || !last.isFresh() ? ask(name) : last);
        try {
            return inquiry.bytes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the size of the records of {}.{} is not known", namespace, set, e);
            return OptionalLong.empty();
        }
    }

    private Inquiry ask(SetName name) {
        CompletableFuture<OptionalLong> bytes = name.set().isEmpty()
                ? nodes.namespaces()
                        .thenApply(namespaces -> namespaces.stream()
                                .filter(namespace ->
                                        namespace.name().equals(name.namespace()) && namespace.objects() > 0)
                                .mapToLong(namespace -> namespace.bytes() / namespace.objects())
                                .findAny())
                : nodes.sets(name.namespace())
                        .thenApply(sets -> sets.stream()
                                .filter(set -> set.name().equals(name.set()) && set.objects() > 0)
                                .mapToLong(set -> set.bytes() / set.objects())
                                .findAny());
        return new Inquiry(System.nanoTime(), bytes);
    }
}
