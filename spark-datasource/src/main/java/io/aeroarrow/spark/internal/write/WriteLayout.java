package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How the columns of rows are written. Created on the driver, so that unsupported columns fail before a task starts.
 *
 * @param columns the columns of bins and the control columns, in the order of their vectors
 * @param ordinals the position of each column in a row
 * @param control the control columns
 * @param keyAsBin whether the key column is also a bin
 */
record WriteLayout(StructType columns, List<Integer> ordinals, ControlColumns control, boolean keyAsBin)
        implements Serializable {

    /**
     * Determines the layout of rows.
     *
     * @param table the known columns of the table, whose metadata may name types of bins
     * @throws IllegalArgumentException if there are no keys, or a column cannot be written
     */
    static WriteLayout of(StructType rows, StructType table, WriteOptions options) {
        ControlColumns control = ControlColumns.of(rows, options);
        boolean keyAsBin =
                options.keyAsBin() && !control.keysAreDigests() && !TableColumns.isMetadataColumn(control.key());
        List<StructField> columns = new ArrayList<>();
        List<Integer> ordinals = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            StructField column = rows.apply(i);
            boolean isControl = control.contains(column);
            boolean isKeyBin = keyAsBin && column.name().equals(control.key());
            if (!TableColumns.isMetadataColumn(column.name()) && (!isControl || isKeyBin)) {
                columns.add(BinColumnMetadata.of(column, table, options));
                ordinals.add(i);
            } else if (isControl) {
                columns.add(column);
                ordinals.add(i);
            }
        }
        StructType all = new StructType(columns.toArray(StructField[]::new));
        WriteLayout layout = new WriteLayout(all, List.copyOf(ordinals), control, keyAsBin);
        layout.requireWritable();
        return layout;
    }

    /** Returns the layout of rows with digest and generation, which are written only if the generation is unchanged. */
    static WriteLayout byDigest(List<StructField> columns, List<Integer> ordinals) {
        StructType all = new StructType(columns.toArray(StructField[]::new));
        ControlColumns control = new ControlColumns(TableColumns.DIGEST, true, TableColumns.GENERATION, null, null);
        return new WriteLayout(all, List.copyOf(ordinals), control, false);
    }

    private void requireWritable() {
        Map<String, String> columnOfBin = new HashMap<>();
        for (StructField column : columns.fields()) {
            if (TableColumns.namesBin(column)) {
                String bin = TableColumns.bin(column);
                String other = columnOfBin.put(bin, column.name());
                if (other != null) {
                    throw new IllegalArgumentException("columns '" + other + "' and '" + column.name()
                            + "' are both written to bin '" + bin + "'");
                }
            }
        }
        if (columnOfBin.isEmpty()) {
            throw new IllegalArgumentException(
                    "the rows have no column for a bin; the columns are " + Arrays.toString(columns.fieldNames()));
        }
        toArrow();
    }

    /** Returns the key column quoted for Spark's parser, as its name may contain dots. */
    String quotedKey() {
        return '`' + control.key().replace("`", "``") + '`';
    }

    /** Returns the schema of the vectors. */
    Schema toArrow() {
        return SparkTypes.toArrow(columns);
    }
}
