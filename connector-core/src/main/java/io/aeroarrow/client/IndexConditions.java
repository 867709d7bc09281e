package io.aeroarrow.client;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.ExpressionValue;
import io.aeroarrow.internal.filter.IndexedOperand;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.IndexQuery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives the query of one index from a filter. It finds every record for which the filter is true: an index has the records
 * whose value has its type, and a comparison is true for those only. An index on elements serves only conditions on elements.
 */
final class IndexConditions {

    /** Servers reject longer values in index queries, in bytes. */
    private static final int MAX_VALUE_BYTES = 2_047;

    /** A range of integers replaces a query for each value if it has at most so many integers for each. */
    private static final long MOST_PER_VALUE = 2;

    /** With more values, a scan tests them all at once. */
    private static final int MAX_VALUES = 1_000;

    private final IndexStatus index;
    private final Operand indexed;
    private final Use use;

    /** What an index query may find. */
    enum Use {
        /** All records for which the filter is true. */
        ALL,
        /** As {@link #ALL}, but of conditions that are true for integers and floats, the integers only. */
        INTEGERS
    }

    private IndexConditions(IndexStatus index, Operand indexed, Use use) {
        this.index = index;
        this.indexed = indexed;
        this.use = use;
    }

    static Optional<IndexQuery> of(IndexStatus index, Filter filter, Use use) {
        return index.value().flatMap(indexed -> new IndexConditions(index, indexed, use).query(parts(filter)));
    }

    /** The conditions that must all be true. */
    private static List<Filter> parts(Filter filter) {
        return filter instanceof Filter.And and
                ? and.filters().stream().flatMap(part -> parts(part).stream()).toList()
                : List.of(filter);
    }

    private Optional<IndexQuery> query(List<Filter> conditions) {
        List<Filter> parts = use == Use.INTEGERS
                ? conditions.stream().map(Filter::ofIntegers).toList()
                : conditions;
        if (index.collection() != IndexCollection.DEFAULT) {
            return parts.stream()
                    .map(this::element)
                    .flatMap(value -> value == null ? Stream.of() : query(List.of(value), Range.ALL).stream())
                    .findFirst();
        }
        Range range = index.type() == IndexType.NUMERIC
                ? parts.stream().map(this::range).reduce(Range.ALL, Range::intersect)
                : Range.ALL;
        return parts.stream()
                .map(this::values)
                .flatMap(values -> values.isEmpty() ? Stream.of() : query(values, range).stream())
                .min(Comparator.comparingInt(query -> query.parts().size()))
                .or(() -> range.query(target()));
    }

    private IndexQuery.Index target() {
        return IndexQuery.of(indexed, index.collection());
    }

    private Range range(Filter part) {
        if (part instanceof Filter.Between between
                && between.low() instanceof Value.IntegerValue low
                && between.high() instanceof Value.IntegerValue high
                && isIndexed(between.operand(), low)) {
            return new Range(low.value(), high.value());
        } else if (part instanceof Filter.Comparison comparison
                && comparison.value() instanceof Value.IntegerValue value
                && isIndexed(comparison.operand(), value)) {
            return Range.of(comparison.operator(), value.value());
        }
        return Range.ALL;
    }

    /** The element that an entry must have; null if the part does not tell. */
    private @Nullable Value element(Filter part) {
        return switch (index.collection()) {
            case LIST ->
                part instanceof Filter.Contains contains && contains.list().equals(indexed) ? contains.value() : null;
            case MAP_KEYS ->
                part instanceof Filter.ContainsKey contains && contains.map().equals(indexed) ? contains.key() : null;
            case DEFAULT, MAP_VALUES -> null;
        };
    }

    /** The values of which an entry must have one; empty if the part does not tell. */
    private List<Value> values(Filter part) {
        if (part instanceof Filter.Comparison comparison
                && comparison.operator() == ComparisonOperator.EQUAL
                && isIndexed(comparison.operand(), comparison.value())) {
            return List.of(comparison.value());
        } else if (part instanceof Filter.In in
                && isIndexed(in.operand(), in.values().get(0))) {
            return in.values();
        } else if (part instanceof Filter.MayBeIn in
                && isIndexed(in.operand(), in.values().get(0))) {
            return in.values();
        } else if (part instanceof Filter.Or or) {
            List<List<Value>> each = or.filters().stream().map(this::values).toList();
            return each.stream().anyMatch(List::isEmpty)
                    ? List.of()
                    : each.stream().flatMap(List::stream).toList();
        }
        return List.of();
    }

    private boolean isIndexed(Operand operand, Value like) {
        return operand.equals(indexed)
                || (indexed instanceof ExpressionValue expression
                        && Arrays.equals(expression.bytes(), IndexedOperand.expression(operand, like)));
    }

    /** Queries values; empty if the index cannot find one of them. Many integers that are close together are a range. */
    private Optional<IndexQuery> query(List<Value> values, Range range) {
        if (!values.stream().allMatch(this::isFound)) {
            return Optional.empty();
        }
        List<Value> wanted = values.stream().filter(range::contains).distinct().toList();
        if (wanted.isEmpty() || wanted.size() > MAX_VALUES) {
            return dense(wanted);
        }
        return dense(wanted).or(() -> Optional.of(target().in(wanted)));
    }

    private Optional<IndexQuery> dense(List<Value> values) {
        if (index.type() != IndexType.NUMERIC || values.size() < 2) {
            return Optional.empty();
        }
        LongSummaryStatistics integers = values.stream()
                .mapToLong(value -> ((Value.IntegerValue) value).value())
                .summaryStatistics();
        long width = integers.getMax() - integers.getMin();
        return width >= 0 && width < MOST_PER_VALUE * values.size()
                ? Optional.of(target().between(integers.getMin(), integers.getMax()))
                : Optional.empty();
    }

    /** Whether the index has values of this type, and servers search for one of this length. */
    private boolean isFound(Value value) {
        if (value instanceof Value.StringValue text) {
            return index.type() == IndexType.STRING
                    && text.value().getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE_BYTES;
        } else if (value instanceof Value.BlobValue blob) {
            return index.type() == IndexType.BLOB && blob.bytes().length <= MAX_VALUE_BYTES;
        }
        return value instanceof Value.IntegerValue && index.type() == IndexType.NUMERIC;
    }

    /** The integers outside of which a filter is false. */
    private record Range(long low, long high) {
        private static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

        private static Range of(ComparisonOperator operator, long value) {
            return switch (operator) {
                case EQUAL -> new Range(value, value);
                case GREATER, GREATER_OR_EQUAL -> new Range(value, Long.MAX_VALUE);
                case LESS, LESS_OR_EQUAL -> new Range(Long.MIN_VALUE, value);
                case NOT_EQUAL -> ALL;
            };
        }

        /** Values of other types are in no range, and in the range of all. */
        private boolean contains(Value value) {
            return !(value instanceof Value.IntegerValue number) || (low <= number.value() && number.value() <= high);
        }

        private Range intersect(Range other) {
            return new Range(Math.max(low, other.low), Math.min(high, other.high));
        }

        private Optional<IndexQuery> query(IndexQuery.Index target) {
            boolean bounded = low != Long.MIN_VALUE || high != Long.MAX_VALUE;
            return low <= high && bounded ? Optional.of(target.between(low, high)) : Optional.empty();
        }
    }
}
