package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.Validity;
import org.apache.arrow.vector.complex.StructVector;

/** What a struct's vector has besides its fields: which rows are null. */
public final class StructMemory {

    private final StructVector vector;
    private final Validity validity = new Validity();
    private int capacity;

    public StructMemory(StructVector vector) {
        this.vector = vector;
    }

    /** Starts anew with room for so many rows at least. */
    void startBatch(int rows) {
        if (validityCapacity() < rows || ColumnAppender.isShared(vector.getValidityBuffer())) {
            vector.clear();
            vector.setInitialCapacity(rows);
            vector.allocateNew();
        }
        validity.start(vector.getValidityBuffer());
        locate();
    }

    private int validityCapacity() {
        return (int) Math.min(Integer.MAX_VALUE, vector.getValidityBuffer().capacity() * Byte.SIZE);
    }

    void locate() {
        validity.locate(vector.getValidityBuffer());
        capacity = validityCapacity();
    }

    /** Makes room for so many rows; false if there is already. The memory of the fields becomes larger, too. */
    boolean grow(int rows) {
        if (rows <= capacity) {
            return false;
        }
        while (validityCapacity() < rows) {
            vector.reAlloc();
        }
        return true;
    }

    Validity validity() {
        return validity;
    }

    /** To be called once all fields are finished. */
    void finishBatch(int rows) {
        validity.finish(rows);
        vector.setValueCount(rows);
    }
}
