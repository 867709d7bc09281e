package io.aeroarrow.filter;

import io.aeroarrow.filter.Filter.And;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.filter.Filter.HasBin;
import io.aeroarrow.filter.Filter.HasType;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Matches;
import io.aeroarrow.filter.Filter.Not;
import io.aeroarrow.filter.Filter.Or;
import io.aeroarrow.filter.Filter.PathExists;
import io.aeroarrow.filter.Filter.PathHasType;
import io.aeroarrow.filter.Filter.StartsWith;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.model.BinType;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a filter excludes every record that has none of some bins. A test of a bin's value excludes them,
 * whether the test is true or false: without the bin it is unknown.
 */
public final class BinProof {

    private final Collection<String> bins;

    private BinProof(Collection<String> bins) {
        this.bins = bins;
    }

    /** Whether every record that passes the filter has at least one of the bins. */
    public static boolean proves(Filter filter, Collection<String> bins) {
        return new BinProof(bins).holds(filter, true);
    }

    /** Whether every record for which the filter is {@code outcome} has at least one of the bins. */
    private boolean holds(Filter filter, boolean outcome) {
        if (filter instanceof And and) {
            // True means that all are; false only that one of them is.
            return outcome ? any(and.filters(), true) : all(and.filters(), false);
        } else if (filter instanceof Or or) {
            return outcome ? all(or.filters(), true) : any(or.filters(), false);
        } else if (filter instanceof Not not) {
            return holds(not.filter(), !outcome);
        } else if (filter instanceof HasBin has) {
            return outcome && bins.contains(has.bin());
        } else if (filter instanceof HasType has) {
            return outcome != (has.type() == BinType.MISSING) && bins.contains(has.bin());
        }
        if (filter instanceof PathExists path) {
            return outcome && isOneOfThem(path.value());
        } else if (filter instanceof PathHasType path) {
            return outcome != (path.type() == BinType.MISSING) && isOneOfThem(path.value());
        }
        return isOneOfThem(tested(filter));
    }

    private boolean isOneOfThem(@Nullable Operand operand) {
        if (operand instanceof CollectionSize size) {
            return isOneOfThem(size.value());
        } else if (operand instanceof PathValue path) {
            return bins.contains(path.bin());
        }
        return operand instanceof BinValue bin && bins.contains(bin.name());
    }

    private boolean any(Collection<Filter> filters, boolean outcome) {
        return filters.stream().anyMatch(filter -> holds(filter, outcome));
    }

    private boolean all(Collection<Filter> filters, boolean outcome) {
        return filters.stream().allMatch(filter -> holds(filter, outcome));
    }

    private static @Nullable Operand tested(Filter filter) {
        if (filter instanceof Comparison comparison) {
            return comparison.operand();
        } else if (filter instanceof In in) {
            return in.operand();
        } else if (filter instanceof Filter.MayBeIn in) {
            return in.operand();
        } else if (filter instanceof Between between) {
            return between.operand();
        } else if (filter instanceof StartsWith startsWith) {
            return startsWith.operand();
        } else if (filter instanceof Matches matches) {
            return matches.operand();
        } else if (filter instanceof Contains contains) {
            return contains.list();
        } else if (filter instanceof ContainsKey contains) {
            return contains.map();
        }
        return null;
    }
}
