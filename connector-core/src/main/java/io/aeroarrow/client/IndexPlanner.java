package io.aeroarrow.client;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.filter.Filter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Decides whether a read with a filter uses a secondary index. */
final class IndexPlanner {

    private final AsyncClient client;
    private final ClusterCapabilities servers;
    private final int nodes;
    private final String namespace;
    private final String set;
    private final Filter filter;

    IndexPlanner(
            AsyncClient client, ClusterCapabilities servers, int nodes, String namespace, String set, Filter filter) {
        this.client = client;
        this.servers = servers;
        this.nodes = nodes;
        this.namespace = namespace;
        this.set = set;
        this.filter = filter;
    }

    CompletableFuture<IndexPlan> plan(IndexUse use) {
        if (use instanceof IndexUse.Off) {
            return CompletableFuture.completedFuture(IndexPlan.scan("the use of indexes is off"));
        }
        return use instanceof IndexUse.Named named
                ? client.indexes(namespace).thenApply(indexes -> named(indexes, named.name()))
                : client.indexes(namespace).thenCompose(this::automatic);
    }

    private IndexPlan named(List<IndexStatus> indexes, String name) {
        List<IndexStatus> known = indexes.stream().filter(this::isOfSet).toList();
        IndexStatus index = known.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + target() + "' has no index '" + name
                        + "'; its indexes are "
                        + known.stream().map(IndexStatus::name).sorted().toList()));
        return IndexSelection.ofIntegers(index, filter)
                .map(IndexPlan::of)
                .orElseThrow(() -> new IllegalArgumentException("index '" + name + "' of '" + target()
                        + "' serves no condition of the filter: it finds "
                        + index.type().name().toLowerCase(Locale.ROOT) + " values of "
                        + index.value().map(Object::toString).orElse("an unknown path")
                        + ". Name another index, or none."));
    }

    private String target() {
        return set.isEmpty() ? namespace : namespace + "." + set;
    }

    private boolean isOfSet(IndexStatus index) {
        return index.set().equals(set) || (index.set().isEmpty() && servers.supports(ServerFeature.INDEX_BY_NAME));
    }

    private CompletableFuture<IndexPlan> automatic(List<IndexStatus> indexes) {
        List<IndexSelection> candidates = IndexSelection.candidates(indexes, set, filter, servers);
        if (candidates.isEmpty()) {
            return CompletableFuture.completedFuture(IndexPlan.scan(nothingServes(indexes)));
        }
        CompletableFuture<List<IndexStatistics>> statistics = client.indexStatistics(
                namespace,
                candidates.stream().map(each -> each.index().name()).distinct().toList());
        // Only several queries are compared with a scan.
        boolean single =
                candidates.stream().allMatch(each -> each.query().parts().size() == 1);
        CompletableFuture<Long> visited = single ? CompletableFuture.completedFuture(0L) : visited();
        return statistics.thenCombine(visited, (sizes, records) -> IndexPlan.choose(candidates, sizes, records, nodes));
    }

    /** Names an index of integers that an exact plan cannot use, because floats would be missing. */
    private String nothingServes(List<IndexStatus> indexes) {
        Optional<IndexStatus> integers = indexes.stream()
                .filter(index -> isOfSet(index)
                        && IndexSelection.ofIntegers(index, filter)
                                .filter(found -> !found.reason().isEmpty())
                                .isPresent())
                .findFirst();
        return integers.map(
                        index -> index.name() + " has no floats, and the condition finds those, too. To read integers"
                                + " only, name the index")
                .orElse("no index serves the filter");
    }

    /** The approximate number of records that a scan visits: those of all sets, unless the servers have an index of the set. */
    private CompletableFuture<Long> visited() {
        return set.isEmpty()
                ? client.namespaces()
                        .thenApply(all -> all.stream()
                                .filter(each -> each.name().equals(namespace))
                                .mapToLong(NamespaceCount::objects)
                                .sum())
                : client.sets(namespace).thenApply(this::visited);
    }

    private long visited(List<SetCount> sets) {
        return sets.stream()
                .filter(each -> each.name().equals(set) && each.indexed())
                .mapToLong(SetCount::objects)
                .findFirst()
                .orElseGet(() -> sets.stream().mapToLong(SetCount::objects).sum());
    }
}
