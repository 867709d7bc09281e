package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.options.PlanSettings;
import io.aeroarrow.spark.internal.options.PlanSettings.LookupJoinUse;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.read.LookupSource;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Decides whether a join can look up the records of a scan. Such a join returns the same rows as one with the scan. */
final class LookupJoins {

    /** With fewer keys, lookups are cheap for any set. */
    private static final int FEW_KEYS = 1_000;

    private LookupJoins() {}

    /** Returns why a join cannot look up the records of a scan by a column; null if it can. */
    static @Nullable String obstacle(ReadPlan plan, @Nullable String keyBin, String column) {
        SourceOptions options = plan.options();
        PlanSettings settings = options.plan();
        Pushdown pushdown = plan.pushdown();
        if (!settings.pushDown()) {
            return "pushDown is false";
        } else if (settings.lookupJoin() == LookupJoinUse.OFF) {
            return "lookupJoin is OFF";
        } else if (options.set().isEmpty()) {
            return "keys belong to one set, and this table is not a set";
        } else if (settings.recordsPerSecond() > 0) {
            return "recordsPerSecond limits scans only";
        } else if (!isKey(plan, keyBin, column)) {
            return "column '" + column + "' is not " + TableColumns.KEY + ", " + TableColumns.DIGEST
                    + " or the keyColumn, or has a type that keys cannot have";
        } else if (pushdown.keys() != null || pushdown.nothing() || plan.limit() > 0) {
            return "its conditions select the records already";
        } else if (!column.equals(TableColumns.KEY) && plan.shows(TableColumns.KEY)) {
            return "lookups by '" + column + "' do not read the stored " + TableColumns.KEY;
        }
        return plan.partitions().equals(PartitionSet.all()) ? null : "it reads some partitions only";
    }

    private static boolean isKey(ReadPlan plan, @Nullable String keyBin, String column) {
        StructField[] fields = plan.columns().fields();
        // A before-image belongs to a row-level operation.
        return BeforeImage.columnsToRead(plan.columns()).equals(plan.columns())
                && Arrays.stream(fields)
                        .anyMatch(field -> field.name().equals(column) && Pushdown.isKeyColumn(field, keyBin));
    }

    /** Returns the records to look up. A scan returns only stored keys: lookups by {@code __key} leave out other records. */
    static LookupSource of(ReadPlan plan, String column) {
        SourceOptions options = plan.options();
        boolean digests = column.equals(TableColumns.DIGEST);
        Filter also = column.equals(TableColumns.KEY)
                ? Filter.hasKey()
                // A digest may belong to a record of another set.
                : digests ? Filter.setName().equalTo(options.set()) : null;
        return new LookupSource(options, plan.columns(), Pushdown.both(plan.filter(), also), digests);
    }

    /** Returns whether keys are so few that looking them up costs less than a scan of the set. */
    static boolean isWorthLookups(SourceOptions options, long keys) {
        return keys <= options.plan().maxLookupKeys()
                && keys <= Math.max(FEW_KEYS, TableStatistics.of(options).rows() / 4);
    }
}
