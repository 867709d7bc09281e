package io.aeroarrow.embedded.internal.collection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Merge sort. It accepts comparisons that are no total order, which {@code List.sort} may refuse: NaN equals all numbers. */
final class StableSort {
    private StableSort() {}

    static <T> void sort(List<T> list, Comparator<? super T> order) {
        if (list.size() < 2) {
            return;
        }
        int half = list.size() / 2;
        List<T> left = new ArrayList<>(list.subList(0, half));
        List<T> right = new ArrayList<>(list.subList(half, list.size()));
        sort(left, order);
        sort(right, order);
        int l = 0;
        int r = 0;
        for (int i = 0; i < list.size(); i++) {
            boolean takeLeft = r == right.size() || (l < left.size() && order.compare(left.get(l), right.get(r)) <= 0);
            list.set(i, takeLeft ? left.get(l++) : right.get(r++));
        }
    }
}
