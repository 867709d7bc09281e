package io.aeroarrow.client;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.query.IndexQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares indexes that serve the same filter by the number of records that they find. */
final class IndexRanking {

    private static final int SHOWN = 2;

    private final List<IndexSelection> candidates;
    private final Map<String, IndexStatistics> statistics;

    /** A candidate and the estimated number of its entries; -1 if unknown. */
    private record Ranked(IndexSelection candidate, long found, long entries, boolean point) {
        boolean isEstimated() {
            return found >= 0;
        }

        String name() {
            return candidate.index().name();
        }

        String size() {
            return String.format(Locale.ROOT, "about %,d", found);
        }
    }

    IndexRanking(List<IndexSelection> candidates, List<IndexStatistics> statistics) {
        this.candidates = candidates;
        this.statistics =
                statistics.stream().collect(Collectors.toMap(IndexStatistics::name, Function.identity(), (a, b) -> a));
    }

    IndexSelection best() {
        List<Ranked> ranked = candidates.stream().map(this::rank).toList();
        return ranked.stream().allMatch(Ranked::isEstimated) ? fewestFound(ranked) : bestGuess(ranked);
    }

    private Ranked rank(IndexSelection candidate) {
        IndexStatistics known = statistics.get(candidate.index().name());
        boolean point = !(candidate.query().predicate() instanceof IndexQuery.IntegerRange range)
                || range.low() == range.high();
        return new Ranked(
                candidate,
                estimate(candidate.query(), known).orElse(-1),
                known == null ? Long.MAX_VALUE : known.entries(),
                point);
    }

    /** A range finds at most as many values as it has integers. */
    private static OptionalLong estimate(IndexQuery query, @Nullable IndexStatistics known) {
        if (known == null || (known.entriesPerValue() == 0 && known.entries() > 0)) {
            return OptionalLong.empty();
        }
        long values = 1;
        if (query.predicate() instanceof IndexQuery.IntegerRange range) {
            long more = range.high() - range.low();
            values = more < 0 || more == Long.MAX_VALUE ? Long.MAX_VALUE : more + 1;
        }
        boolean all = known.entriesPerValue() == 0 || values > known.entries() / known.entriesPerValue();
        return OptionalLong.of(all ? known.entries() : values * known.entriesPerValue());
    }

    private static IndexSelection fewestFound(List<Ranked> ranked) {
        List<Ranked> sorted = ranked.stream()
                .sorted(Comparator.comparingLong(Ranked::found)
                        .thenComparing(Ranked::point, Comparator.reverseOrder())
                        .thenComparing(Ranked::name))
                .toList();
        String others = sorted.stream()
                .skip(1)
                .limit(SHOWN)
                .map(other -> other.name() + " " + other.size())
                .collect(Collectors.joining(", "));
        Ranked best = sorted.get(0);
        return with(best, best.size() + " entries; " + others);
    }

    /** The servers have not counted the values of an index: an equality is better than a range, a small index than a large one. */
    private static IndexSelection bestGuess(List<Ranked> ranked) {
        List<Ranked> sorted = ranked.stream()
                .sorted(Comparator.comparing(Ranked::point, Comparator.reverseOrder())
                        .thenComparingLong(Ranked::entries)
                        .thenComparing(Ranked::name))
                .toList();
        Ranked best = sorted.get(0);
        Ranked second = sorted.get(1);
        String why;
        if (best.point() != second.point()) {
            why = "an equality; " + second.name() + " has a range";
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
