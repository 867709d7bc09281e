package io.aeroarrow.spark.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.metric.ScanMetrics;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.pushdown.KeySet;
import io.aeroarrow.spark.pushdown.Pushdown;
import io.aeroarrow.spark.stream.UpdateStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A read of the columns that a query needs, cut into tasks. It is equal to another one that reads the same, so that Spark
 * can read once for both.
 */
public final class AerospikeScan implements Scan, Batch, SupportsReportStatistics, SupportsRuntimeV2Filtering {

    private final ReadPlan plan;
    /** Keys that Spark has found while the query runs; they are no part of the plan. */
    private Pushdown pushdown;

    private @Nullable IndexChoice index;
    private boolean indexChosen;
    private InputPartition @Nullable [] tasks;

    AerospikeScan(ReadPlan plan) {
        this.plan = plan;
        this.pushdown = plan.pushdown();
    }

    @Override
    public StructType readSchema() {
        return plan.columns();
    }

    @Override
    public String description() {
        return Descriptions.of(plan.with(pushdown), index());
    }

    /** The records of this scan for which a filter is true, besides. */
    private AerospikeScan where(Filter filter) {
        return new AerospikeScan(plan.where(filter));
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpoint) {
        return new UpdateStream(this::where, plan.options().stream());
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ScanMetrics.all();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public Statistics estimateStatistics() {
        return ReadStatistics.of(plan.with(pushdown), ClusterFacts.of(plan.options()));
    }

    /** Once for all, however often Spark plans. */
    @Override
    public synchronized InputPartition[] planInputPartitions() {
        if (tasks == null) {
            tasks = plan().toArray(InputPartition[]::new);
        }
        return tasks.clone();
    }

    private List<ReadTask> plan() {
        if (pushdown.nothing()) {
            return List.of();
        }
        SourceOptions options = plan.options();
        TaskPlanner planner =
                new TaskPlanner(options, SparkSession.active().sparkContext().defaultParallelism());
        KeySet keys = pushdown.keys();
        return keys == null ? planner.scans(pushdown.partitions(), ClusterFacts.of(options)) : planner.lookups(keys);
    }

    private synchronized @Nullable IndexChoice index() {
        if (!indexChosen) {
            SourceOptions options = plan.options();
            boolean asked = options.plan().pushDown() && pushdown.keys() == null && !pushdown.nothing();
            index = asked
                    ? IndexChoice.of(
                            options,
                            pushdown.filter(),
                            () -> ClusterFacts.of(options).indexes())
                    : null;
            indexChosen = true;
        }
        return index;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        IndexChoice chosen = pushdown.keys() == null ? index() : null;
        Filter filter = plan.with(pushdown).filter();
        return new ColumnarReaderFactory(new ReadSpec(
                plan.options(),
                plan.columns(),
                filter,
                chosen == null ? null : chosen.query(),
                plan.limit(),
                plan.emptyRecords(),
                pushdown.keys() == null ? Witness.of(plan, filter) : null));
    }

    /** The keys, as far as they are read: by the values of a join's other side, the records can be looked up. */
    @Override
    public NamedReference[] filterAttributes() {
        SourceOptions options = plan.options();
        boolean can = options.plan().pushDown()
                && !options.set().isEmpty()
                && options.plan().maxLookupKeys() > 0;
        return can
                ? Arrays.stream(plan.columns().fields())
                        .filter(Pushdown::isLookedUp)
                        .map(field -> Expressions.column(field.name()))
                        .toArray(NamedReference[]::new)
                : new NamedReference[0];
    }

    @Override
    public synchronized void filter(Predicate[] predicates) {
        List<Predicate> found = new ArrayList<>(List.of(predicates));
        Pushdown byKey = Pushdown.of(
                plan.columns(),
                plan.options().read().onMismatch(),
                plan.options().set(),
                found);
        KeySet keys = byKey.keys();
        if (keys == null || !isFew(keys)) {
            return;
        }
        // A scan would show the keys only where they are stored, and the outcome of a join must not depend on its plan.
        Filter stored = keys.digests() ? null : Filter.hasKey();
        pushdown = pushdown.withKeys(keys, plan.options().set(), stored);
        tasks = null;
        index = null;
        indexChosen = false;
    }

    private boolean isFew(KeySet keys) {
        return keys.size() <= plan.options().plan().maxLookupKeys()
                && keys.size()
                        <= Math.max(1_000, ClusterFacts.of(plan.options()).rows() / 4);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AerospikeScan scan && plan.equals(scan.plan);
    }

    @Override
    public int hashCode() {
        return plan.hashCode();
    }
}
