package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.spark.internal.options.PlanSettings.IndexUse;
import io.aeroarrow.spark.internal.options.SourceOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secondary index chosen for a filter. The servers also test the filter itself, so the index query may find more records
 * than the filter, but not fewer.
 */
record IndexChoice(IndexStatus index, IndexQuery query) {

    /** Servers reject longer values in index queries, in bytes. */
    private static final int MAX_VALUE_BYTES = 2_047;

    /**
     * Chooses an index; null for none. An equality is preferred to a range.
     *
     * @throws IllegalArgumentException if option {@code secondaryIndex} names an index that does not exist
     */
    static @Nullable IndexChoice of(SourceOptions options, @Nullable Filter filter, Supplier<List<IndexStatus>> all) {
        IndexUse use = options.plan().index();
        if (filter == null || use instanceof IndexUse.Off) {
            return null;
        }
        List<IndexStatus> indexes = all.get().stream()
                .filter(index -> index.set().equals(options.set()) && !index.nested())
                .filter(index -> index.collection() == IndexCollection.DEFAULT)
                .toList();
        if (use instanceof IndexUse.Forced forced) {
            return indexes.stream()
                    .filter(index -> index.name().equals(forced.name()))
                    .findFirst()
                    .map(index -> choice(index, filter, true))
                    .orElseThrow(() -> new IllegalArgumentException("option 'secondaryIndex' is '" + forced.name()
                            + "'; '" + options.tableName() + "' has no such index on a bin's values. Its indexes are "
                            + indexes.stream().map(IndexStatus::name).sorted().toList()));
        }
        return indexes.stream()
                .filter(IndexStatus::readable)
                .map(index -> choice(index, filter, false))
                .filter(choice -> choice != null)
                .min((one, other) -> Boolean.compare(other.isPoint(), one.isPoint()))
                .orElse(null);
    }

    private boolean isPoint() {
        return !(query.predicate() instanceof IndexQuery.IntegerRange range) || range.low() == range.high();
    }

    private static @Nullable IndexChoice choice(IndexStatus index, Filter filter, boolean forced) {
        IndexQuery query = index.type() == IndexType.NUMERIC
                ? Bounds.of(index.bin(), filter).query(index.bin(), forced)
                : equality(index, filter);
        return query == null ? null : new IndexChoice(index, query);
    }

    private static @Nullable IndexQuery equality(IndexStatus index, Filter filter) {
        if (filter instanceof Filter.And and) {
            return and.filters().stream()
                    .map(part -> equality(index, part))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
        }
        if (!(filter instanceof Filter.Comparison comparison)
                || comparison.operator() != ComparisonOperator.EQUAL
                || !comparison.operand().equals(new BinValue(index.bin()))) {
            return null;
        }
        Value value = comparison.value();
        if (index.type() == IndexType.STRING
                && value instanceof Value.StringValue text
                && text.value().getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE_BYTES) {
            return IndexQuery.bin(index.bin()).equalTo(text.value());
        }
        return index.type() == IndexType.BLOB
                        && value instanceof Value.BlobValue blob
                        && blob.bytes().length <= MAX_VALUE_BYTES
                ? IndexQuery.bin(index.bin()).equalTo(blob.bytes())
                : null;
    }

    /** The range of integers outside of which a filter is false for a bin. */
    private record Bounds(long low, long high) {
        private static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

        static Bounds of(String bin, Filter filter) {
            if (filter instanceof Filter.And and) {
                return and.filters().stream().map(part -> of(bin, part)).reduce(NONE, Bounds::intersect);
            } else if (filter instanceof Filter.Between between
                    && between.operand().equals(new BinValue(bin))
                    && between.low() instanceof Value.IntegerValue low
                    && between.high() instanceof Value.IntegerValue high) {
                return new Bounds(low.value(), high.value());
            } else if (filter instanceof Filter.Comparison comparison
                    && comparison.operand().equals(new BinValue(bin))
                    && comparison.value() instanceof Value.IntegerValue value) {
                return of(comparison.operator(), value.value());
            }
            return NONE;
        }

        private static Bounds of(ComparisonOperator operator, long value) {
            return switch (operator) {
                case EQUAL -> new Bounds(value, value);
                case GREATER, GREATER_OR_EQUAL -> new Bounds(value, Long.MAX_VALUE);
                case LESS, LESS_OR_EQUAL -> new Bounds(Long.MIN_VALUE, value);
                case NOT_EQUAL -> NONE;
            };
        }

        private Bounds intersect(Bounds other) {
            return new Bounds(Math.max(low, other.low), Math.min(high, other.high));
        }

        /** Returns the index query; null without a closed range, as a scan reads most of a set faster. */
        @Nullable
        IndexQuery query(String bin, boolean forced) {
            boolean closed = low != Long.MIN_VALUE && high != Long.MAX_VALUE;
            boolean bounded = low != Long.MIN_VALUE || high != Long.MAX_VALUE;
            return low <= high && (closed || (forced && bounded))
                    ? IndexQuery.bin(bin).between(low, high)
                    : null;
        }
    }

    @Override
    public String toString() {
        return index.name() + " " + PlanDescription.of(query.predicate());
    }
}
