package io.aeroarrow.spark.internal.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.options.SourceOptions;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The records that a join looks up. Sent to the executors.
 *
 * @param columns the columns of the records
 * @param filter leaves out records; null for none
 * @param digests whether the keys are digests; otherwise they are user keys
 */
public record LookupSource(
        SourceOptions source, StructType columns, @Nullable Filter filter, boolean digests) implements Serializable {}
