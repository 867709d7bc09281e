package io.aeroarrow.flight.internal.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows of metadata, as Flight SQL defines their columns. */
public final class MetadataRows {

    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Adds a row: a String, Integer, Boolean, byte[] or null for each column; missing ones are null. */
    public void add(@Nullable Object... values) {
        rows.add(values);
    }

    /** Sets the values of a batch. */
    public void fill(VectorSchemaRoot root) {
        root.allocateNew();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).length; i++) {
                set(root.getVector(i), row, rows.get(row)[i]);
            }
        }
        root.setRowCount(rows.size());
    }

    private static void set(FieldVector column, int row, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (column instanceof VarCharVector texts) {
            texts.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (column instanceof VarBinaryVector blobs) {
            blobs.setSafe(row, (byte[]) value);
        } else if (column instanceof IntVector numbers) {
            numbers.setSafe(row, (Integer) value);
        } else if (column instanceof BitVector bits) {
            bits.setSafe(row, (Boolean) value ? 1 : 0);
        } else {
            throw new IllegalStateException("a column of metadata has type " + column.getField());
        }
    }
}
