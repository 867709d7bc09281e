package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.BinProof;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A hidden column to read because a filter proves that every matching record has its bin. Then no record lacks all selected
 * bins, and the second query for such records is not needed.
 */
final class ProvenColumn {

    private ProvenColumn() {}

    /** Returns the column; null if there is none, or if it is not needed. */
    static @Nullable StructField of(ReadPlan plan, @Nullable Filter filter) {
        if (filter == null || !isNeeded(plan, filter)) {
            return null;
        }
        return Arrays.stream(plan.readable().fields())
                .filter(column -> isBin(column)
                        && !TableColumns.isDerived(column)
                        && BinProof.proves(filter, List.of(TableColumns.bin(column))))
                .findFirst()
                .map(ProvenColumn::ignoringMismatches)
                .orElse(null);
    }

    private static boolean isNeeded(ReadPlan plan, Filter filter) {
        List<StructField> selected = Arrays.asList(plan.columns().fields());
        List<String> bins = selected.stream()
                .filter(ProvenColumn::isBin)
                .map(TableColumns::bin)
                .toList();
        return !bins.isEmpty()
                && plan.emptyRecords() == EmptyRecords.KEEP
                && selected.stream().allMatch(StructField::nullable)
                && selected.stream().noneMatch(column -> column.name().equals(TableColumns.MISMATCH))
                && !BinProof.proves(filter, bins);
    }

    private static boolean isBin(StructField column) {
        return !TableColumns.isMetadata(column.name());
    }

    /** The values are not used, so they may have any type. */
    private static StructField ignoringMismatches(StructField column) {
        return new StructField(
                column.name(),
                column.dataType(),
                true,
                TableColumns.withOnMismatch(column.metadata(), OnMismatch.NULL.name()));
    }
}
