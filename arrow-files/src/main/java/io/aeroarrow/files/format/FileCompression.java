package io.aeroarrow.files.format;

/** The compression of a file's content. {@link FileFormat#compressions} lists those of a format. */
public enum FileCompression {
    /** No compression. */
    NONE,
    /** LZ4 frames, for Arrow files and streams. Slow to read in Java: prefer {@link #ZSTD}. */
    LZ4,
    /** Zstandard, for Arrow files, Arrow streams and Parquet. */
    ZSTD,
    /** Snappy, for Parquet. */
    SNAPPY,
    /** Gzip, for Parquet, CSV and JSON lines. */
    GZIP
}
