package io.aeroarrow.spark.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.pushdown.Pushdown;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a query reads, as far as that is known before it runs; two that are equal read the same.
 *
 * @param readable all that could be
 * @param columns what is decoded
 * @param limit how many rows are enough, 0 for all
 * @param sample the records of the sample to read; null for all
 * @param also what else they must match; null for nothing
 * @param nullsIgnored whether a row in which all bins are null makes no difference
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

    /** What the records must match, for whichever reason. */
    @Nullable
    Filter filter() {
        Filter ofSet = options.setName().filter().orElse(null);
        return Pushdown.both(
                Pushdown.both(
                        Pushdown.both(
                                Pushdown.both(pushdown.filter(), sample),
                                options.plan().filter()),
                        ofSet),
                also);
    }

    /** What becomes of records that have none of the bins. */
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
