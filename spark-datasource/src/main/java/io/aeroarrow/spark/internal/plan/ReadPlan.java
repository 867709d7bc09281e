package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a read before the query runs. Equal plans read the same rows.
 *
 * @param readable all columns that can be read
 * @param columns the columns to decode
 * @param limit the maximum number of rows per task; 0 for no limit
 * @param sample the filter of a sample; null for none
 * @param also an additional filter; null for none
 * @param nullsIgnored whether the query ignores rows whose bins are all null
 */
record ReadPlan(
        SourceOptions options,
        StructType readable,
        StructType columns,
        Pushdown pushdown,
        int limit,
        @Nullable Filter sample,
        @Nullable Filter also,
        boolean nullsIgnored) {

    /** Returns the conjunction of all filters; null for none. */
    @Nullable
    Filter filter() {
        Filter ofSet = options.scope().filter().orElse(null);
        return Pushdown.both(
                Pushdown.both(
                        Pushdown.both(
                                Pushdown.both(pushdown.filter(), sample),
                                options.plan().filter()),
                        ofSet),
                also);
    }

    /** Returns the partitions to read: those of the query's conditions and sample that the options choose too. */
    PartitionSet partitions() {
        return pushdown.partitions().intersect(options.plan().aerospikePartitions());
    }

    /** Returns whether the read shows a column. */
    boolean shows(String column) {
        return List.of(columns.fieldNames()).contains(column);
    }

    /** Returns what happens to records without any of the bins. */
    EmptyRecords emptyRecords() {
        return nullsIgnored ? EmptyRecords.DROP : options.read().emptyRecords();
    }

    ReadPlan with(Pushdown changed) {
        return new ReadPlan(options, readable, columns, changed, limit, sample, also, nullsIgnored);
    }

    ReadPlan where(Filter more) {
        Filter both = Pushdown.both(also, more);
        return new ReadPlan(options, readable, columns, pushdown, limit, sample, both, nullsIgnored);
    }
}
