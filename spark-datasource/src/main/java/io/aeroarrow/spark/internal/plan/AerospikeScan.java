package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.client.IndexSelection;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.options.PlanSettings.LookupJoinUse;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import io.aeroarrow.spark.internal.read.ColumnarReaderFactory;
import io.aeroarrow.spark.internal.read.LookupSource;
import io.aeroarrow.spark.internal.read.ReadSpec;
import io.aeroarrow.spark.internal.read.ReadTask;
import io.aeroarrow.spark.internal.read.ScanMetrics;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import io.aeroarrow.spark.internal.stream.UpdateStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * A scan of a table with its pushed-down filters, limit and columns. Scans with equal plans are equal, so that Spark can reuse
 * one read for both.
 */
public final class AerospikeScan implements Scan, Batch, SupportsReportStatistics, SupportsRuntimeV2Filtering {

    private final ReadPlan plan;
    /** The plan's push-down, plus keys of runtime filters, which do not take part in {@link #equals}. */
    private Pushdown pushdown;

    private @Nullable IndexPlan index;
    private boolean indexChosen;
    private @Nullable TableStatistics table;
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
        return PlanDescription.of(plan.with(pushdown), index(), pushdown.keys() == null ? table() : null);
    }

    /** Returns this scan with an additional filter. */
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
        return DriverErrors.oneLine(() -> ReadStatistics.of(plan.with(pushdown), TableStatistics.of(plan.options())));
    }

    /** Plans once: Spark calls this several times. */
    @Override
    public synchronized InputPartition[] planInputPartitions() {
        if (tasks == null) {
            tasks = DriverErrors.oneLine(this::plan).toArray(InputPartition[]::new);
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
        if (keys != null) {
            return planner.lookups(keys, plan.with(pushdown).partitions());
        }
        TableStatistics table = TableStatistics.of(options);
        requireComputable(table.servers());
        return planner.scans(plan.with(pushdown).partitions(), table);
    }

    /** Fails before any task starts; a task would fail with the same error, and would be retried. */
    private void requireComputable(ClusterCapabilities all) {
        for (String column : plan.columns().fieldNames()) {
            MetadataColumn metadata = MetadataColumn.named(column);
            if (metadata != null && metadata.isComputed() && !all.supports(ServerFeature.QUERY_OPERATIONS)) {
                throw new IllegalArgumentException("column '" + column + "' needs server "
                        + ServerFeature.QUERY_OPERATIONS.since()
                        + " on all nodes; the lowest version in the cluster is "
                        + all.lowestBuild() + ". Upgrade the servers, or select the records by their __key.");
            }
        }
    }

    private synchronized @Nullable IndexPlan index() {
        if (!indexChosen) {
            SourceOptions options = plan.options();
            boolean useful = options.plan().pushDown() && pushdown.keys() == null && !pushdown.nothing();
            index = useful
                    ? DriverErrors.oneLine(
                            () -> IndexChoice.of(options, pushdown.filter(), () -> TableStatistics.of(options)))
                    : null;
            indexChosen = true;
        }
        return index;
    }

    private synchronized TableStatistics table() {
        TableStatistics known = table;
        if (known == null) {
            known = DriverErrors.oneLine(() -> TableStatistics.of(plan.options()));
            table = known;
        }
        return known;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        IndexPlan chosen = pushdown.keys() == null ? index() : null;
        Filter filter = plan.with(pushdown).filter();
        return new ColumnarReaderFactory(new ReadSpec(
                plan.options(),
                plan.columns(),
                filter,
                chosen == null
                        ? null
                        : chosen.selection().map(IndexSelection::query).orElse(null),
                plan.limit(),
                plan.emptyRecords(),
                pushdown.keys() == null ? ProvenColumn.of(plan, filter) : null));
    }

    /** Returns the key columns: for a runtime filter of a join, records are looked up by key. */
    @Override
    public NamedReference[] filterAttributes() {
        SourceOptions options = plan.options();
        boolean can = options.plan().pushDown()
                && !options.set().isEmpty()
                && options.plan().maxLookupKeys() > 0;
        return can
                ? Arrays.stream(plan.columns().fields())
                        .filter(column -> Pushdown.isKeyColumn(column, keyBin()))
                        .map(field -> Expressions.column(field.name()))
                        .toArray(NamedReference[]::new)
                : new NamedReference[0];
    }

    private @Nullable String keyBin() {
        return plan.options().plan().keyBin(plan.readable()).orElse(null);
    }

    @Override
    public synchronized void filter(Predicate[] predicates) {
        List<Predicate> runtimeFilters = new ArrayList<>(List.of(predicates));
        Pushdown byKey = Pushdown.of(
                plan.options().decoded(plan.columns()),
                plan.options().read().onMismatch(),
                plan.options().set(),
                keyBin(),
                runtimeFilters);
        KeySet keys = byKey.keys();
        // Lookups by digest do not return the stored keys.
        if (keys == null
                || (keys.digests() && plan.shows(TableColumns.KEY))
                || !LookupJoins.isWorthLookups(plan.options(), keys.size())) {
            return;
        }
        // A scan returns only stored keys. The result of a join must not depend on its plan.
        boolean byKeyColumn = runtimeFilters.stream()
                .flatMap(filter -> Arrays.stream(filter.references()))
                .anyMatch(reference -> TableColumns.KEY.equals(reference.fieldNames()[0]));
        Filter stored = byKeyColumn ? Filter.hasKey() : null;
        pushdown = pushdown.withKeys(keys, plan.options().set(), stored);
        tasks = null;
        index = null;
        indexChosen = false;
    }

    /** Returns whether the servers test all conditions of this scan, in scans of all partitions. */
    public boolean isExact() {
        Pushdown planned = plan.pushdown();
        return planned.isExact() && planned.keys() == null && plan.partitions().equals(PartitionSet.all());
    }

    /** Returns whether no record meets the conditions of this scan. */
    public boolean selectsNothing() {
        return plan.pushdown().nothing();
    }

    /** Returns the conditions of the query; empty if there are none. */
    public Optional<Filter> serverFilter() {
        return Optional.ofNullable(plan.pushdown().filter()).map(conditions -> plan.filter());
    }

    /**
     * Returns why a join cannot look up records by a column; null if it can.
     *
     * @param column the column that equals the keys
     */
    public @Nullable String lookupObstacle(String column) {
        return LookupJoins.obstacle(plan, keyBin(), column);
    }

    /** Returns the records for a join that looks them up by a column, with the same columns and filters as this scan. */
    public LookupSource lookups(String column) {
        return LookupJoins.of(plan, column);
    }

    /** Returns whether lookups of so many keys are expected to cost less than this scan. */
    public boolean isLookupCheaper(long keys) {
        IndexPlan chosen = index();
        return plan.options().plan().lookupJoin() == LookupJoinUse.AUTO
                && (chosen == null || chosen.selection().isEmpty())
                && LookupJoins.isWorthLookups(plan.options(), keys);
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
