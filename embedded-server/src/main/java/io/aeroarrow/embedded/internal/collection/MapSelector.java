package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Selects entries of a map, for operations that read or remove them. */
final class MapSelector {
    private final MapContents map;
    private final MapResults results;
    private final int size;

    MapSelector(MapContents map) {
        this.map = map;
        this.results = new MapResults(map);
        this.size = map.size();
    }

    Selection byKey(ByteSlice key, ResultSpec spec) {
        spec.refuse(spec.isRankRange());
        int index = map.indexOf(key);
        boolean found = map.hasKeyAt(index, key);
        if (!map.ordered()) {
            spec.refuseInvertedSingle();
        }
        if (!found) {
            return Selection.nothing(Results.notFound(spec, -1));
        }
        return byIndex(new IndexRange.Requested(index, 1), spec);
    }

    /** The entries with keys from a start up to, but without, an end, or to the last if there is no end. */
    Selection byKeyInterval(ByteSlice start, @Nullable ByteSlice end, ResultSpec spec) {
        spec.refuse(spec.isRankRange());
        int from = map.indexOf(start);
        int count = Math.max(0, (end == null ? size : map.indexOf(end)) - from);
        if (map.ordered()) {
            return byIndex(new IndexRange.Requested(from, count), spec);
        }
        IndexRange range = new IndexRange(from, count);
        int[] indexes = spec.inverted() ? range.inverse(size) : range.indexes();
        BinValue result;
        if (spec.isElements()) {
            result = results.elements(indexes, spec);
        } else if (spec.isRank()) {
            result = results.ranks(indexes, spec);
        } else {
            result = Results.ofRange(spec, from, count, size);
        }
        return new Selection(indexes, result);
    }

    Selection byIndex(IndexRange.Requested requested, ResultSpec spec) {
        IndexRange range = requested.within(size, spec.multi());
        spec.refuse(spec.isRankRange());
        if (!spec.inverted()) {
            return byIndex(range, spec);
        }
        spec.refuseInvertedSingle();
        IndexRange inverted = IndexRange.inverted(range, size);
        return inverted == null ? around(range, spec) : byIndex(inverted, spec.notInverted());
    }

    private Selection byIndex(IndexRange range, ResultSpec spec) {
        if (range.count() == 0) {
            return Selection.nothing(Results.notFound(spec, range.start()));
        }
        if (range.count() == size) {
            return all(spec);
        }
        int[] indexes = range.indexes();
        BinValue result;
        if (spec.isElements()) {
            result = results.elements(indexes, spec);
        } else if (spec.isRank()) {
            result = results.ranks(indexes, spec);
        } else {
            result = Results.ofRange(spec, range.start(), range.count(), size);
        }
        return new Selection(indexes, result);
    }

    /** The entries in front of and behind a range. */
    private Selection around(IndexRange range, ResultSpec spec) {
        int[] indexes = range.inverse(size);
        BinValue result;
        if (spec.isElements()) {
            result = results.elements(indexes, spec);
        } else if (spec.isRank()) {
            result = results.ranks(indexes, spec);
        } else if (spec.type() == ResultSpec.EXISTS && map.ordered()) {
            // In an unordered map, a real server answers whether the range is empty.
            result = BinValue.of(indexes.length != 0);
        } else {
            result = Results.ofRange(spec, range.start(), range.count(), size);
        }
        return new Selection(indexes, result);
    }

    private Selection all(ResultSpec spec) {
        int[] indexes = new IndexRange(0, size).indexes();
        BinValue result = spec.isElements() ? results.elements(indexes, spec) : Results.ofRange(spec, 0, size, size);
        return new Selection(indexes, result);
    }

    Selection byValue(ByteSlice value, ResultSpec spec) {
        int first = map.indexOfValue(value);
        int[] single = first < 0 ? new int[0] : new int[] {first};
        return byValues(
                value,
                spec.multi() ? matching(each -> MsgpackOrder.COMPARATOR.compare(each, value) == 0) : single,
                spec);
    }

    Selection byValueInterval(ByteSlice start, @Nullable ByteSlice end, ResultSpec spec) {
        int[] indexes = matching(each -> MsgpackOrder.COMPARATOR.compare(each, start) >= 0
                && (end == null || MsgpackOrder.COMPARATOR.compare(each, end) < 0));
        return byValues(start, indexes, spec);
    }

    private Selection byValues(ByteSlice lowest, int[] matches, ResultSpec spec) {
        spec.refuse(spec.isIndexRange());
        spec.refuseInvertedSingle();
        if (size == 0) {
            return Selection.nothing(Results.notFound(spec, -1));
        }
        int rank = spec.isRank() || spec.isRankRange() ? map.rankOf(lowest) : 0;
        if (matches.length == 0) {
            return spec.inverted() ? all(spec.notInverted()) : Selection.nothing(Results.notFound(spec, rank));
        }
        int[] indexes = spec.inverted() ? others(matches) : matches;
        BinValue result;
        if (spec.isElements()) {
            result = results.elements(indexes, spec);
        } else if (spec.isIndex()) {
            result = Results.ofEach(spec, Arrays.stream(indexes), size);
        } else {
            result = Results.ofRange(spec, rank, matches.length, size);
        }
        return new Selection(indexes, result);
    }

