package io.aeroarrow.files.column;

import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Where the elements of a list or map start and end among all elements.
 *
 * @param elements all elements, of a map its entries
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
        throw Columns.notHere(vector.getField());
    }
}
