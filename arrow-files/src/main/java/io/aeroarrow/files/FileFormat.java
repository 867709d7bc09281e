package io.aeroarrow.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The kinds of file that batches are written to and read from. */
public enum FileFormat {
    /** Arrow IPC with a footer, also known as Feather 2: batches can be found without reading those before. */
    ARROW_FILE,
    /** Arrow IPC as a stream, which can be read while it is written. */
    ARROW_STREAM,
    /** Apache Parquet. */
    PARQUET,
    /** One line a row, values separated by commas (or another character); see {@link CsvStyle}. */
    CSV,
    /** One JSON object a line and row. */
    JSON_LINES;

    /** How the names of such files end. The first is the usual one. */
    public List<String> suffixes() {
        return switch (this) {
            case ARROW_FILE -> List.of(".arrow", ".feather");
            case ARROW_STREAM -> List.of(".arrows");
            case PARQUET -> List.of(".parquet", ".pq");
            case CSV -> List.of(".csv", ".csv.gz");
            case JSON_LINES -> List.of(".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz");
        };
    }

    /** Text has no place for types and metadata: readers are given a schema, or guess one from a sample. */
    public boolean isText() {
        return this == CSV || this == JSON_LINES;
    }

    /**
     * The format that a file's name tells.
     *
     * @throws IllegalArgumentException if it ends like none of them
     */
    public static FileFormat ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (format.suffixes().stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        throw new IllegalArgumentException("the name of " + file + " tells no format: it ends with none of "
                + List.of(values()).stream().flatMap(f -> f.suffixes().stream()).toList()
                + "; name the format instead");
    }
}
