package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.client.IndexSelection;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.options.PlanSettings.IndexUse;
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
     * Chooses an index; null for none. Of several, it chooses the one that finds the fewest records.
     *
     * @throws IllegalArgumentException if option {@code secondaryIndex} names an index that does not exist
     */
    static @Nullable IndexSelection of(
            SourceOptions options, @Nullable Filter filter, Supplier<TableStatistics> table) {
        IndexUse use = options.plan().index();
        if (filter == null || use instanceof IndexUse.Off) {
            return null;
        }
        if (use instanceof IndexUse.Forced forced) {
            return forced(options, filter, forced.name(), table.get().indexes());
        }
        List<IndexSelection> candidates = IndexSelection.candidates(
                table.get().indexes(), options.set(), filter, table.get().servers());
        return IndexSelection.best(candidates, statistics(options, candidates)).orElse(null);
    }

    private static @Nullable IndexSelection forced(
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
        return IndexSelection.of(index, filter).orElse(null);
    }

    private static List<IndexStatistics> statistics(SourceOptions options, List<IndexSelection> candidates) {
        if (candidates.size() < 2) {
            return List.of();
        }
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            return hold.client()
                    .indexStatistics(
                            options.namespace(),
                            candidates.stream()
                                    .map(candidate -> candidate.index().name())
                                    .toList());
        }
    }
}
