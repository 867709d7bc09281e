package io.aeroarrow.spark.internal.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code __before}: a struct of all columns of a table, as they were read. A row-level update compares the struct
 * with the new row, and writes only the bins that changed.
 */
public final class BeforeImage {

    public static final String COLUMN = "__before";

    private BeforeImage() {}

    /** Returns the before-image column of a table. Spark replaces CHAR and VARCHAR in a table's columns, but not in metadata. */
    public static StructField column(StructType table) {
        return DataTypes.createStructField(COLUMN, CharVarcharUtils.replaceCharVarcharWithString(table), false);
    }

    /**
     * Returns the requested columns; with a before-image, which shares their vectors, as whole columns without pruned fields.
     *
     * @param readable all readable columns
     */
    public static StructType whole(StructType requested, StructType readable) {
        if (Arrays.stream(requested.fields()).noneMatch(BeforeImage::isBefore)) {
            return requested;
        }
        StructField image = readable.apply(COLUMN);
        return new StructType(Arrays.stream(requested.fields())
                .map(column -> isBefore(column) ? image : whole(column, (StructType) image.dataType()))
                .toArray(StructField[]::new));
    }

    private static StructField whole(StructField column, StructType image) {
        return Arrays.stream(image.fields())
                .filter(whole -> whole.name().equals(column.name()))
                .map(whole -> new StructField(column.name(), whole.dataType(), column.nullable(), column.metadata()))
                .findFirst()
                .orElse(column);
    }

    /** Returns the columns to read for the requested ones. A before-image shares the vectors of requested columns. */
    public static StructType columnsToRead(StructType requested) {
        Map<String, StructField> read = new LinkedHashMap<>();
        StructType before = null;
        for (StructField column : requested.fields()) {
            if (isBefore(column)) {
                before = (StructType) column.dataType();
            } else {
                read.put(column.name(), column);
            }
        }
        if (before == null) {
            return requested;
        }
        Arrays.stream(before.fields()).forEach(column -> read.putIfAbsent(column.name(), column));
        return new StructType(read.values().toArray(StructField[]::new));
    }

    private static boolean isBefore(StructField column) {
        return column.name().equals(COLUMN) && column.dataType() instanceof StructType;
    }

    /**
     * Returns the vectors of the requested columns.
     *
     * @param read the vectors of {@link #columnsToRead}, which the reader still owns
     */
    public static ColumnVector[] vectors(StructType requested, ColumnVector[] read) {
        Map<String, ColumnVector> byName = new LinkedHashMap<>();
        String[] names = columnsToRead(requested).fieldNames();
        for (int i = 0; i < names.length; i++) {
            byName.put(names[i], read[i]);
        }
        return Arrays.stream(requested.fields())
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
