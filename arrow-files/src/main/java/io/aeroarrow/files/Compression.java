package io.aeroarrow.files;

import java.util.EnumSet;
import java.util.Set;

/** How the content of a file is compressed. */
public enum Compression {
    NONE,
    /** Arrow files and streams. Read slowly here: prefer {@link #ZSTD} unless another reader wants it. */
    LZ4,
    /** Arrow files and streams, Parquet. */
    ZSTD,
    /** Parquet. */
    SNAPPY,
    /** Parquet, CSV and JSON lines. */
    GZIP;

    /** What a format can be compressed with. */
    public static Set<Compression> of(FileFormat format) {
        return switch (format) {
            case ARROW_FILE, ARROW_STREAM -> EnumSet.of(NONE, LZ4, ZSTD);
            case PARQUET -> EnumSet.of(NONE, ZSTD, SNAPPY, GZIP);
            case CSV, JSON_LINES -> EnumSet.of(NONE, GZIP);
        };
    }

    /** Zstandard for Parquet, nothing for the others, so that every reader understands them. */
    static Compression usual(FileFormat format) {
        return format == FileFormat.PARQUET ? ZSTD : NONE;
    }
}
