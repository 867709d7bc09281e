package io.aeroarrow.files.column;

import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;

/** Sets values that are bytes, whatever kind of vector holds them. */
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
                // Arrow's own growth forgets the view of an empty value at the end of what there is.
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
                            "it has " + value.length + " bytes, not " + fixed.getByteWidth());
                }
                fixed.setSafe(index, value);
            };
        }
        throw Columns.notHere(vector.getField());
    }
}
