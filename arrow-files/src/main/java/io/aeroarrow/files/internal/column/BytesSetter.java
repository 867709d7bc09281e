package io.aeroarrow.files.internal.column;

import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;

/** Sets byte values of any variable-width, view or fixed-width binary vector. */
@FunctionalInterface
public interface BytesSetter {

    void set(int index, byte[] value);

    static BytesSetter of(FieldVector vector) {
        if (vector instanceof BaseVariableWidthVector variable) {
            return variable::setSafe;
        }
        if (vector instanceof BaseLargeVariableWidthVector large) {
            return large::setSafe;
        }
        if (vector instanceof BaseVariableWidthViewVector view) {
            return (index, value) -> {
                // setSafe does not grow the view buffer for an empty value at the end of the capacity.
                while (index >= view.getValueCapacity()) {
                    view.reAlloc();
                }
                view.setSafe(index, value);
            };
        }
        if (vector instanceof FixedSizeBinaryVector fixed) {
            return (index, value) -> {
                if (value.length != fixed.getByteWidth()) {
                    throw new IllegalArgumentException(
                            "the value has " + value.length + " bytes; the type needs " + fixed.getByteWidth());
                }
                fixed.setSafe(index, value);
            };
        }
        throw FieldVectors.unsupported(vector.getField());
    }
}
