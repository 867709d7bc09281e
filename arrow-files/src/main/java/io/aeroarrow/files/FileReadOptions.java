package io.aeroarrow.files;

import io.aeroarrow.files.format.CsvDialect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Options for reading a file. Immutable; start with {@link #DEFAULT} and change it with the {@code with} methods.
 *
 * @param schema CSV and JSON lines: the columns to read and their types; other columns are skipped. Empty: all columns are
 *     read with types inferred from a sample, and a later value that does not fit is an error. Arrow and Parquet files
 *     ignore this option, because they have a schema. Default: empty
 * @param sampleRows the number of rows from which types are inferred, at least 1. Default: 10,000
 * @param batchRows the largest number of rows in a batch, at least 1. Arrow files and streams keep the batches they were
 *     written with. Default: 8,192
 * @param csv the dialect of a CSV file. Default: {@link CsvDialect#DEFAULT}
 * @param types CSV and JSON lines without a schema: the types of some columns, by name; the other types are inferred.
 *     Default: none
 */
public record FileReadOptions(
        Optional<Schema> schema, int sampleRows, int batchRows, CsvDialect csv, Map<String, ArrowType> types) {

    /** The default of each option. */
    public static final FileReadOptions DEFAULT =
            new FileReadOptions(Optional.empty(), 10_000, 8_192, CsvDialect.DEFAULT, Map.of());

    /**
     * Checks the row counts.
     *
     * @throws IllegalArgumentException if {@code sampleRows} or {@code batchRows} is less than 1
     */
    public FileReadOptions {
        if (sampleRows < 1 || batchRows < 1) {
            throw new IllegalArgumentException(
                    "sampleRows is " + sampleRows + " and batchRows is " + batchRows + "; both must be at least 1");
        }
        types = Map.copyOf(types);
    }

    /**
     * Returns a copy with another schema.
     *
     * @param value the columns to read from CSV or JSON lines, and their types
     */
    public FileReadOptions withSchema(Schema value) {
        return new FileReadOptions(Optional.of(value), sampleRows, batchRows, csv, types);
    }

    /**
     * Returns a copy with another sample size.
     *
     * @param value the number of rows from which types are inferred, at least 1
     * @throws IllegalArgumentException if the value is less than 1
     */
    public FileReadOptions withSampleRows(int value) {
        return new FileReadOptions(schema, value, batchRows, csv, types);
    }

    /**
     * Returns a copy with another batch size.
     *
     * @param value the largest number of rows in a batch, at least 1
     * @throws IllegalArgumentException if the value is less than 1
     */
    public FileReadOptions withBatchRows(int value) {
        return new FileReadOptions(schema, sampleRows, value, csv, types);
    }

    /** Returns a copy with another CSV dialect. */
    public FileReadOptions withCsv(CsvDialect value) {
        return new FileReadOptions(schema, sampleRows, batchRows, value, types);
    }

    /**
     * Returns a copy with the type of one column, which is then not inferred.
     *
     * @param column the name of the column
     * @param type its type
     */
    public FileReadOptions withType(String column, ArrowType type) {
        Map<String, ArrowType> all = new HashMap<>(types);
        all.put(column, type);
        return new FileReadOptions(schema, sampleRows, batchRows, csv, all);
    }
}
