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
import java.util.List;
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

    private final IndexStatus index;
    private final Operand indexed;

    private IndexConditions(IndexStatus index, Operand indexed) {
        this.index = index;
        this.indexed = indexed;
    }

    static Optional<IndexQuery> of(IndexStatus index, Filter filter, boolean openRanges) {
        return index.value().flatMap(indexed -> new IndexConditions(index, indexed).query(parts(filter), openRanges));
    }

    /** The conditions that must all be true. */
    private static List<Filter> parts(Filter filter) {
        return filter instanceof Filter.And and
                ? and.filters().stream().flatMap(part -> parts(part).stream()).toList()
                : List.of(filter);
    }

    private Optional<IndexQuery> query(List<Filter> parts, boolean openRanges) {
        if (index.collection() == IndexCollection.DEFAULT && index.type() == IndexType.NUMERIC) {
            return parts.stream()
                    .map(this::range)
                    .reduce(Range.ALL, Range::intersect)
                    .query(target(), openRanges);
        }
        return parts.stream()
                .map(this::equality)
                .flatMap(value -> value == null ? Stream.of() : query(value).stream())
                .findFirst();
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

    /** The value that an entry must have; null if the part does not tell. */
    private @Nullable Value equality(Filter part) {
        return switch (index.collection()) {
            case DEFAULT ->
                part instanceof Filter.Comparison comparison
                                && comparison.operator() == ComparisonOperator.EQUAL
                                && isIndexed(comparison.operand(), comparison.value())
                        ? comparison.value()
                        : null;
            case LIST ->
                part instanceof Filter.Contains contains && contains.list().equals(indexed) ? contains.value() : null;
            case MAP_KEYS ->
                part instanceof Filter.ContainsKey contains && contains.map().equals(indexed) ? contains.key() : null;
            case MAP_VALUES -> null;
        };
    }

    private boolean isIndexed(Operand operand, Value like) {
        return operand.equals(indexed)
                || (indexed instanceof ExpressionValue expression
                        && Arrays.equals(expression.bytes(), IndexedOperand.expression(operand, like)));
    }

    private Optional<IndexQuery> query(Value value) {
        if (value instanceof Value.IntegerValue number && index.type() == IndexType.NUMERIC) {
            return Optional.of(target().equalTo(number.value()));
        } else if (value instanceof Value.StringValue text
                && index.type() == IndexType.STRING
                && text.value().getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE_BYTES) {
            return Optional.of(target().equalTo(text.value()));
        } else if (value instanceof Value.BlobValue blob
                && index.type() == IndexType.BLOB
                && blob.bytes().length <= MAX_VALUE_BYTES) {
            return Optional.of(target().equalTo(blob.bytes()));
        }
        return Optional.empty();
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

        private Range intersect(Range other) {
            return new Range(Math.max(low, other.low), Math.min(high, other.high));
        }

        private Optional<IndexQuery> query(IndexQuery.Index target, boolean openRanges) {
            boolean closed = low != Long.MIN_VALUE && high != Long.MAX_VALUE;
            boolean bounded = low != Long.MIN_VALUE || high != Long.MAX_VALUE;
            return low <= high && (closed || (openRanges && bounded))
                    ? Optional.of(target.between(low, high))
                    : Optional.empty();
        }
    }
}