    Selection byRank(IndexRange.Requested requested, ResultSpec spec) {
        IndexRange range = requested.within(size, spec.multi());
        spec.refuse(spec.isIndexRange());
        if (!spec.inverted()) {
            return byRank(range, spec);
        }
        spec.refuseInvertedSingle();
        IndexRange inverted = IndexRange.inverted(range, size);
        return inverted == null ? byRank(range, spec) : byRank(inverted, spec.notInverted());
    }

    private Selection byRank(IndexRange range, ResultSpec spec) {
        if (range.count() == 0) {
            return Selection.nothing(Results.notFound(spec, range.start()));
        }
        int[] ranked = ranked(range);
        int[] indexes = spec.inverted()
                ? others(ranked)
                : Arrays.stream(ranked).sorted().toArray();
        boolean byIndex = spec.inverted() || spec.type() == ResultSpec.ORDERED_MAP;
        BinValue result;
        if (spec.isElements()) {
            result = results.elements(byIndex ? indexes : ranked, spec);
        } else if (spec.isIndex()) {
            result = Results.ofEach(spec, Arrays.stream(byIndex ? indexes : ranked), size);
        } else {
            result = Results.ofRange(spec, range.start(), range.count(), size);
        }
        return new Selection(indexes, result);
    }

    private int[] ranked(IndexRange range) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        StableSort.sort(
                order,
                (left, right) ->
                        map.entries().get(left).compareRank(map.entries().get(right)));
        return order.subList(range.start(), range.end()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    Selection byRelativeIndex(ByteSlice key, IndexRange.Requested requested, ResultSpec spec) {
        return byIndex(requested.after(map.indexOf(key)), spec);
    }

    Selection byRelativeRank(ByteSlice value, IndexRange.Requested requested, ResultSpec spec) {
        return byRank(requested.after(map.rankOf(value)), spec);
    }

    Selection byKeys(List<ByteSlice> keys, ResultSpec spec) {
        if (keys.isEmpty()) {
            spec.refuse(spec.isRank() || spec.isIndexRange() || spec.isRankRange());
            return spec.inverted() ? all(spec.notInverted()) : Selection.nothing(notFoundOrNothing(spec));
        }
        List<ByteSlice> ownKeys =
                map.entries().stream().map(MapContents.Entry::key).toList();
        ItemSearch search = map.ordered() ? ItemSearch.ofSorted(ownKeys, keys) : ItemSearch.of(ownKeys, keys);
        int[] indexes = search.selected(spec.inverted(), size);
        BinValue result;
        if (spec.isIndex()) {
            result = indexesOf(search, indexes, spec);
        } else {
            spec.refuse(spec.isRank());
            result = results.ofSelected(indexes, spec);
        }
        return new Selection(indexes, result);
    }

    private BinValue indexesOf(ItemSearch search, int[] indexes, ResultSpec spec) {
        if (!spec.inverted()) {
            return Results.ofRanges(spec, search.ranges(), size);
        }
        return map.ordered()
                ? Results.ofEach(spec, Arrays.stream(indexes), size)
                : Results.outside(spec, search.ranges(), size);
    }

    Selection byValueItems(List<ByteSlice> items, ResultSpec spec) {
        if (items.isEmpty()) {
            spec.refuse(spec.isIndexRange() || spec.isRankRange());
            return spec.inverted() ? all(spec.notInverted()) : Selection.nothing(notFoundOrNothing(spec));
        }
        List<ByteSlice> values =
                map.entries().stream().map(MapContents.Entry::value).toList();
        // A map of one entry needs no index, so a real server searches it as if it had one.
        boolean sorted = size <= 1;
        ItemSearch search = sorted ? ItemSearch.ofSorted(values, items) : ItemSearch.of(values, items);
        int[] indexes = search.selected(spec.inverted(), size);
        BinValue result;
        if (spec.isRank()) {
            result = spec.inverted()
                    ? Results.outside(spec, search.ranges(), size)
                    : Results.ofRanges(spec, search.ranges(), size);
        } else if (spec.isIndex()) {
            result = sorted && !spec.inverted()
                    ? Results.ofRanges(spec, search.ranges(), size)
                    : Results.ofEach(spec, Arrays.stream(indexes), size);
        } else {
            result = results.ofSelected(indexes, spec);
        }
        return new Selection(indexes, result);
    }

    /** As a real server: an unknown return type is no error if no items are given. */
    private static @Nullable BinValue notFoundOrNothing(ResultSpec spec) {
        boolean known = spec.type() <= ResultSpec.EXISTS || spec.isMap();
        return known ? Results.notFound(spec, 0) : null;
    }

    private int[] matching(Predicate<ByteSlice> condition) {
        return IntStream.range(0, size)
                .filter(i -> condition.test(map.entries().get(i).value()))
                .toArray();
    }

    private int[] others(int[] indexes) {
        boolean[] taken = new boolean[size];
        for (int index : indexes) {
            taken[index] = true;
        }
        return IntStream.range(0, size).filter(i -> !taken[i]).toArray();
    }
}
