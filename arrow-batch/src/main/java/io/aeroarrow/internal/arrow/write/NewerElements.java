package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.model.Value;
import java.util.function.IntFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of list views and of run-end encoded vectors. Only vectors of these types load this class: the oldest
 * supported Arrow has none of them.
 */
final class NewerElements {

    private NewerElements() {}

    /** Returns null if the vector is of another type. */
    static @Nullable IntFunction<Value> of(FieldVector vector, VectorValues values, NestedElements nested) {
        return switch (vector.getField().getType().getTypeID().name()) {
            case "ListView" -> {
                ListViewVector lists = (ListViewVector) vector;
                yield nested.list(lists.getDataVector(), lists::getElementStartIndex, lists::getElementEndIndex);
            }
            case "LargeListView" -> {
                LargeListViewVector lists = (LargeListViewVector) vector;
                ArrowBuf offsets = lists.getOffsetBuffer();
                ArrowBuf sizes = lists.getSizeBuffer();
                yield nested.list(
                        lists.getDataVector(),
                        row -> large(offsets, row),
                        row -> large(offsets, row) + large(sizes, row));
            }
            case "RunEndEncoded" -> {
                RunEndEncodedVector runs = (RunEndEncodedVector) vector;
                IntFunction<Value> elements = values.of(runs.getValuesVector());
                yield row -> elements.apply(runs.getPhysicalIndex(row));
            }
            default -> null;
        };
    }

    /** The check of the batch has found that it fits an int. */
    private static int large(ArrowBuf numbers, int row) {
        return (int) numbers.getLong((long) row * Long.BYTES);
    }
}
