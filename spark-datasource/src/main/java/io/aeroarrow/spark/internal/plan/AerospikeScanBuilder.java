package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.options.PartitionSample;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.NullIgnoringAggregates;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Collects Spark's push-downs and builds the scan. */
final class AerospikeScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownAggregates,
                SupportsPushDownLimit,
                SupportsPushDownTableSample {

    private final SourceOptions options;
    private final StructType readable;
    private StructType columns;
    private Pushdown pushdown = Pushdown.NO_PREDICATES;
    private int limit;
    private @Nullable Filter sample;
    private PartitionSet sampledPartitions = PartitionSet.all();
    private boolean nullsIgnored;

    /**
     * Creates a builder.
     *
     * @param columns the table's columns, read unless Spark prunes them
     * @param metadata columns of record metadata that are not declared columns
     */
    AerospikeScanBuilder(SourceOptions options, StructType columns, List<StructField> metadata) {
        this.options = options;
        this.columns = columns;
        this.readable = new StructType(Stream.concat(Arrays.stream(columns.fields()), metadata.stream())
                .toArray(StructField[]::new));
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> all = List.of(predicates);
        pushdown = Pushdown.of(
                options.decoded(readable),
                options.read().onMismatch(),
                options.set(),
                options.plan().keyBin(readable).orElse(null),
                all);
        return pushdown.residual().toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushdown.pushed().toArray(Predicate[]::new);
    }

    /** Limits each task; Spark limits the total. */
    @Override
    public boolean pushLimit(int rows) {
        if (!pushdown.isExact()) {
            return false;
        }
        limit = rows;
        return true;
    }

    @Override
    public boolean pushTableSample(double lower, double upper, boolean withReplacement, long seed) {
        if (withReplacement) {
            return false;
        }
        sample = DigestSample.of(lower, upper, seed);
        return true;
    }

    /** Samples whole partitions, which costs in proportion to the sample. See {@link SystemSampling}. */
    void samplePartitions(double lower, double upper, long seed) {
        sampledPartitions = PartitionSample.of(lower, upper, seed);
    }

    /** Returns true, so that Spark passes each aggregation unchanged, with averages and DISTINCT. */
    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return true;
    }

    /**
     * Pushes nothing down: servers do not aggregate. Spark calls this only if the aggregation alone consumes the rows, so rows
     * that it ignores need not be read.
     */
    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        nullsIgnored = NullIgnoringAggregates.only(aggregation);
        return false;
    }

    @Override
    public void pruneColumns(StructType required) {
        StructType whole = BeforeImage.whole(required, readable);
        columns = new StructType(
                Arrays.stream(whole.fields()).map(this::withMetadata).toArray(StructField[]::new));
    }

    /** Spark drops the metadata of a struct of which it prunes fields. */
    private StructField withMetadata(StructField column) {
        return Arrays.stream(readable.fields())
                .filter(known -> known.name().equals(column.name()))
                .findFirst()
                .map(known -> DataTypes.createStructField(
                        column.name(), column.dataType(), column.nullable(), known.metadata()))
                .orElse(column);
    }

    @Override
    public Scan build() {
        // Fails on the driver, before any task starts, if a column's type is not supported.
        SparkTypes.toArrow(BeforeImage.columnsToRead(columns));
        boolean showsKeys = List.of(columns.fieldNames()).contains(TableColumns.KEY);
        boolean byDigest = pushdown.keys() != null && pushdown.keys().digests();
        Pushdown planned = byDigest && showsKeys ? pushdown.withoutLookups(options.set()) : pushdown;
        return new AerospikeScan(new ReadPlan(
                options, readable, columns, planned.within(sampledPartitions), limit, sample, null, nullsIgnored));
    }
}
