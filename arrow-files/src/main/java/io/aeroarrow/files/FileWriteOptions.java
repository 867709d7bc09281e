package io.aeroarrow.files;

import java.util.Optional;

/**
 * How a file is written.
 *
 * @param compression empty: Zstandard for Parquet, none for the others; see {@link Compression#of}
 * @param csv how a CSV file looks
 * @param rowGroupBytes Parquet: about how many bytes, before compression, a row group holds. They wait in memory
 * @param progress is told after each batch
 */
public record FileWriteOptions(
        Optional<Compression> compression, CsvStyle csv, long rowGroupBytes, ProgressListener progress) {

    public static final FileWriteOptions DEFAULT =
            new FileWriteOptions(Optional.empty(), CsvStyle.DEFAULT, 64L << 20, written -> {});

    public FileWriteOptions {
        if (rowGroupBytes < 1) {
            throw new IllegalArgumentException("a row group needs at least 1 byte, not " + rowGroupBytes);
        }
    }

    public FileWriteOptions withCompression(Compression value) {
        return new FileWriteOptions(Optional.of(value), csv, rowGroupBytes, progress);
    }

    public FileWriteOptions withCsv(CsvStyle value) {
        return new FileWriteOptions(compression, value, rowGroupBytes, progress);
    }

    public FileWriteOptions withRowGroupBytes(long value) {
        return new FileWriteOptions(compression, csv, value, progress);
    }

    public FileWriteOptions withProgress(ProgressListener value) {
        return new FileWriteOptions(compression, csv, rowGroupBytes, value);
    }

    /** The compression of a file in this format. */
    Compression compressionOf(FileFormat format) {
        Compression chosen = compression.orElse(Compression.usual(format));
        if (!Compression.of(format).contains(chosen)) {
            throw new IllegalArgumentException(
                    format + " cannot be compressed with " + chosen + ", but with " + Compression.of(format));
        }
        return chosen;
    }
}
