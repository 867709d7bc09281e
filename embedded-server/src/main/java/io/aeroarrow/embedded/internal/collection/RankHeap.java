package io.aeroarrow.embedded.internal.collection;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Selects a range of ranks as a real server does: with a heap from the nearer end. This determines which of several equal elements are
 * selected, and the order of the selected elements.
 */
final class RankHeap {
    private final int[] heap;
    private final IntBinaryOperator comparison;
    private final int sign;
    private int filled;

    private RankHeap(int size, IntBinaryOperator comparison, boolean fromLowest) {
        this.heap = new int[size];
        this.comparison = comparison;
        this.sign = fromLowest ? -1 : 1;
        this.filled = size;
        Arrays.setAll(heap, i -> i);
    }

    /**
     * Returns the indexes of the elements with these ranks: from the highest rank to the lowest if the range is nearer to the lowest
     * rank, otherwise from the lowest to the highest.
     */
    static int[] select(int rank, int count, int size, IntBinaryOperator comparison) {
        int behind = size - rank - count;
        boolean fromLowest = rank <= behind;
        RankHeap heap = new RankHeap(size, comparison, fromLowest);
        heap.build();
        heap.moveToEnd(count + (fromLowest ? rank : behind));
        return Arrays.copyOfRange(heap.heap, heap.filled, heap.filled + count);
    }

    private void build() {
        for (int i = filled / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    private void moveToEnd(int count) {
        int end = filled - 1;
        for (int i = 0; i < count; i++) {
            int top = heap[0];
            filled--;
            heap[0] = heap[filled];
            siftDown(0);
            heap[end] = top;
            end--;
        }
    }

    private void siftDown(int start) {
        int index = start;
        while (2 * index + 1 < filled) {
            int child = 2 * index + 1;
            if (child + 1 < filled) {
                int order = comparison.applyAsInt(heap[child], heap[child + 1]);
                if (order != 0 && !isFirst(order)) {
                    child++;
                }
            }
            if (!isFirst(comparison.applyAsInt(heap[child], heap[index]))) {
                return;
            }
            int swapped = heap[index];
            heap[index] = heap[child];
            heap[child] = swapped;
            index = child;
        }
    }

    private boolean isFirst(int order) {
        return Integer.signum(order) == sign;
    }
}
