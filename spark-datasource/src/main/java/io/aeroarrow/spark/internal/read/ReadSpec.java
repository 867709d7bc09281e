package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Filter;
import io.aeroarrow.model.IndexQuery;
import io.aeroarrow.model.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.internal.options.SourceOptions;
import java.io.Serializable;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What all tasks of a query have in common; goes to the executors.
 *
 * @param emptyRecords what becomes of records that have none of the bins
 * @param witness a column to read besides, which Spark does not see
 */
public record ReadSpec(
        SourceOptions options,
        StructType columns,
        @Nullable Filter filter,
        @Nullable IndexQuery index,
        int limit,
        EmptyRecords emptyRecords,
        @Nullable StructField witness)
        implements Serializable {}
