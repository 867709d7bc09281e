package io.aeroarrow.spark.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.option.SourceOptions;
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
record ReadSpec(
        SourceOptions options,
        StructType columns,
        @Nullable Filter filter,
        @Nullable IndexQuery index,
        int limit,
        EmptyRecords emptyRecords,
        @Nullable StructField witness)
        implements Serializable {}
