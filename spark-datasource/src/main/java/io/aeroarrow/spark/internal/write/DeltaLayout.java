package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a row-level operation are written. Created on the driver.
 *
 * @param rows the table's columns, as Spark computes them
 * @param bins the bin of each column; empty for JSON text, which cannot be written
 * @param digest the position of the digest in the row id
 * @param generation the position of the generation in the metadata row
 * @param before the position of the before-image in the metadata row; -1 without updates
 * @param updates the layout of updates: digest, generation, columns, unchanged bins
 * @param deletes the layout of deletes: digest, generation
 * @param inserts the layout of new rows; null if they cannot be inserted
 * @param insertError why rows cannot be inserted; empty if they can, or if the command never inserts
 * @param key the key column; empty if unknown or not a bin
 */
record DeltaLayout(
        Command command,
        StructType rows,
        List<String> bins,
        int digest,
        int generation,
        int before,
        WriteLayout updates,
        WriteLayout deletes,
        @Nullable WriteLayout inserts,
        String insertError,
        String key)
        implements Serializable {

    private static final StructField DIGEST =
            DataTypes.createStructField(TableColumns.DIGEST, DataTypes.BinaryType, false);
    private static final StructField GENERATION =
            DataTypes.createStructField(TableColumns.GENERATION, DataTypes.IntegerType, true);
    private static final StructField UNCHANGED = DataTypes.createStructField(
            TableColumns.MISMATCH, DataTypes.createArrayType(DataTypes.StringType, false), false);

    static DeltaLayout of(Command command, StructType table, LogicalWriteInfo info, WriteOptions options) {
        StructType rows = info.schema();
        StructType ids = info.rowIdSchema()
                .orElseThrow(() -> new IllegalArgumentException("Spark passed no row ids for the operation"));
        StructType metadata = info.metadataSchema().orElse(new StructType());
        boolean updates = command != Command.DELETE;
        WriteLayout inserts = null;
        String insertError = "";
        if (command == Command.MERGE) {
            try {
                inserts = WriteLayout.of(rows, table, options);
            } catch (IllegalArgumentException e) {
                // A MERGE without inserted rows succeeds; the first insert fails.
                insertError = String.valueOf(e.getMessage());
            }
        }
        List<String> bins = updates ? bins(rows, table, options) : List.of();
        return new DeltaLayout(
                command,
                rows,
                bins,
                ids.fieldIndex(TableColumns.DIGEST),
                metadata.fieldIndex(TableColumns.GENERATION),
                updates ? metadata.fieldIndex(BeforeImage.COLUMN) : -1,
                updates(rows, table, options, bins),
                WriteLayout.byDigest(List.of(DIGEST, GENERATION), List.of(0, 1)),
                inserts,
                insertError,
                options.keyAsBin() ? options.columns().key() : "");
    }

    private static List<String> bins(StructType rows, StructType table, WriteOptions options) {
        return Arrays.stream(rows.fields())
                .map(column -> BinColumnMetadata.isJson(column, table)
                        ? ""
                        : TableColumns.bin(BinColumnMetadata.of(column, table, options)))
                .toList();
    }

    private static WriteLayout updates(StructType rows, StructType table, WriteOptions options, List<String> bins) {
        List<StructField> columns = new ArrayList<>(List.of(DIGEST, GENERATION));
        List<Integer> ordinals = new ArrayList<>(List.of(0, 1));
        for (int i = 0; i < bins.size(); i++) {
            if (!bins.get(i).isEmpty()) {
                columns.add(BinColumnMetadata.of(rows.apply(i), table, options));
                ordinals.add(2 + i);
            }
        }
        columns.add(UNCHANGED);
        ordinals.add(2 + bins.size());
        return WriteLayout.byDigest(columns, ordinals);
    }

    /** Returns whether the operation writes rows that it has read; a retried task must then get the same rows. */
    boolean writesRows() {
        return command != Command.DELETE;
    }
}
