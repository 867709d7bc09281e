package io.aeroarrow.internal.scan;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.filter.BinProof;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.model.BinType;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.IndexQuery.OfBin;
import io.aeroarrow.query.IndexQuery.OfPath;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a scan's queries.
 *
 * @param first filters the query that reads bins; null for all records
 * @param absentBins whether the first query also returns the records with none of the named bins
 * @param second filters the query for the records with none of the named bins; null if that query is not needed
 */
record QueryFilters(
        @Nullable Filter first,
        boolean absentBins,
        @Nullable Filter second) {

    /**
     * @param expressions the values that servers compute, see {@link ExpressionRead#requireInScan}
     * @param servers the lowest version of all nodes
     */
    static QueryFilters of(ScanRequest request, List<ExpressionRead> expressions, ServerBuild servers) {
        return expressions.isEmpty() ? of(request, servers) : computing(request, expressions);
    }

    /** The servers evaluate operations: they answer absent bins and values by nulls. */
    private static QueryFilters computing(ScanRequest request, List<ExpressionRead> expressions) {
        if (request.bins() instanceof BinSelection.All) {
            throw new IllegalArgumentException("a scan of all bins cannot compute values; name the bins");
        }
        Stream<String> named = request.bins() instanceof Named selected ? selected.names().stream() : Stream.of();
        Stream<String> computed = expressions.stream().map(ExpressionRead::bin).filter(Objects::nonNull);
        List<String> bins = Stream.concat(named, computed).distinct().toList();
        Filter asked = request.filter().orElse(null);
        boolean keep = request.emptyRecords() == EmptyRecords.KEEP || bins.isEmpty() || isProven(request, bins);
        return new QueryFilters(keep ? asked : and(asked, anyOf(bins)), true, null);
    }

    private static QueryFilters of(ScanRequest request, ServerBuild servers) {
        Filter asked = request.filter().orElse(null);
        if (!(request.bins() instanceof Named named) || isProven(request, named.names())) {
            return new QueryFilters(asked, false, null);
        }
        boolean keep = request.emptyRecords() == EmptyRecords.KEEP;
        if (keep && servers.supports(ServerFeature.QUERY_OPERATIONS)) {
            return new QueryFilters(asked, true, null);
        }
        // Without the filter, the server counts records against the limit that it then leaves out. A short answer would
        // not mean that the partition is at its end.
        Filter first = request.maxRecords() > 0 ? and(asked, anyOf(named.names())) : asked;
        return new QueryFilters(first, false, keep ? and(asked, noneOf(named.names())) : null);
    }

    /** Whether every record found has at least one of the bins. */
    private static boolean isProven(ScanRequest request, List<String> bins) {
        return request.index()
                        .filter(query -> bins.contains(indexedBin(query.index())))
                        .isPresent()
                || request.filter()
                        .filter(filter -> BinProof.proves(filter, bins))
                        .isPresent();
    }

    /** The bin that every record of an index has; empty if unknown. */
    private static String indexedBin(IndexQuery.Index index) {
        if (index instanceof OfBin bin) {
            return bin.bin();
        }
        return index instanceof OfPath path ? path.value().bin() : "";
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
