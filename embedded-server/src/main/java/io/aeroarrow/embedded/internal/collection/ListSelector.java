package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Selects elements of a list, for operations that read or remove them. */
final class ListSelector {
    private final ListContents list;
    private final int size;

    ListSelector(ListContents list) {
        this.list = list;
        this.size = list.size();
    }

    Selection byIndex(IndexRange.Requested requested, ResultSpec spec) {
        IndexRange range = requested.within(size, spec.multi());
        if (!spec.inverted()) {
            return byIndex(range, spec);
        }
        spec.refuseInvertedSingle();
        spec.refuse(spec.isIndexRange() || spec.isRankRange());
        IndexRange inverted = IndexRange.inverted(range, size);
        return inverted == null ? around(range, spec.notInverted()) : byIndex(inverted, spec.notInverted());
    }

    private Selection byIndex(IndexRange range, ResultSpec spec) {
        if (range.count() == 0) {
            return Selection.nothing(notFound(spec, range.start()));
        }
        return new Selection(range.indexes(), ofRange(range, spec));
    }

    private @Nullable BinValue ofRange(IndexRange range, ResultSpec spec) {
        return switch (spec.type()) {
            case ResultSpec.RANK, ResultSpec.REVERSE_RANK -> {
                if (range.count() == size || list.ordered()) {
                    // As a real server, which does not look at the elements if all are selected.
                    yield Results.ofPositions(spec, range.count() == size ? 0 : range.start(), range.count(), size);
                }
                yield Results.ofEach(spec, ranks(Arrays.stream(range.indexes())), size);
            }
            case ResultSpec.VALUE -> values(range.indexes(), spec);
            case ResultSpec.RANK_RANGE, ResultSpec.REVERSE_RANK_RANGE -> {
                spec.refuse(!list.ordered());
                yield Results.ofRange(spec, range.start(), range.count(), size);
            }
            default -> Results.ofRange(spec, range.start(), range.count(), size);
        };
    }

    /** The elements in front of and behind a range. */
    private Selection around(IndexRange range, ResultSpec spec) {
        int[] indexes = range.inverse(size);
        IntStream positions = IntStream.concat(
                Results.ascending(spec, 0, range.start(), size),
                Results.ascending(spec, range.end(), size - range.end(), size));
        BinValue result = switch (spec.type()) {
            case ResultSpec.NONE -> null;
            case ResultSpec.COUNT -> BinValue.of((long) indexes.length);
            case ResultSpec.EXISTS -> BinValue.of(indexes.length != 0);
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX -> Results.integers(positions);
            case ResultSpec.RANK, ResultSpec.REVERSE_RANK ->
                list.ordered()
                        ? Results.integers(positions)
                        : Results.ofEach(spec, ranks(Arrays.stream(indexes)), size);
            case ResultSpec.VALUE -> Results.list(list.pick(indexes));
            default -> throw spec.unsupported();
        };
        return new Selection(indexes, result);
    }

    Selection byValue(ByteSlice value, ResultSpec spec) {
        spec.refuseInvertedSingle();
        int rank = list.rankOf(value);
        int count = spec.multi() ? list.countOf(value) : Math.min(list.countOf(value), 1);
        if (list.ordered()) {
            return byOrderedRange(rank, count, spec);
        }
        int first = list.indexOf(value);
        int[] indexes = spec.multi()
                ? selected(element -> MsgpackOrder.COMPARATOR.compare(element, value) == 0, spec.inverted())
                : first < 0 ? new int[0] : new int[] {first};
        return new Selection(indexes, ofUnordered(indexes, rank, spec));
    }

    /** The elements from a start up to, but without, an end, or to the last if there is no end. */
    Selection byInterval(ByteSlice start, @Nullable ByteSlice end, ResultSpec spec) {
        spec.refuseInvertedSingle();
        int rank = list.rankOf(start);
        if (list.ordered()) {
            boolean empty = end != null && MsgpackOrder.COMPARATOR.compare(start, end) >= 0;
            int upTo = end == null ? size : list.rankOf(end);
            return byOrderedRange(rank, empty ? 0 : upTo - rank, spec);
        }
        int[] indexes = selected(
                element -> MsgpackOrder.COMPARATOR.compare(element, start) >= 0
                        && (end == null || MsgpackOrder.COMPARATOR.compare(element, end) < 0),
                spec.inverted());
        return new Selection(indexes, ofUnordered(indexes, rank, spec));
    }

    private Selection byOrderedRange(int rank, int count, ResultSpec spec) {
        if (count == 0 && !spec.multi()) {
            return Selection.nothing(notFound(spec, 0));
        }
        return byIndex(new IndexRange.Requested(rank, count), spec);
    }

    private int[] selected(Predicate<ByteSlice> condition, boolean inverted) {
        return IntStream.range(0, size)
                .filter(i -> condition.test(list.get(i)) != inverted)
                .toArray();
    }

