package io.aeroarrow.spark.internal.read;

import org.apache.arrow.vector.ValueVector;
import org.apache.spark.sql.vectorized.ArrowColumnVector;

/** A vector that its reader fills again and closes: Spark, which closes vectors between batches, must not. */
final class ReaderOwnedVector extends ArrowColumnVector {

    ReaderOwnedVector(ValueVector vector) {
        super(vector);
    }

    @Override
    public void close() {
        // The reader closes the vector.
    }

    @Override
    public void closeIfFreeable() {
        // The reader closes the vector.
    }
}
