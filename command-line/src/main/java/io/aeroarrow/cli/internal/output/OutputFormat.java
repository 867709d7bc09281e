package io.aeroarrow.cli.internal.output;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.files.format.FileFormat;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of output rows. */
public enum OutputFormat {
    /** Aligned columns, for people. */
    TABLE,
    CSV,
    /** One JSON object per line. */
    JSON,
    /** Arrow IPC: the stream format on a pipe or in a file with the suffix .arrows, else the file format. */
    ARROW,
    PARQUET;

    /**
     * Returns the chosen format, else the one that matches the file's suffix.
     *
     * @throws UsageException if no format is chosen and the suffix is unknown
     */
    public static OutputFormat ofFile(@Nullable OutputFormat chosen, Path file) {
        if (chosen != null) {
            return chosen;
        }
        try {
            return switch (FileFormat.ofName(file)) {
                case ARROW_FILE, ARROW_STREAM -> ARROW;
                case PARQUET -> PARQUET;
                case CSV -> CSV;
                case JSON_LINES -> JSON;
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + " with --format", e);
        }
    }

    /**
     * Returns the format to write to a file.
     *
     * @throws UsageException for tables
     */
    public FileFormat inFile(Path file) {
        boolean stream = file.toString().toLowerCase(Locale.ROOT).endsWith(".arrows");
        return this == ARROW && !stream ? FileFormat.ARROW_FILE : onStream();
    }

    /**
     * Returns the format to write to a pipe, which cannot seek.
     *
     * @throws UsageException for tables
     */
    FileFormat onStream() {
        return switch (this) {
            case TABLE -> throw new UsageException("a file cannot hold a table. Choose csv, json, arrow or parquet.");
            case CSV -> FileFormat.CSV;
            case JSON -> FileFormat.JSON_LINES;
            case ARROW -> FileFormat.ARROW_STREAM;
            case PARQUET -> FileFormat.PARQUET;
        };
    }

    /** Returns whether the format is binary and would garble a terminal. */
    boolean isBinary() {
        return this == ARROW || this == PARQUET;
    }
}
