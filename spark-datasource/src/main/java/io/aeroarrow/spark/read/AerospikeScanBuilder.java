package io.aeroarrow.spark.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.pushdown.IgnoredNulls;
import io.aeroarrow.spark.pushdown.Pushdown;
import io.aeroarrow.spark.rowlevel.BeforeImage;
import io.aeroarrow.spark.type.SparkTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTableSample;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Takes from Spark what it needs of a table, and makes the scan. */
public final class AerospikeScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownAggregates,
                SupportsPushDownLimit,
                SupportsPushDownTableSample {

    private final SourceOptions options;
    private final StructType readable;
    private StructType columns;
    private Pushdown pushdown = Pushdown.NOTHING_ASKED;
    private int limit;
    private @Nullable Filter sample;
    private boolean nullsIgnored;

    /**
     * @param columns what is read unless Spark needs less
     * @param metadata what else can be read: record metadata that is no declared column
     */
    public AerospikeScanBuilder(SourceOptions options, StructType columns, List<StructField> metadata) {
        this.options = options;
        this.columns = columns;
        this.readable = new StructType(Stream.concat(Arrays.stream(columns.fields()), metadata.stream())
                .toArray(StructField[]::new));
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> all = List.of(predicates);
        pushdown = options.plan().pushDown()
                ? Pushdown.of(readable, options.read().onMismatch(), options.set(), all)
                : Pushdown.none(all);
        return pushdown.residual().toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushdown.pushed().toArray(Predicate[]::new);
    }

    /** Each task stops there, and Spark cuts what they have together. */
    @Override
    public boolean pushLimit(int rows) {
        if (!options.plan().pushDown() || !pushdown.isExact()) {
            return false;
        }
        limit = rows;
        return true;
    }

    @Override
    public boolean pushTableSample(double lower, double upper, boolean withReplacement, long seed) {
        if (!options.plan().pushDown() || withReplacement) {
            return false;
        }
        sample = DigestSample.of(lower, upper, seed);
        return true;
    }

    /** To be told of each aggregation as it stands: Spark would take averages apart, and keep DISTINCT to itself. */
    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return true;
    }

    /**
     * Servers aggregate nothing. But Spark asks only where the aggregation is all that sees the rows, so that those it
     * ignores need not be read.
     */
    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        nullsIgnored = options.plan().pushDown() && IgnoredNulls.by(aggregation);
        return false;
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = required;
    }

    @Override
    public Scan build() {
        // On the driver, so that a column of a type that is not decoded fails before any task starts.
        SparkTypes.toArrow(BeforeImage.columnsToRead(columns));
        return new AerospikeScan(new ReadPlan(options, readable, columns, pushdown, limit, sample, null, nullsIgnored));
    }
}
