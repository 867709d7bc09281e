package io.aeroarrow.client;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.query.IndexQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares indexes that serve the same filter, and a scan, by the number of records that they visit. */
final class IndexRanking {

    /**
     * What a further index query of a node costs, in records that a scan visits in the same time. One query takes about 3 ms on
     * 8.1.0.3 under load, while a scan tests 0.3 to 2 microseconds per record. See bench/reports/index-queries.md.
     */
    private static final long QUERY_COST = 10_000;

    private static final int SHOWN = 2;
    private static final Comparator<Ranked> BY_NAME = Comparator.comparing(Ranked::name);

    private final List<IndexSelection> candidates;
    private final Map<String, IndexStatistics> statistics;
    private final long visited;
    private final int nodes;

    /** A candidate, the estimated number of entries that it finds, -1 if unknown, and the entries of its index. */
    private record Ranked(IndexSelection candidate, long found, long entries, long cost) {

        boolean isEstimated() {
            return found >= 0;
        }

        String name() {
            return candidate.index().name();
        }

        int queries() {
            return candidate.query().parts().size();
        }

        boolean isRange() {
            return candidate.query().predicate() instanceof IndexQuery.IntegerRange range
                    && range.low() != range.high();
        }

        String size() {
            return String.format(Locale.ROOT, "about %,d", found);
        }
    }

    IndexRanking(List<IndexSelection> candidates, List<IndexStatistics> statistics, long visited, int nodes) {
        this.candidates = candidates;
        this.statistics =
                statistics.stream().collect(Collectors.toMap(IndexStatistics::name, Function.identity(), (a, b) -> a));
        this.visited = visited;
        this.nodes = nodes;
    }

    IndexPlan choose() {
        List<Ranked> complete = candidates.stream()
                .map(this::rank)
                .filter(IndexRanking::isComplete)
                .toList();
        if (complete.isEmpty()) {
            return IndexPlan.scan(
                    candidates.isEmpty()
                            ? "no index serves the filter"
                            : candidates.get(0).index().name() + " is not complete on all nodes");
        }
        List<Ranked> cheap = complete.stream().filter(this::isWorthwhile).toList();
        if (cheap.isEmpty()) {
            Ranked first = complete.get(0);
            return IndexPlan.scan(String.format(
                    Locale.ROOT,
                    "%s %s takes %,d queries; a scan of about %,d records is faster",
                    first.name(),
                    first.candidate().condition(),
                    first.queries(),
                    visited));
        }
        if (cheap.size() == 1) {
            return IndexPlan.of(single(cheap.get(0)));
        }
        return IndexPlan.of(cheap.stream().allMatch(Ranked::isEstimated) ? cheapest(cheap) : bestGuess(cheap));
    }

    private static boolean isComplete(Ranked ranked) {
        return ranked.entries() >= 0;
    }

    /** A single query is never slower than a scan, which is a query, too. */
    private boolean isWorthwhile(Ranked ranked) {
        return ranked.queries() == 1 || ranked.cost() <= visited;
    }

    private Ranked rank(IndexSelection candidate) {
        IndexStatistics known = statistics.get(candidate.index().name());
        long entries = known != null && known.complete() ? known.entries() : -1;
        long found = estimate(candidate.query(), known);
        long further = (long) (candidate.query().parts().size() - 1) * QUERY_COST * nodes;
        return new Ranked(candidate, found, entries, further + Math.max(0, found));
    }

    /** Returns the entries that a query finds; -1 if unknown. A range finds at most as many values as it has integers. */
    private static long estimate(IndexQuery query, @Nullable IndexStatistics known) {
        if (known == null || (known.entriesPerValue() == 0 && known.entries() > 0)) {
            return -1;
        }
        long values = query.parts().size();
        if (query.predicate() instanceof IndexQuery.IntegerRange range) {
            long more = range.high() - range.low();
            values = more < 0 || more == Long.MAX_VALUE ? Long.MAX_VALUE : more + 1;
        }
        boolean all = known.entriesPerValue() == 0 || values > known.entries() / known.entriesPerValue();
        return all ? known.entries() : values * known.entriesPerValue();
    }

    private static IndexSelection single(Ranked only) {
        return only.queries() == 1 ? only.candidate() : with(only, queries(only));
    }

    /** {@return the number of queries and entries, such as {@code 3 queries, about 120 entries}} */
    private static String queries(Ranked ranked) {
        String entries = ranked.isEstimated() ? ranked.size() + " entries" : "";
        String several = ranked.queries() == 1 ? "" : ranked.queries() + " queries";
        return several + (several.isEmpty() || entries.isEmpty() ? "" : ", ") + entries;
    }

    private static IndexSelection cheapest(List<Ranked> ranked) {
        List<Ranked> sorted = ranked.stream()
                .sorted(Comparator.comparingLong(Ranked::cost)
                        .thenComparing(Ranked::isRange)
                        .thenComparing(BY_NAME))
                .toList();
        String others = sorted.stream()
                .skip(1)
                .limit(SHOWN)
                .map(other -> other.name() + " " + other.size())
                .collect(Collectors.joining(", "));
        Ranked best = sorted.get(0);
        return with(best, queries(best) + "; " + others);
    }

    /** The servers have not counted the values of an index: an equality is better than a range, a small index than a large one. */
    private static IndexSelection bestGuess(List<Ranked> ranked) {
        List<Ranked> sorted = ranked.stream()
                .sorted(Comparator.comparing(Ranked::isRange)
                        .thenComparingInt(Ranked::queries)
                        .thenComparingLong(Ranked::entries)
                        .thenComparing(BY_NAME))
                .toList();
        Ranked best = sorted.get(0);
        Ranked second = sorted.get(1);
        String why;
        if (best.isRange() != second.isRange()) {
            why = "an equality; " + second.name() + " has a range";
        } else if (best.queries() != second.queries()) {
            why = best.queries() + " queries; " + second.name() + " takes " + second.queries();
        } else if (best.entries() != second.entries()) {
            why = String.format(
                    Locale.ROOT, "%,d entries; %s has %,d", best.entries(), second.name(), second.entries());
        } else {
            why = "the first of " + ranked.size() + " that the servers have not counted yet";
        }
        return with(best, why);
    }

    private static IndexSelection with(Ranked best, String reason) {
        return new IndexSelection(best.candidate().index(), best.candidate().query(), reason);
    }
}
