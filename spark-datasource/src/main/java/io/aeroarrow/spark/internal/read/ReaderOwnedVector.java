package io.aeroarrow.spark.internal.read;

import org.apache.arrow.vector.ValueVector;
import org.apache.spark.sql.vectorized.ArrowColumnVector;

/** A vector that the reader refills and closes. Spark's attempts to close it between batches are ignored. */
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
