package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the elements that equal one of several items. */
final class ItemSearch {
    private final int[] matches;
    private final List<IndexRange> ranges;

    private ItemSearch(int[] matches, List<IndexRange> ranges) {
        this.matches = matches;
        this.ranges = ranges;
    }

    /** Searches a container without an index. Of equal items only the last one is found. */
    static ItemSearch of(List<ByteSlice> elements, List<ByteSlice> items) {
        List<Integer> order = sorted(items);
        int[] counts = new int[items.size()];
        int[] matches = IntStream.range(0, elements.size())
                .filter(i -> count(elements.get(i), items, order, counts))
                .toArray();
        List<IndexRange> ranges = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            // One range for each element, as a real server builds the result.
            int start = less(elements, items.get(i));
            IntStream.range(start, start + counts[i]).forEach(at -> ranges.add(new IndexRange(at, 1)));
        }
        return new ItemSearch(matches, List.copyOf(ranges));
    }

    /** Searches a sorted container; each item is found. */
    static ItemSearch ofSorted(List<ByteSlice> elements, List<ByteSlice> items) {
        boolean[] matched = new boolean[elements.size()];
        List<IndexRange> ranges = new ArrayList<>();
        for (ByteSlice item : items) {
            int start = less(elements, item);
            int count = 0;
            while (start + count < elements.size() && compare(elements.get(start + count), item) == 0) {
                matched[start + count] = true;
                count++;
            }
            ranges.add(new IndexRange(start, count));
        }
        int[] matches =
                IntStream.range(0, matched.length).filter(i -> matched[i]).toArray();
        return new ItemSearch(matches, List.copyOf(ranges));
    }

    private static boolean count(ByteSlice element, List<ByteSlice> items, List<Integer> order, int[] counts) {
        for (int i = order.size() - 1; i >= 0; i--) {
            if (compare(element, items.get(order.get(i))) == 0) {
                counts[order.get(i)]++;
                return true;
            }
        }
        return false;
    }

    private static List<Integer> sorted(List<ByteSlice> items) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, items.size()).boxed().toList());
        StableSort.sort(order, (left, right) -> compare(items.get(left), items.get(right)));
        return Collections.unmodifiableList(order);
    }

    private static int less(List<ByteSlice> elements, ByteSlice item) {
        return (int) elements.stream().filter(each -> compare(each, item) < 0).count();
    }

    private static int compare(ByteSlice left, ByteSlice right) {
        return MsgpackOrder.COMPARATOR.compare(left, right);
    }

    /** The selected indexes: of the elements that match, or that do not. */
    int[] selected(boolean inverted, int size) {
        if (!inverted) {
            return matches;
        }
        boolean[] matched = new boolean[size];
        for (int match : matches) {
            matched[match] = true;
        }
        return IntStream.range(0, size).filter(i -> !matched[i]).toArray();
    }

    /** The ranks that were found, in the order of the items. */
    List<IndexRange> ranges() {
        return ranges;
    }
}
