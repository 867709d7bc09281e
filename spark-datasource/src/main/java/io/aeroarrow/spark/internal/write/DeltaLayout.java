package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.options.WriteOptions;
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
 * What the rows of a row-level operation are, made on the driver.
 *
 * @param rows the table's columns as Spark has computed them
 * @param bins the bin of each of them; empty for one that cannot be written, as it is JSON text of its bin
 * @param digest where a record's digest is among the columns of row ids
 * @param generation where its generation is among the columns of metadata
 * @param before where its columns as they were read are among the columns of metadata; -1 if nothing is updated
 * @param updates the vectors of updates, whose rows are digest, generation, columns and what is left alone
 * @param deletes the vectors of deletes, whose rows are digest and generation
 * @param inserts the vectors of new rows, null if they cannot be written
 * @param whyNoInserts why they cannot be written, empty if they can
 * @param key the column of the keys, empty if it is not known or no bin
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
        String whyNoInserts,
        String key)
        implements Serializable {

    private static final StructField DIGEST =
            DataTypes.createStructField(WriteLayout.DIGEST, DataTypes.BinaryType, false);
    private static final StructField GENERATION =
            DataTypes.createStructField(WriteLayout.GENERATION, DataTypes.IntegerType, true);
    private static final StructField UNTOUCHED = DataTypes.createStructField(
            WriteLayout.MISMATCH, DataTypes.createArrayType(DataTypes.StringType, false), false);

    static DeltaLayout of(Command command, StructType table, LogicalWriteInfo info, WriteOptions options) {
        StructType rows = info.schema();
        StructType ids = info.rowIdSchema().orElseThrow(() -> new IllegalArgumentException("there are no row ids"));
        StructType metadata = info.metadataSchema().orElse(new StructType());
        boolean updates = command != Command.DELETE;
        WriteLayout inserts = null;
        String whyNoInserts = "";
        if (command == Command.MERGE) {
            try {
                inserts = WriteLayout.of(rows, table, options);
            } catch (IllegalArgumentException e) {
                // It may insert nothing.
                whyNoInserts = String.valueOf(e.getMessage());
            }
        }
        List<String> bins = updates ? bins(rows, table, options) : List.of();
        return new DeltaLayout(
                command,
                rows,
                bins,
                ids.fieldIndex(WriteLayout.DIGEST),
                metadata.fieldIndex(WriteLayout.GENERATION),
                updates ? metadata.fieldIndex(BeforeImage.COLUMN) : -1,
                updates(rows, table, options, bins),
                WriteLayout.byDigest(List.of(DIGEST, GENERATION), List.of(0, 1)),
                inserts,
                whyNoInserts,
                options.keyAsBin() ? options.columns().key() : "");
    }

    private static List<String> bins(StructType rows, StructType table, WriteOptions options) {
        return Arrays.stream(rows.fields())
                .map(column -> WriteLayout.isJson(column, table)
                        ? ""
                        : WriteLayout.binName(WriteLayout.bin(column, table, options)))
                .toList();
    }

    private static WriteLayout updates(StructType rows, StructType table, WriteOptions options, List<String> bins) {
        List<StructField> columns = new ArrayList<>(List.of(DIGEST, GENERATION));
        List<Integer> ordinals = new ArrayList<>(List.of(0, 1));
        for (int i = 0; i < bins.size(); i++) {
            if (!bins.get(i).isEmpty()) {
                columns.add(WriteLayout.bin(rows.apply(i), table, options));
                ordinals.add(2 + i);
            }
        }
        columns.add(UNTOUCHED);
        ordinals.add(2 + bins.size());
        return WriteLayout.byDigest(columns, ordinals);
    }

    /** Whether rows are read that are written later, and must be the same if a task is run again. */
    boolean changesRows() {
        return command != Command.DELETE;
    }
}
