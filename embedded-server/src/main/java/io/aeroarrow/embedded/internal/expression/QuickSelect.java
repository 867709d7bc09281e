package io.aeroarrow.embedded.internal.expression;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Finds the element with a rank by partitions around the middle element, as a real server does for paths. This determines which of
 * several equal elements is found.
 */
final class QuickSelect {
    private final int[] order;
    private final IntBinaryOperator comparison;

    private QuickSelect(int size, IntBinaryOperator comparison) {
        this.order = new int[size];
        this.comparison = comparison;
        Arrays.setAll(order, i -> i);
    }

    /** Returns the index of the element with a rank. */
    static int index(int rank, int size, IntBinaryOperator comparison) {
        QuickSelect select = new QuickSelect(size, comparison);
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = select.partition(low, high);
            if (middle == rank) {
                return select.order[middle];
            } else if (middle < rank) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return select.order[low];
    }

    /** Moves smaller elements in front of the middle one and larger ones behind it; returns its place. */
    private int partition(int low, int high) {
        swap(low, low + (high - low) / 2);
        int pivot = order[low];
        int left = low + 1;
        int right = high;
        while (true) {
            while (left < right && comparison.applyAsInt(order[left], pivot) < 0) {
                left++;
            }
            while (left <= right && right != low && comparison.applyAsInt(pivot, order[right]) < 0) {
                right--;
            }
            if (left >= right) {
                swap(low, right);
                return right;
            }
            swap(left++, right--);
        }
    }

    private void swap(int first, int second) {
        int moved = order[first];
        order[first] = order[second];
        order[second] = moved;
    }
}
