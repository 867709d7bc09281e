package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.Validity;
import org.apache.arrow.vector.complex.StructVector;

/** The memory of a struct vector without its children: the validity buffer. */
public final class StructMemory {

    private final StructVector vector;
    private final Validity validity = new Validity();
    private int capacity;

    public StructMemory(StructVector vector) {
        this.vector = vector;
    }

    /** Starts a batch with room for at least {@code rows} rows. */
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

    /** Makes room for {@code rows} rows, in the child vectors too. Returns false if there is room already. */
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

    /** Ends the batch. Finish all fields first. */
    void finishBatch(int rows) {
        validity.finish(rows);
        vector.setValueCount(rows);
    }
}
