package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.PartitionOfKey;
import io.aeroarrow.spark.internal.options.WriteOptions.Distribution;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Saves the rows of a whole Dataset, in each of the modes that Spark has, two of which it does not have for sources that take rows
 * one by one.
 *
 * @param options what the user gave, for the write that is to follow
 * @param sink the provider of the table that takes the rows then
 */
public record DatasetSaver(WriteTarget target, Map<String, String> options, String sink) {

    public DatasetSaver {
        options = Map.copyOf(options);
    }

    /**
     * Writes, unless the mode leaves a set alone that holds records.
     *
     * @throws RecordsExistException if the mode wants none to be there
     */
    public void save(Dataset<Row> rows, SaveMode mode) {
        switch (mode) {
            case Append, Overwrite -> write(rows, mode);
            case ErrorIfExists -> {
                if (new ExistingRecords(target).any()) {
                    throw new RecordsExistException(target.name());
                }
                write(rows, SaveMode.Append);
            }
            case Ignore -> {
                if (!new ExistingRecords(target).any()) {
                    write(rows, SaveMode.Append);
                }
            }
        }
    }

    private void write(Dataset<Row> rows, SaveMode mode) {
        distributed(rows).write().format(sink).options(options).mode(mode).save();
    }

    /** Only tables of a catalog can ask Spark for a distribution by a function; here it is asked for beforehand. */
    private Dataset<Row> distributed(Dataset<Row> rows) {
        if (target.options().distribution() != Distribution.PARTITION) {
            return rows;
        }
        WriteLayout layout = WriteLayout.of(rows.schema(), new StructType(), target.options());
        PartitionOfKey partition = new PartitionOfKey(target.set(), layout.keysAreDigests());
        return rows.repartition(
                functions.udf(partition, DataTypes.IntegerType).apply(functions.col(layout.quotedKey())));
    }
}
