package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Results that are counts, indexes and ranks. */
final class Results {
    private static final long NOT_FOUND = -1;

    private Results() {}

    static BinValue list(ByteSlice encoded) {
        return new BinValue(ParticleType.LIST, encoded);
    }

    static BinValue map(ByteSlice encoded) {
        return new BinValue(ParticleType.MAP, encoded);
    }

    static BinValue integers(LongStream values) {
        long[] all = values.toArray();
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        out.listHeader(all.length);
        Arrays.stream(all).forEach(out::signed);
        return list(ByteSlice.of(out.toByteArray()));
    }

    static BinValue integers(IntStream values) {
        return integers(values.asLongStream());
    }

    /** The result of an operation that selects nothing. */
    static @Nullable BinValue notFound(ResultSpec spec, long index) {
        return switch (spec.type()) {
            case ResultSpec.NONE -> null;
            case ResultSpec.INDEX_RANGE,
                    ResultSpec.REVERSE_INDEX_RANGE,
                    ResultSpec.RANK_RANGE,
                    ResultSpec.REVERSE_RANK_RANGE -> integers(LongStream.of(index, 0));
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX, ResultSpec.RANK, ResultSpec.REVERSE_RANK ->
                spec.multi() ? integers(LongStream.empty()) : BinValue.of(NOT_FOUND);
            case ResultSpec.COUNT -> BinValue.of(0L);
            case ResultSpec.EXISTS -> BinValue.of(false);
            case ResultSpec.KEY, ResultSpec.VALUE -> spec.multi() ? integers(LongStream.empty()) : null;
            case ResultSpec.KEY_VALUE, ResultSpec.UNORDERED_MAP, ResultSpec.ORDERED_MAP ->
                map(new MapContents(spec.mapFlags(), List.of()).encode());
            default -> throw spec.unsupported();
        };
    }

    /** Consecutive integers, counted from the end and still ascending if the spec is reverse. */
    static IntStream ascending(ResultSpec spec, int start, int count, int size) {
        int from = spec.isReverse() ? size - start - count : start;
        return IntStream.range(from, from + count);
    }

    /** The result for a range of indexes or ranks. */
    static @Nullable BinValue ofRange(ResultSpec spec, int start, int count, int size) {
        return switch (spec.type()) {
            case ResultSpec.REVERSE_INDEX_RANGE, ResultSpec.REVERSE_RANK_RANGE -> {
                spec.refuse(spec.inverted());
                yield integers(LongStream.of(size - start - count, count));
            }
            case ResultSpec.INDEX_RANGE, ResultSpec.RANK_RANGE -> {
                spec.refuse(spec.inverted());
                yield integers(LongStream.of(start, count));
            }
            default -> ofPositions(spec, start, count, size);
        };
    }

    /** The result for a range of indexes or ranks, without the results that are ranges. */
    static @Nullable BinValue ofPositions(ResultSpec spec, int start, int count, int size) {
        return switch (spec.type()) {
            case ResultSpec.NONE -> null;
            case ResultSpec.COUNT -> BinValue.of((long) (spec.inverted() ? size - count : count));
            case ResultSpec.EXISTS -> BinValue.of((count == 0) == spec.inverted());
            case ResultSpec.INDEX, ResultSpec.REVERSE_INDEX, ResultSpec.RANK, ResultSpec.REVERSE_RANK ->
                spec.multi() ? positions(spec, start, count, size) : position(spec, start, count, size);
            default -> throw spec.unsupported();
        };
    }

    private static BinValue position(ResultSpec spec, int start, int count, int size) {
        return BinValue.of(count == 0 ? NOT_FOUND : (long) reversed(spec, start, size));
    }

    private static BinValue positions(ResultSpec spec, int start, int count, int size) {
        if (!spec.inverted()) {
            return integers(ascending(spec, start, count, size));
        }
        int end = start + count;
        return integers(IntStream.concat(ascending(spec, 0, start, size), ascending(spec, end, size - end, size)));
    }

    static int reversed(ResultSpec spec, int position, int size) {
        return spec.isReverse() ? size - position - 1 : position;
    }

    /** The result for single positions: one integer or a list in the given order. */
    static BinValue ofEach(ResultSpec spec, IntStream positions, int size) {
        IntStream adjusted = positions.map(position -> reversed(spec, position, size));
        return spec.multi()
                ? integers(adjusted)
                : BinValue.of((long) adjusted.findFirst().orElse((int) NOT_FOUND));
    }

    /** The result for the ranges of several items, in the order of the items; an item that is named twice counts twice. */
    static BinValue ofRanges(ResultSpec spec, List<IndexRange> ranges, int size) {
        return integers(ranges.stream().flatMapToInt(range -> ascending(spec, range.start(), range.count(), size)));
    }

    /** The positions outside of all ranges. */
    static BinValue outside(ResultSpec spec, List<IndexRange> ranges, int size) {
        boolean[] inside = new boolean[size];
        ranges.forEach(range -> Arrays.fill(inside, range.start(), range.end(), true));
        IntStream all = IntStream.empty();
        int start = 0;
        for (int i = 0; i <= size; i++) {
            if (i == size || inside[i]) {
                all = IntStream.concat(all, ascending(spec, start, i - start, size));
                start = i + 1;
            }
        }
        return integers(all);
    }
}
