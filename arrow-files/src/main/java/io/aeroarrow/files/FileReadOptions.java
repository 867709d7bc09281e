package io.aeroarrow.files;

import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * How a file is read.
 *
 * @param schema CSV and JSON lines: the columns to read, and their types; others are passed over. Empty: all columns, with
 *     types guessed from the first rows, and an error where a later row does not fit. Arrow and Parquet files have a schema
 *     of their own and ignore it
 * @param sampleRows how many rows the guess looks at
 * @param batchRows at most how many rows a batch has; Arrow files and streams come in the batches they were written in
 * @param csv how a CSV file looks
 */
public record FileReadOptions(Optional<Schema> schema, int sampleRows, int batchRows, CsvStyle csv) {

    public static final FileReadOptions DEFAULT =
            new FileReadOptions(Optional.empty(), 10_000, 8_192, CsvStyle.DEFAULT);

    public FileReadOptions {
        if (sampleRows < 1 || batchRows < 1) {
            throw new IllegalArgumentException(
                    "samples and batches need at least 1 row, not " + sampleRows + " and " + batchRows);
        }
    }

    public FileReadOptions withSchema(Schema value) {
        return new FileReadOptions(Optional.of(value), sampleRows, batchRows, csv);
    }

    public FileReadOptions withSampleRows(int value) {
        return new FileReadOptions(schema, value, batchRows, csv);
    }

    public FileReadOptions withBatchRows(int value) {
        return new FileReadOptions(schema, sampleRows, value, csv);
    }

    public FileReadOptions withCsv(CsvStyle value) {
        return new FileReadOptions(schema, sampleRows, batchRows, value);
    }
}
