package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Not;
import io.aeroarrow.filter.Filter.PathExists;
import io.aeroarrow.filter.Filter.PathHasType;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Encodes tests of values in lists and maps where unknown has the effect of false. Then one count suffices: it need not
 * distinguish a value of another type from a value outside of the range. Measured on 8.1.0.3 for a field of a map, per record:
 * 0.5 us, and 0.7 us if the type is tested before.
 */
final class AssertedPaths {

    private static final int MAX_LIST = 8;

    private final PathEncoder paths;

    AssertedPaths(PathEncoder paths) {
        this.paths = paths;
    }

    /** Encodes a filter, or returns false if it is not a test of one path for one range or a short list of values. */
    boolean write(Filter filter) {
        if (filter instanceof Comparison test && test.operand() instanceof PathValue path) {
            return counts(path, ValueRange.of(test.operator(), test.value(), true));
        } else if (filter instanceof Not not
                && not.filter() instanceof Comparison test
                && test.operand() instanceof PathValue path) {
            return counts(path, ValueRange.of(test.operator(), test.value(), false));
        } else if (filter instanceof Between test && test.operand() instanceof PathValue path) {
            return counts(path, ValueRange.between(test.low(), test.high()));
        } else if (filter instanceof In in && in.operand() instanceof PathValue path) {
            return isShort(in) && counts(path, in);
        } else if (filter instanceof PathExists test) {
            return counts(test.value(), ValueRange.EXISTING);
        }
        return filter instanceof PathHasType test
                && test.type() != BinType.MISSING
                && counts(test.value(), ValueRange.of(test.type()));
    }

    private boolean counts(PathValue path, @Nullable ValueRange range) {
        if (range != null) {
            paths.counts(path, range);
        }
        return range != null;
    }

    private boolean counts(PathValue path, In in) {
        paths.counts(path, in.values().stream().distinct().toList());
        return true;
    }

    /** In the order of servers NaN equals every float. */
    private static boolean isShort(In in) {
        Value first = in.values().get(0);
        boolean comparable =
                first instanceof IntegerValue || first instanceof StringValue || first instanceof BlobValue;
        return comparable && in.values().size() <= MAX_LIST;
    }
}
