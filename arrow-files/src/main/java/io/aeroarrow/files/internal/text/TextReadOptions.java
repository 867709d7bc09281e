package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.internal.column.FieldVectors;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The options for reading text that CSV and JSON lines share.
 *
 * @param schema the columns to read, with distinct names; empty: all columns, with types inferred from a sample
 * @param sampleRows the number of rows in the sample
 * @param batchRows the largest number of rows in a batch
 */
public record TextReadOptions(Optional<Schema> schema, int sampleRows, int batchRows) {

    public TextReadOptions {
        schema.ifPresent(FieldVectors::requireDistinctNames);
    }

    /** Returns whether types are inferred from a sample. */
    public boolean infersTypes() {
        return schema.isEmpty();
    }
}
