package io.aeroarrow.client;

import io.aeroarrow.admin.IndexStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a read with a filter uses a secondary index, and why.
 *
 * @param selection the index and its query; empty for a scan
 * @param reason why the read is a scan; empty if it uses an index
 */
public record IndexPlan(Optional<IndexSelection> selection, String reason) {

    /** Checks the components. */
    public IndexPlan {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * {@return the use of an index}
     *
     * @param selected the index and its query
     */
    public static IndexPlan of(IndexSelection selected) {
        return new IndexPlan(Optional.of(selected), "");
    }

    /**
     * {@return a scan}
     *
     * @param reason why
     */
    public static IndexPlan scan(String reason) {
        return new IndexPlan(Optional.empty(), reason);
    }

    /**
     * Chooses among indexes that serve a filter, and the scan. An equality or a range uses an index: measured at 1,000,000
     * records, the query takes 0.01 of the scan's time if it finds 0.1 % of the records, 0.15 at 10 %, 0.5 at 50 %, and
     * as long as the scan if it finds all (bench/reports/index-queries.md). A list of values needs a query for each value, so the
     * set must be large enough. Of several indexes, it chooses the one that finds the fewest entries.
     *
     * @param candidates the uses of indexes, see {@link IndexSelection#candidates}
     * @param statistics the sizes of their indexes; an index without size, or that is incomplete on a node, is not used
     * @param visited the approximate number of records that a scan visits
     * @param nodes the number of nodes
     * @return the choice
     */
    public static IndexPlan choose(
            List<IndexSelection> candidates, List<IndexStatistics> statistics, long visited, int nodes) {
        return new IndexRanking(candidates, statistics, visited, nodes).choose();
    }

    /** {@return the index, its condition and the reason, or why there is none, as plans show them} */
    @Override
    public String toString() {
        return selection.map(IndexSelection::toString).orElse("none, " + reason);
    }
}
