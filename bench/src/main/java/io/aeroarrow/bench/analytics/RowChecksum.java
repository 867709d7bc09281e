package io.aeroarrow.bench.analytics;

import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Counts the rows that a contestant reads and sums their ids; optionally sums hashes of all values. Thread-safe. */
final class RowChecksum {

    private final boolean allValues;
    private long rows;
    private long sum;
    private long checksum;

    private RowChecksum(boolean allValues) {
        this.allValues = allValues;
    }

    static RowChecksum counting() {
        return new RowChecksum(false);
    }

    static RowChecksum comparing() {
        return new RowChecksum(true);
    }

    /** Adds the rows of a batch. */
    synchronized void add(VectorSchemaRoot batch) {
        BigIntVector ids = (BigIntVector) batch.getVector("id");
        for (int i = 0; i < batch.getRowCount(); i++) {
            sum += ids.get(i);
        }
        rows += batch.getRowCount();
        if (allValues) {
            for (int i = 0; i < batch.getRowCount(); i++) {
                checksum += hash(batch, i);
            }
        }
    }

    /** Hashes the bins of a row, including nested values. Skips metadata columns, such as the result code. */
    private static long hash(VectorSchemaRoot batch, int row) {
        long hash = 1;
        List<FieldVector> columns = batch.getFieldVectors();
        for (FieldVector column : columns) {
            if (!column.getName().startsWith("__")) {
                hash = 31 * hash + (column.isNull(row) ? 0 : column.hashCode(row));
            }
        }
        return hash * 0x9e3779b97f4a7c15L;
    }

    void require(long wantedRows, long wantedSum) {
        if (rows != wantedRows || sum != wantedSum) {
            throw new IllegalStateException("read " + rows + " rows with a sum of " + sum + "; expected " + wantedRows
                    + " rows with " + wantedSum);
        }
    }

    /** Fails unless the other one has the same rows, in any order. */
    void requireSameAs(RowChecksum other, String contestant) {
        if (rows != other.rows || sum != other.sum || checksum != other.checksum) {
            throw new IllegalStateException(
                    contestant + " read other rows than AeroArrow: " + rows + " and " + other.rows + " rows, checksums "
                            + checksum + " and " + other.checksum + ". Nothing was measured.");
        }
    }
}
