package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.flight.internal.stream.LookupPlan;
import io.aeroarrow.flight.internal.stream.ScanPlan;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How one table is read.
 *
 * @param filters what the servers test
 * @param keys the only keys to read; empty for all
 * @param index what a secondary index finds, or why the read is a scan
 * @param exact whether the read has no other rows than those that meet all conditions
 */
record TableRead(
        TableReference table, List<Filter> filters, Optional<List<Value>> keys, IndexPlan index, boolean exact) {

    static TableRead of(AeroArrowView aero, TableReference table, List<@Nullable PushedCondition> conditions) {
        List<Filter> filters = new ArrayList<>();
        List<Value> keys = null;
        boolean exact = true;
        for (PushedCondition condition : conditions) {
            if (condition == null) {
                exact = false;
                continue;
            }
            exact &= condition.exact();
            if (condition.filter() != null) {
                filters.add(condition.filter());
            }
            if (condition.keys() != null) {
                keys = keys == null ? condition.keys() : common(keys, condition.keys());
            }
        }
        IndexPlan index = keys == null ? index(aero, table, filters) : IndexPlan.scan("the keys are known");
        return new TableRead(table, List.copyOf(filters), Optional.ofNullable(keys), index, exact);
    }

    private static List<Value> common(List<Value> a, List<Value> b) {
        return a.stream().filter(b::contains).toList();
    }

    private static IndexPlan index(AeroArrowView aero, TableReference table, List<Filter> filters) {
        return filters.isEmpty()
                ? IndexPlan.scan("the servers test no condition")
                : aero.client().planIndex(table.namespace(), table.set(), Filter.allOf(filters), IndexUse.auto());
    }

    /**
     * Plans the read.
     *
     * @param threads the threads that decode
     * @param limit the most rows; 0 for all
     */
    StreamPlan plan(AeroArrowView aero, BufferAllocator allocator, Schema schema, int threads, long limit) {
        if (keys.isPresent()) {
            Lookup lookup = aero.batchRead(table.namespace(), table.set())
                    .schema(schema)
                    .onlyFound();
            for (Filter filter : filters) {
                lookup = lookup.where(filter);
            }
            return new LookupPlan(allocator, lookup, schema, keys.get());
        }
        Scan scan = index.selection()
                .map(selected -> aero.query(table.namespace(), table.set(), selected.query()))
                .orElseGet(() -> aero.scan(table.namespace(), table.set()).secondaryIndex(IndexUse.off()))
                .parallelism(threads);
        for (Filter filter : filters) {
            scan = scan.where(filter);
        }
        return ScanPlan.of(aero.client(), table.namespace(), scan, schema, limit);
    }

    /** Says for EXPLAIN how the table is read. */
    String describe(Schema schema) {
        StringBuilder text = new StringBuilder(table.namespace() + "." + table.set());
        text.append(keys.map(list -> ": lookup of " + list.size() + " keys")
                .orElseGet(() -> index.selection()
                        .map(selected -> ": query by index " + selected)
                        .orElse(": scan")));
        text.append("; columns ")
                .append(schema.getFields().stream().map(Field::getName).toList());
        text.append("; servers test ").append(filters);
        if (!filters.isEmpty() && keys.isEmpty() && index.selection().isEmpty()) {
            text.append("; index: ").append(index);
        }
        if (!exact) {
            text.append("; DuckDB tests the conditions again");
        }
        return text.toString();
    }
}
