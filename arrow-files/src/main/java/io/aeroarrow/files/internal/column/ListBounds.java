package io.aeroarrow.files.internal.column;

import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The element ranges of a list or map vector.
 *
 * @param elements all elements; the entries of a map
 * @param start the index of the first element of a value
 * @param end the index after the last element of a value
 */
public record ListBounds(FieldVector elements, IntUnaryOperator start, IntUnaryOperator end) {

    public static boolean isList(ArrowType type) {
        return type instanceof ArrowType.List
                || type instanceof ArrowType.LargeList
                || type instanceof ArrowType.FixedSizeList
                || type instanceof ArrowType.Map;
    }

    public static ListBounds of(FieldVector vector) {
        if (vector instanceof ListVector list) {
            return new ListBounds(list.getDataVector(), list::getElementStartIndex, list::getElementEndIndex);
        }
        if (vector instanceof FixedSizeListVector list) {
            return new ListBounds(list.getDataVector(), list::getElementStartIndex, list::getElementEndIndex);
        }
        if (vector instanceof LargeListVector list) {
            return new ListBounds(
                    list.getDataVector(),
                    index -> Math.toIntExact(list.getElementStartIndex(index)),
                    index -> Math.toIntExact(list.getElementEndIndex(index)));
        }
        throw FieldVectors.unsupported(vector.getField());
    }
}
