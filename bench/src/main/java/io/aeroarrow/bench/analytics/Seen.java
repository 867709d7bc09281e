package io.aeroarrow.bench.analytics;

import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * What came, batch by batch, whoever brought it: counted and added up in each run, and with all its values where two
 * contenders are compared.
 */
final class Seen {

    private final boolean allValues;
    private long rows;
    private long sum;
    private long checksum;

    private Seen(boolean allValues) {
        this.allValues = allValues;
    }

    static Seen counting() {
        return new Seen(false);
    }

    static Seen comparing() {
        return new Seen(true);
    }

    /** Takes the rows of a batch; by several threads, each its own batch. */
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

    /** Of a row's bins, with all that is nested in them; batch reads add a column of result codes. */
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
            throw new IllegalStateException(
                    rows + " rows with a sum of " + sum + " came instead of " + wantedRows + " with " + wantedSum);
        }
    }

    /** Fails if another one has not seen the same rows, in whatever order. */
    void requireSameAs(Seen other, String who) {
        if (rows != other.rows || sum != other.sum || checksum != other.checksum) {
            throw new IllegalStateException(who + " brought other rows than AeroArrow: " + rows + " and " + other.rows
                    + " rows, checksums " + checksum + " and " + other.checksum + "; nothing was measured");
        }
    }
}
