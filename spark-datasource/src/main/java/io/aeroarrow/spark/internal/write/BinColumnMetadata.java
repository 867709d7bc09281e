package io.aeroarrow.spark.internal.write;

import io.aeroarrow.model.Bin;
import io.aeroarrow.spark.internal.options.WriteOption;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.runtime.DecimalColumns;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import io.aeroarrow.spark.internal.runtime.VariantColumns;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Columns of bins, whose metadata names the bin and its type. */
final class BinColumnMetadata {

    private BinColumnMetadata() {}

    /**
     * Returns a column with the metadata of its bin. Options win over the column's metadata, and these over the table's.
     *
     * @param table the known columns of the table
     * @throws IllegalArgumentException if the column is JSON text, or its bin's name is invalid
     */
    static StructField of(StructField column, StructType table, WriteOptions options) {
        if (isJson(column, table)) {
            throw new IllegalArgumentException("column '" + column.name()
                    + "' is JSON text of the bin's value and would replace it; leave the column out, or read it with"
                    + " the type of the value");
        }
        String known = TableColumns.bin(known(column, table), column.name());
        String bin = options.columnBins().getOrDefault(column.name(), TableColumns.bin(column.metadata(), known));
        Metadata metadata = TableColumns.metadata(validName(bin, column), type(column, table));
        StructField written = DataTypes.createStructField(column.name(), column.dataType(), true, metadata);
        return DecimalColumns.with(written, decimals(column, table, options));
    }

    private static String validName(String bin, StructField column) {
        try {
            return Bin.requireName(bin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "': " + e.getMessage()
                            + "; rename the column, or name its bin by option '" + WriteOption.COLUMN_BINS.key() + "'",
                    e);
        }
    }

    private static @Nullable String decimals(StructField column, StructType table, WriteOptions options) {
        if (options.decimals() != null) {
            return options.decimals().name();
        }
        String own = DecimalColumns.named(column.metadata());
        return own != null ? own : DecimalColumns.named(known(column, table));
    }

    /** Returns whether a column is JSON text of its bin's value, and must not be written to the bin. */
    static boolean isJson(StructField column, StructType table) {
        return TableColumns.isJsonType(type(column, table)) && !VariantColumns.is(column.dataType());
    }

    private static String type(StructField column, StructType table) {
        return TableColumns.type(column.metadata(), TableColumns.type(known(column, table), ""));
    }

    private static Metadata known(StructField column, StructType table) {
        return Arrays.asList(table.fieldNames()).contains(column.name())
                ? table.apply(column.name()).metadata()
                : Metadata.empty();
    }
}
