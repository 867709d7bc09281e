package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.flight.internal.stream.LookupPlan;
import io.aeroarrow.flight.internal.stream.ScanPlan;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.IndexQuery;
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
 * @param index what a secondary index finds; empty for a scan
 * @param exact whether the read has no other rows than those that meet all conditions
 */
record TableRead(
        TableReference table,
        List<Filter> filters,
        Optional<List<Value>> keys,
        Optional<IndexQuery> index,
        boolean exact) {

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
        Optional<IndexQuery> index = keys == null ? index(aero, table, filters) : Optional.empty();
        return new TableRead(table, List.copyOf(filters), Optional.ofNullable(keys), index, exact);
    }

    private static List<Value> common(List<Value> a, List<Value> b) {
        return a.stream().filter(b::contains).toList();
    }

    /** An index has all records whose bin has its type, and the conditions find no others. */
    private static Optional<IndexQuery> index(AeroArrowView aero, TableReference table, List<Filter> filters) {
        if (filters.isEmpty()) {
            return Optional.empty();
        }
        List<IndexStatus> indexes = aero.client().indexes(table.namespace()).stream()
                .filter(index -> index.set().equals(table.set()) && index.readable() && isOfValues(index))
                .toList();
        return filters.stream()
                .flatMap(filter -> indexes.stream().flatMap(index -> query(index, filter).stream()))
                .findFirst();
    }

    /** An index of list elements, map keys or map values has no record whose bin is a number or a text. */
    private static boolean isOfValues(IndexStatus index) {
        return index.collection() == IndexCollection.DEFAULT && !index.nested();
    }

    private static Optional<IndexQuery> query(IndexStatus status, Filter filter) {
        IndexQuery.Index index = IndexQuery.named(status.name());
        if (filter instanceof Filter.Comparison test
                && test.operator() == ComparisonOperator.EQUAL
                && test.operand() instanceof BinValue bin
                && bin.name().equals(status.bin())) {
            if (test.value() instanceof Value.IntegerValue number && status.type() == IndexType.NUMERIC) {
                return Optional.of(index.equalTo(number.value()));
            }
            if (test.value() instanceof Value.StringValue text && status.type() == IndexType.STRING) {
                return Optional.of(index.equalTo(text.value()));
            }
        }
        if (filter instanceof Filter.Between range
                && range.operand() instanceof BinValue bin
                && bin.name().equals(status.bin())
                && status.type() == IndexType.NUMERIC
                && range.low() instanceof Value.IntegerValue low
                && range.high() instanceof Value.IntegerValue high
                && low.value() <= high.value()) {
            return Optional.of(index.between(low.value(), high.value()));
        }
        return Optional.empty();
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
        Scan scan = index.map(query -> aero.query(table.namespace(), table.set(), query))
                .orElseGet(() -> aero.scan(table.namespace(), table.set()))
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
                .orElseGet(
                        () -> index.map(query -> ": query by " + query.index()).orElse(": scan")));
        text.append("; columns ")
                .append(schema.getFields().stream().map(Field::getName).toList());
        text.append("; servers test ").append(filters);
        if (!exact) {
            text.append("; DuckDB tests the conditions again");
        }
        return text.toString();
    }
}
