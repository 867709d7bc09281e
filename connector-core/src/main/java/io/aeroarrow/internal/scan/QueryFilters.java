package io.aeroarrow.internal.scan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.BinProof;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.model.BinType;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.IndexQuery.OfBin;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records each pass of a scan asks for.
 *
 * @param first of the pass that reads bins, null for all
 * @param second of the pass for the records with none of the named bins, null if it is not needed
 */
record QueryFilters(@Nullable Filter first, @Nullable Filter second) {

    static QueryFilters of(ScanRequest request) {
        Filter asked = request.filter().orElse(null);
        if (!(request.bins() instanceof Named named) || isProven(request, named.names())) {
            return new QueryFilters(asked, null);
        }
        // A limit counts the records that are left out, unless a filter leaves them out first; a short answer would
        // then not mean that the partition is at its end.
        Filter first = request.maxRecords() > 0 ? and(asked, anyOf(named.names())) : asked;
        boolean keep = request.emptyRecords() == EmptyRecords.KEEP;
        return new QueryFilters(first, keep ? and(asked, noneOf(named.names())) : null);
    }

    /** Whether each record that is found has one of the bins. */
    private static boolean isProven(ScanRequest request, List<String> bins) {
        IndexQuery query = request.index().orElse(null);
        return (query != null && query.index() instanceof OfBin index && bins.contains(index.bin()))
                || request.filter()
                        .filter(filter -> BinProof.proves(filter, bins))
                        .isPresent();
    }

    private static Filter and(@Nullable Filter asked, Filter presence) {
        return asked == null ? presence : asked.and(presence);
    }

    private static Filter anyOf(List<String> bins) {
        return Filter.anyOf(bins.stream().<Filter>map(Filter.HasBin::new).toList());
    }

    private static Filter noneOf(List<String> bins) {
        return Filter.allOf(bins.stream()
                .<Filter>map(bin -> new Filter.HasType(bin, BinType.MISSING))
                .toList());
    }
}
