package io.aeroarrow.spark.read;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.option.SourceOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What planning needs to know of a table, asked for in one round trip. Spark plans a query several times, and is told the
 * same for a few seconds.
 *
 * @param rows about how many records it has
 * @param bytes about what they take where they are stored
 * @param indexes the secondary indexes of the namespace
 */
public record ClusterFacts(long rows, long bytes, List<IndexStatus> indexes) {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final ConcurrentHashMap<Table, Asked> ASKED = new ConcurrentHashMap<>();

    private record Table(AeroArrowClient client, String namespace, String set) {}

    private record Asked(ClusterFacts facts, long at) {}

    static ClusterFacts of(SourceOptions options) {
        AeroArrowClient client = ClientCache.client(options.client());
        Table table = new Table(client, options.namespace(), options.set());
        Asked known = ASKED.get(table);
        long now = System.nanoTime();
        if (known != null && now - known.at() < FRESH_NANOS) {
            return known.facts();
        }
        ClusterFacts facts = ask(table);
        ASKED.values().removeIf(asked -> now - asked.at() >= FRESH_NANOS);
        ASKED.put(table, new Asked(facts, now));
        return facts;
    }

    /** Has the next plan ask again, as the indexes of a namespace have changed. */
    public static void forget(AeroArrowClient client, String namespace) {
        ASKED.keySet()
                .removeIf(table ->
                        table.client().equals(client) && table.namespace().equals(namespace));
    }

    private static ClusterFacts ask(Table table) {
        AsyncClient client = table.client().async();
        CompletableFuture<List<IndexStatus>> indexes = client.indexes(table.namespace());
        CompletableFuture<long[]> size = table.set().isEmpty()
                ? client.namespaces()
                        .thenApply(all -> all.stream()
                                .filter(one -> one.name().equals(table.namespace()))
                                .findFirst()
                                .map(one -> new long[] {one.objects(), one.bytes()})
                                .orElse(new long[2]))
                : client.sets(table.namespace())
                        .thenApply(all -> all.stream()
                                .filter(one -> one.name().equals(table.set()))
                                .findFirst()
                                .map(one -> new long[] {one.objects(), one.bytes()})
                                .orElse(new long[2]));
        return Answers.of(size.thenCombine(indexes, (of, found) -> new ClusterFacts(of[0], of[1], found)));
    }
}
