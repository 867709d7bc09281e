package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.client.IndexSelection;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the secondary index for a filter. The servers also test the filter itself, so the index query may find more records
 * than the filter, but not fewer.
 */
final class IndexChoice {

    private IndexChoice() {}

    /**
     * Chooses an index; null if none serves the filter. Of several, it chooses the one that finds the fewest records.
     *
     * @throws IllegalArgumentException if option {@code secondaryIndex} names an index that does not exist
     */
    static @Nullable IndexPlan of(SourceOptions options, @Nullable Filter filter, Supplier<TableStatistics> table) {
        IndexUse use = options.plan().index();
        if (filter == null || use instanceof IndexUse.Off) {
            return null;
        }
        if (use instanceof IndexUse.Named named) {
            return forced(options, filter, named.name(), table.get().indexes());
        }
        TableStatistics known = table.get();
        List<IndexSelection> candidates =
                IndexSelection.candidates(known.indexes(), options.set(), filter, known.servers());
        return candidates.isEmpty() ? null : choose(options, candidates, known.visited());
    }

    private static @Nullable IndexPlan forced(
            SourceOptions options, Filter filter, String name, List<IndexStatus> all) {
        List<IndexStatus> indexes = all.stream()
                .filter(index ->
                        index.set().equals(options.set()) || index.set().isEmpty())
                .filter(index -> index.value().isPresent())
                .toList();
        IndexStatus index = indexes.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("option 'secondaryIndex' is '" + name + "'; '"
                        + options.tableName() + "' has no such index. Its indexes are "
                        + indexes.stream().map(IndexStatus::name).sorted().toList()));
        return IndexSelection.of(index, filter).map(IndexPlan::of).orElse(null);
    }

    private static IndexPlan choose(SourceOptions options, List<IndexSelection> candidates, long visited) {
        List<String> names = candidates.stream()
                .map(candidate -> candidate.index().name())
                .distinct()
                .toList();
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            AeroArrowClient client = hold.client();
            return IndexPlan.choose(
                    candidates,
                    client.indexStatistics(options.namespace(), names),
                    visited,
                    client.nodes().size());
        }
    }
}
