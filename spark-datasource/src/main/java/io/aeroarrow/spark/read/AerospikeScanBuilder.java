package io.aeroarrow.spark.read;

import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.type.SparkTypes;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark what it needs of a table, and makes the scan. */
public final class AerospikeScanBuilder implements SupportsPushDownRequiredColumns {

    private final SourceOptions options;
    private StructType columns;

    public AerospikeScanBuilder(SourceOptions options, StructType columns) {
        this.options = options;
        this.columns = columns;
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = required;
    }

    @Override
    public Scan build() {
        // On the driver, so that a column of a type that is not decoded fails before any task starts.
        SparkTypes.toArrow(columns);
        return new AerospikeScan(options, columns);
    }
}
