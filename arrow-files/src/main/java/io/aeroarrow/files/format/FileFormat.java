package io.aeroarrow.files.format;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The file formats that batches can be written to and read from. */
public enum FileFormat {
    /** The Arrow IPC file format, also known as Feather 2. Its footer gives random access to the batches. */
    ARROW_FILE,
    /** The Arrow IPC stream format, which can be read while it is written. */
    ARROW_STREAM,
    /** Apache Parquet. */
    PARQUET,
    /** One line a row, values separated by a delimiter; see {@link CsvDialect}. */
    CSV,
    /** One JSON object a line. */
    JSON_LINES;

    /** Returns the file name suffixes of the format, in lower case and with their dot. The first is the usual one. */
    public List<String> suffixes() {
        return switch (this) {
            case ARROW_FILE -> List.of(".arrow", ".feather");
            case ARROW_STREAM -> List.of(".arrows");
            case PARQUET -> List.of(".parquet", ".pq");
            case CSV -> List.of(".csv", ".csv.gz");
            case JSON_LINES -> List.of(".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz");
        };
    }

    /** Returns the compressions that the format supports, as an unmodifiable set. */
    public Set<FileCompression> compressions() {
        return Collections.unmodifiableSet(
                switch (this) {
                    case ARROW_FILE, ARROW_STREAM ->
                        EnumSet.of(FileCompression.NONE, FileCompression.LZ4, FileCompression.ZSTD);
                    case PARQUET ->
                        EnumSet.of(
                                FileCompression.NONE,
                                FileCompression.ZSTD,
                                FileCompression.SNAPPY,
                                FileCompression.GZIP);
                    case CSV, JSON_LINES -> EnumSet.of(FileCompression.NONE, FileCompression.GZIP);
                });
    }

    /** Returns the compression used if none is chosen: Zstandard for Parquet, none for the other formats. */
    public FileCompression defaultCompression() {
        return this == PARQUET ? FileCompression.ZSTD : FileCompression.NONE;
    }

    /** Returns whether the format is text, which has no types: a reader is given a schema, or infers one from a sample. */
    public boolean isText() {
        return this == CSV || this == JSON_LINES;
    }

    /**
     * Returns the format that matches the suffix of a file name. Case is ignored.
     *
     * @throws IllegalArgumentException if no format has the suffix
     */
    public static FileFormat ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (format.suffixes().stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        throw new IllegalArgumentException("no format has the suffix of " + file + ". Use one of "
                + Stream.of(values())
                        .flatMap(format -> format.suffixes().stream())
                        .toList()
                + ", or name the format");
    }
}
