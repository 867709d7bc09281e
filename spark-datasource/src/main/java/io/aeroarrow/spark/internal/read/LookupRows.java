package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Value;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * How a join reads and makes rows.
 *
 * @param <R> the type of rows
 */
public interface LookupRows<R> {

    /** Returns the key of a row; null if no record can have it. */
    @Nullable
    Value key(R row);

    /**
     * Returns the joined row; null to omit the row.
     *
     * @param found the columns of the record, valid until the method returns; null if there is no record
     */
    @Nullable
    R join(R row, @Nullable InternalRow found);
}
