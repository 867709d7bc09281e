package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.model.Value.IntegerValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the conditions on one integer in a list or map to one range, so that servers look for the value once. Engines hand over
 * {@code BETWEEN} as two comparisons.
 */
final class IntegerRanges {

    private record Range(PathValue path, long low, long high) {
        Range intersect(Range other) {
            return new Range(path, Math.max(low, other.low), Math.min(high, other.high));
        }
    }

    private IntegerRanges() {}

    /** Returns conditions that are all true if and only if all the given ones are. */
    static List<Filter> joined(List<Filter> filters) {
        Map<PathValue, Range> ranges = new LinkedHashMap<>();
        Map<PathValue, Filter> single = new LinkedHashMap<>();
        List<Filter> joined = new ArrayList<>();
        for (Filter filter : filters) {
            Range range = range(filter);
            if (range == null) {
                joined.add(filter);
            } else if (ranges.containsKey(range.path())) {
                ranges.computeIfPresent(range.path(), (path, known) -> known.intersect(range));
                single.remove(range.path());
            } else {
                ranges.put(range.path(), range);
                single.put(range.path(), filter);
            }
        }
        ranges.forEach((path, range) -> joined.add(single.getOrDefault(path, path.between(range.low(), range.high()))));
        return joined;
    }

    private static @Nullable Range range(Filter filter) {
        if (filter instanceof Comparison test
                && test.operand() instanceof PathValue path
                && test.value() instanceof IntegerValue value) {
            return range(path, test, value.value());
        }
        return filter instanceof Between test
                        && test.operand() instanceof PathValue path
                        && test.low() instanceof IntegerValue low
                        && test.high() instanceof IntegerValue high
                ? new Range(path, low.value(), high.value())
                : null;
    }

    /** Returns the integers for which a comparison is true; null if they are not one range. */
    private static @Nullable Range range(PathValue path, Comparison test, long value) {
        return switch (test.operator()) {
            case EQUAL -> new Range(path, value, value);
            case NOT_EQUAL -> null;
            case GREATER -> value == Long.MAX_VALUE ? null : new Range(path, value + 1, Long.MAX_VALUE);
            case GREATER_OR_EQUAL -> new Range(path, value, Long.MAX_VALUE);
            case LESS -> value == Long.MIN_VALUE ? null : new Range(path, Long.MIN_VALUE, value - 1);
            case LESS_OR_EQUAL -> new Range(path, Long.MIN_VALUE, value);
        };
    }
}
