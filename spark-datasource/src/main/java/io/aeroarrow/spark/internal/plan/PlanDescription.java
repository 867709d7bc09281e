package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.jspecify.annotations.Nullable;

/** Describes a read in Spark's query plans. */
final class PlanDescription {

    private PlanDescription() {}

    /**
     * Describes a read.
     *
     * @param table the table of a scan; null for lookups
     */
    static String of(ReadPlan plan, @Nullable IndexPlan index, @Nullable TableStatistics table) {
        List<String> parts = new ArrayList<>();
        parts.add("aerospike " + plan.options().tableName() + " ["
                + String.join(", ", plan.columns().fieldNames()) + "]");
        if (plan.pushdown().nothing()) {
            parts.add("nothing can match");
        }
        if (plan.pushdown().keys() != null) {
            parts.add("lookup of " + plan.pushdown().keys());
        }
        if (!plan.pushdown().pushed().isEmpty()) {
            parts.add("pushed: " + plan.pushdown().pushed());
        }
        List<Predicate> residual =
                plan.pushdown().residual().stream().filter(Pushdown::isShowable).toList();
        if (!residual.isEmpty()) {
            parts.add("tested again by Spark: " + residual);
        }
        if (index != null) {
            parts.add("index: " + index);
        }
        if (plan.nullsIgnored() && plan.pushdown().keys() == null) {
            parts.add("records without any of these bins are left out: the aggregate ignores nulls");
        }
        if (plan.limit() > 0) {
            parts.add("limit: " + plan.limit() + " a task");
        }
        if (plan.sample() != null) {
            parts.add("sampled by digest");
        }
        int partitions = plan.partitions().size();
        if (partitions < PartitionSet.PARTITIONS) {
            parts.add(partitions + " of " + PartitionSet.PARTITIONS + " Aerospike partitions");
        }
        if (table != null) {
            String hint = index == null || index.selection().isEmpty() ? table.hint() : null;
            if (hint != null) {
                parts.add(hint);
            }
            parts.add("servers: " + table.servers());
        }
        return String.join("; ", parts);
    }
}
