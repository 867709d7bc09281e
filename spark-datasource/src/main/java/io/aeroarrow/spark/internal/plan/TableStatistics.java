package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The size and secondary indexes of a table, and what its servers can do, for planning. One round trip requests all of them. They are cached for five
 * seconds, because Spark plans a query several times.
 *
 * @param rows the approximate number of records
 * @param bytes the approximate number of stored bytes
 * @param indexes the secondary indexes of the namespace
 * @param servers what all nodes of the cluster can do
 * @param visited the approximate number of records that a scan of the table visits: those of all sets, unless the servers have
 *     an index of the set
 */
public record TableStatistics(
        long rows, long bytes, List<IndexStatus> indexes, ClusterCapabilities servers, long visited) {

    private static final long LARGE_NAMESPACE = 1_000_000;
    private static final int SMALL_PART = 10;

    private static final long CACHE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final ConcurrentHashMap<Table, Cached> CACHE = new ConcurrentHashMap<>();

    private record Table(ClientConfig client, String namespace, String set) {}

    private record Cached(TableStatistics statistics, long nanoTime) {}

    static TableStatistics of(SourceOptions options) {
        Table table = new Table(options.client(), options.namespace(), options.set());
        Cached cached = CACHE.get(table);
        long now = System.nanoTime();
        if (cached != null && now - cached.nanoTime() < CACHE_NANOS) {
            return cached.statistics();
        }
        TableStatistics statistics = request(table);
        CACHE.values().removeIf(entry -> now - entry.nanoTime() >= CACHE_NANOS);
        CACHE.put(table, new Cached(statistics, now));
        return statistics;
    }

    /** Returns a hint if a scan of the table visits many more records than it returns; null for none. */
    @Nullable
    String hint() {
        return visited >= LARGE_NAMESPACE && rows < visited / SMALL_PART
                ? String.format(
                        Locale.ROOT,
                        "an index of the set would help: a scan visits about %,d records of the namespace for %,d of"
                                + " the set",
                        visited,
                        rows)
                : null;
    }

    /** Removes a namespace from the cache, after its indexes have changed. */
    public static void invalidate(ClientConfig client, String namespace) {
        CACHE.keySet()
                .removeIf(table ->
                        table.client().equals(client) && table.namespace().equals(namespace));
    }

    private static TableStatistics request(Table table) {
        try (ClientCache.Hold hold = ClientCache.hold(table.client())) {
            AsyncClient client = hold.client().async();
            CompletableFuture<List<IndexStatus>> indexes = client.indexes(table.namespace());
            Size size = join(size(table, client));
            return new TableStatistics(
                    size.rows(), size.bytes(), join(indexes), hold.client().capabilities(), size.visited());
        }
    }

    private static CompletableFuture<Size> size(Table table, AsyncClient client) {
        if (table.set().isEmpty()) {
            return client.namespaces()
                    .thenApply(namespaces -> namespaces.stream()
                            .filter(namespace -> namespace.name().equals(table.namespace()))
                            .findFirst()
                            .map(namespace -> new Size(namespace.objects(), namespace.bytes(), namespace.objects()))
                            .orElse(Size.NONE));
        }
        return client.sets(table.namespace())
                .thenApply(sets -> sets.stream()
                        .filter(set -> set.name().equals(table.set()))
                        .findFirst()
                        .map(set ->
                                new Size(set.objects(), set.bytes(), set.indexed() ? set.objects() : allObjects(sets)))
                        .orElse(Size.NONE));
    }

    /** Waits for a result. Throws the client's own exception in place of a {@link CompletionException}. */
    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AeroArrowException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static long allObjects(List<SetCount> sets) {
        return sets.stream().mapToLong(SetCount::objects).sum();
    }

    private record Size(long rows, long bytes, long visited) {
        private static final Size NONE = new Size(0, 0, 0);
    }
}
