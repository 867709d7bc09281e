package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.options.WriteOptions.Distribution;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.PartitionOfKey;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Saves whole Datasets in all save modes. Spark supports only two of them for sources that take rows one by one.
 *
 * @param options the user's options, passed on to the sink
 * @param sink the class name of the table provider that takes the rows
 */
public record DatasetSaver(WriteTarget target, Map<String, String> options, String sink) {

    public DatasetSaver {
        options = Map.copyOf(options);
    }

    /**
     * Saves a Dataset.
     *
     * @throws IllegalArgumentException if the options name no set or no namespace of the cluster, or if the cluster or a row
     *     fails; the message is the first error
     * @throws RecordsExistException if the mode is {@code ErrorIfExists} and the set has records
     */
    public void save(Dataset<Row> rows, SaveMode mode) {
        target.requireSet();
        DriverErrors.ofJob(() -> saveRows(rows, mode));
    }

    private void saveRows(Dataset<Row> rows, SaveMode mode) {
        ClusterSets.of(target.aero().client()).requireNamespace(target.source().namespace());
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

    /** Repartitions rows by Aerospike partition. Only tables of a catalog can request that from Spark. */
    private Dataset<Row> distributed(Dataset<Row> rows) {
        if (target.options().distribution() != Distribution.PARTITION) {
            return rows;
        }
        WriteLayout layout = WriteLayout.of(rows.schema(), new StructType(), target.options());
        PartitionOfKey partition =
                new PartitionOfKey(target.set(), layout.control().keysAreDigests());
        return rows.repartition(
                functions.udf(partition, DataTypes.IntegerType).apply(functions.col(layout.quotedKey())));
    }
}
