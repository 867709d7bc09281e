package io.aeroarrow.spark.internal.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code __before}: all columns of a table once more, as they were read. An update compares it with what it has
 * computed, and writes the bins that changed and no others.
 */
public final class BeforeImage {

    public static final String COLUMN = "__before";

    private BeforeImage() {}

    /** The column of a table's columns. */
    public static StructField column(StructType table) {
        return DataTypes.createStructField(COLUMN, table, false);
    }

    /** The columns to read for those that are wanted: those of a before-image are read once. */
    public static StructType columnsToRead(StructType wanted) {
        Map<String, StructField> read = new LinkedHashMap<>();
        StructType before = null;
        for (StructField column : wanted.fields()) {
            if (isBefore(column)) {
                before = (StructType) column.dataType();
            } else {
                read.put(column.name(), column);
            }
        }
        if (before == null) {
            return wanted;
        }
        Arrays.stream(before.fields()).forEach(column -> read.putIfAbsent(column.name(), column));
        return new StructType(read.values().toArray(StructField[]::new));
    }

    private static boolean isBefore(StructField column) {
        return column.name().equals(COLUMN) && column.dataType() instanceof StructType;
    }

    /**
     * The vectors of the wanted columns.
     *
     * @param read the vectors of {@link #columnsToRead}; they stay their reader's
     */
    public static ColumnVector[] vectors(StructType wanted, ColumnVector[] read) {
        Map<String, ColumnVector> byName = new LinkedHashMap<>();
        String[] names = columnsToRead(wanted).fieldNames();
        for (int i = 0; i < names.length; i++) {
            byName.put(names[i], read[i]);
        }
        return Arrays.stream(wanted.fields())
                .map(column -> isBefore(column) ? struct((StructType) column.dataType(), byName) : of(byName, column))
                .toArray(ColumnVector[]::new);
    }

    private static ColumnVector struct(StructType type, Map<String, ColumnVector> byName) {
        return new StructOfColumns(
                type,
                Arrays.stream(type.fields()).map(column -> of(byName, column)).toArray(ColumnVector[]::new));
    }

    private static ColumnVector of(Map<String, ColumnVector> byName, StructField column) {
        @Nullable ColumnVector vector = byName.get(column.name());
        if (vector == null) {
            throw new IllegalStateException("column '" + column.name() + "' was not read");
        }
        return vector;
    }
}
