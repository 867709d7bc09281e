package io.aeroarrow.cli.output;

import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.files.FileFormat;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What rows are written as. */
public enum Format {
    /** Aligned, for people. */
    TABLE,
    CSV,
    /** An object a line. */
    JSON,
    /** Arrow IPC: a stream on a pipe or in a file that ends with .arrows, else the file format. */
    ARROW,
    PARQUET;

    /**
     * The format of a file: that which is asked for, else the one that its name tells.
     *
     * @throws UsageException if neither says
     */
    public static Format ofFile(@Nullable Format asked, Path file) {
        if (asked != null) {
            return asked;
        }
        try {
            return switch (FileFormat.ofName(file)) {
                case ARROW_FILE, ARROW_STREAM -> ARROW;
                case PARQUET -> PARQUET;
                case CSV -> CSV;
                case JSON_LINES -> JSON;
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ", by --format", e);
        }
    }

    /**
     * The format in files of this name.
     *
     * @throws UsageException for tables
     */
    FileFormat inFile(Path file) {
        boolean stream = file.toString().toLowerCase(Locale.ROOT).endsWith(".arrows");
        return this == ARROW && !stream ? FileFormat.ARROW_FILE : onStream();
    }

    /**
     * The format where nobody can go back.
     *
     * @throws UsageException for tables
     */
    FileFormat onStream() {
        return switch (this) {
            case TABLE ->
                throw new UsageException("a table is for people to look at: a file takes csv, json, arrow or parquet");
            case CSV -> FileFormat.CSV;
            case JSON -> FileFormat.JSON_LINES;
            case ARROW -> FileFormat.ARROW_STREAM;
            case PARQUET -> FileFormat.PARQUET;
        };
    }

    /** Whether it would upset a terminal. */
    boolean isBinary() {
        return this == ARROW || this == PARQUET;
    }
}
