package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.operation.BinValue;
import org.jspecify.annotations.Nullable;

/** The elements that an operation selects, and what the operation returns. */
final class Selection {
    private final int[] indexes;
    private final @Nullable BinValue result;

    /**
     * @param indexes ascending indexes of the elements that a removal removes
     * @param result null for no result
     */
    Selection(int[] indexes, @Nullable BinValue result) {
        this.indexes = indexes;
        this.result = result;
    }

    static Selection nothing(@Nullable BinValue result) {
        return new Selection(new int[0], result);
    }

    int[] indexes() {
        return indexes;
    }

    @Nullable
    BinValue result() {
        return result;
    }
}