    private @Nullable BinValue ofUnordered(int[] indexes, int rank, ResultSpec spec) {
        return switch (spec.type()) {
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX -> Results.ofEach(spec, Arrays.stream(indexes), size);
            case ResultSpec.VALUE -> values(indexes, spec);
            case ResultSpec.INDEX_RANGE, ResultSpec.REVERSE_INDEX_RANGE -> throw spec.unsupported();
            default -> Results.ofRange(spec, rank, spec.inverted() ? size - indexes.length : indexes.length, size);
        };
    }

    Selection byRank(IndexRange.Requested requested, ResultSpec spec) {
        spec.refuseInvertedSingle();
        if (list.ordered()) {
            return byIndex(requested, spec);
        }
        IndexRange range = requested.within(size, spec.multi());
        if ((spec.inverted() ? size - range.count() : range.count()) == 0) {
            return Selection.nothing(notFound(spec, range.start()));
        }
        int[] ranked = RankHeap.select(
                range.start(),
                range.count(),
                size,
                (left, right) -> MsgpackOrder.COMPARATOR.compare(list.get(left), list.get(right)));
        spec.refuse(spec.inverted() && spec.isRankRange());
        int[] indexes = spec.inverted()
                ? others(ranked)
                : Arrays.stream(ranked).sorted().toArray();
        BinValue result = switch (spec.type()) {
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX -> Results.ofEach(spec, Arrays.stream(indexes), size);
            case ResultSpec.VALUE -> values(spec.inverted() ? indexes : ranked, spec);
            case ResultSpec.INDEX_RANGE, ResultSpec.REVERSE_INDEX_RANGE -> throw spec.unsupported();
            default -> Results.ofRange(spec, range.start(), range.count(), size);
        };
        return new Selection(indexes, result);
    }

    private int[] others(int[] ranked) {
        boolean[] taken = new boolean[size];
        for (int index : ranked) {
            taken[index] = true;
        }
        return IntStream.range(0, size).filter(i -> !taken[i]).toArray();
    }

    Selection byRelativeRank(ByteSlice value, IndexRange.Requested requested, ResultSpec spec) {
        IndexRange.Requested absolute = requested.after(list.rankOf(value));
        return list.ordered() ? byIndex(absolute, spec) : byRank(absolute, spec);
    }

    Selection byItems(List<ByteSlice> items, ResultSpec spec) {
        spec.refuse(spec.isIndexRange() || spec.isRankRange());
        if (items.isEmpty()) {
            return spec.inverted()
                    ? byIndex(new IndexRange(0, size), spec.notInverted())
                    : Selection.nothing(notFound(spec, 0));
        }
        ItemSearch search =
                list.ordered() ? ItemSearch.ofSorted(list.elements(), items) : ItemSearch.of(list.elements(), items);
        int[] indexes = search.selected(spec.inverted(), size);
        return new Selection(indexes, ofItems(search, indexes, spec));
    }

    private @Nullable BinValue ofItems(ItemSearch search, int[] indexes, ResultSpec spec) {
        boolean byItem = list.ordered() && !spec.inverted();
        return switch (spec.type()) {
            case ResultSpec.NONE -> null;
            case ResultSpec.COUNT -> BinValue.of((long) indexes.length);
            case ResultSpec.EXISTS -> BinValue.of(indexes.length != 0);
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX ->
                byItem
                        ? Results.ofRanges(spec, search.ranges(), size)
                        : Results.ofEach(spec, Arrays.stream(indexes), size);
            case ResultSpec.RANK, ResultSpec.REVERSE_RANK -> {
                if (list.ordered() && spec.inverted()) {
                    yield Results.ofEach(spec, Arrays.stream(indexes), size);
                }
                yield spec.inverted()
                        ? Results.outside(spec, search.ranges(), size)
                        : Results.ofRanges(spec, search.ranges(), size);
            }
            case ResultSpec.VALUE ->
                Results.list(list.pick(
                        byItem
                                ? search.ranges().stream()
                                        .flatMapToInt(range -> Arrays.stream(range.indexes()))
                                        .toArray()
                                : indexes));
            default -> throw spec.unsupported();
        };
    }

    private @Nullable BinValue values(int[] indexes, ResultSpec spec) {
        if (spec.multi()) {
            return Results.list(list.pick(indexes));
        }
        return indexes.length == 0 ? null : BinValue.ofElement(list.get(indexes[0]));
    }

    private IntStream ranks(IntStream indexes) {
        return indexes.map(i -> list.rankOf(list.get(i)));
    }

    private static @Nullable BinValue notFound(ResultSpec spec, int index) {
        spec.refuse(spec.type() == ResultSpec.KEY || spec.isMap());
        return Results.notFound(spec, index);
    }
}
