package io.aeroarrow.spark.internal.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.internal.options.SourceOptions;
import java.io.Serializable;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The part of a read that all its tasks share. Sent to the executors.
 *
 * @param columns the columns that Spark gets
 * @param emptyRecords what happens to records without any of the bins
 * @param provenColumn an additional column to read, hidden from Spark, whose bin the filter proves present; null for none
 */
public record ReadSpec(
        SourceOptions options,
        StructType columns,
        @Nullable Filter filter,
        @Nullable IndexQuery index,
        int limit,
        EmptyRecords emptyRecords,
        @Nullable StructField provenColumn)
        implements Serializable {

    /** Returns the columns to decode: those that Spark gets come first. */
    StructType columnsToRead() {
        StructType read = BeforeImage.columnsToRead(columns);
        return options.decoded(provenColumn == null ? read : read.add(provenColumn));
    }
}
