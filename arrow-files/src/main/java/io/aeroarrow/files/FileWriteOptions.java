package io.aeroarrow.files;

import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Options for writing a file. Immutable; start with {@link #DEFAULT} and change it with the {@code with} methods.
 *
 * @param compression the compression; empty: gzip for a text file with the suffix {@code .gz}, else the format's {@link
 *     FileFormat#defaultCompression default}. Default: empty
 * @param csv the dialect of a CSV file. Default: {@link CsvDialect#DEFAULT}
 * @param rowGroupBytes Parquet: the approximate size of a row group before compression, in bytes, at least 1. A row group
 *     is buffered in memory. Default: 64 MiB
 * @param progress called after each batch. Default: does nothing
 */
public record FileWriteOptions(
        Optional<FileCompression> compression, CsvDialect csv, long rowGroupBytes, WriteProgressListener progress) {

    /** The default of each option. */
    public static final FileWriteOptions DEFAULT =
            new FileWriteOptions(Optional.empty(), CsvDialect.DEFAULT, 64L << 20, soFar -> {});

    /**
     * Checks the row group size.
     *
     * @throws IllegalArgumentException if {@code rowGroupBytes} is less than 1
     */
    public FileWriteOptions {
        if (rowGroupBytes < 1) {
            throw new IllegalArgumentException("rowGroupBytes is " + rowGroupBytes + "; it must be at least 1");
        }
    }

    /** Returns a copy with another compression, which the format must {@link FileFormat#compressions support}. */
    public FileWriteOptions withCompression(FileCompression value) {
        return new FileWriteOptions(Optional.of(value), csv, rowGroupBytes, progress);
    }

    /** Returns a copy with another CSV dialect. */
    public FileWriteOptions withCsv(CsvDialect value) {
        return new FileWriteOptions(compression, value, rowGroupBytes, progress);
    }

    /**
     * Returns a copy with another Parquet row group size.
     *
     * @param value the approximate size before compression, in bytes, at least 1
     * @throws IllegalArgumentException if the value is less than 1
     */
    public FileWriteOptions withRowGroupBytes(long value) {
        return new FileWriteOptions(compression, csv, value, progress);
    }

    /** Returns a copy with another progress listener. */
    public FileWriteOptions withProgress(WriteProgressListener value) {
        return new FileWriteOptions(compression, csv, rowGroupBytes, value);
    }

    /** Returns these options with gzip, if the suffix of a text file is {@code .gz} and no compression is chosen. */
    FileWriteOptions forFile(Path target, FileFormat format) {
        boolean isGzipped =
                format.isText() && target.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        return isGzipped && compression.isEmpty() ? withCompression(FileCompression.GZIP) : this;
    }

    /** Returns the chosen compression, or the default of the format. */
    FileCompression compressionFor(FileFormat format) {
        FileCompression chosen = compression.orElse(format.defaultCompression());
        if (!format.compressions().contains(chosen)) {
            throw new IllegalArgumentException(
                    format + " does not support " + chosen + " compression. Choose one of " + format.compressions());
        }
        return chosen;
    }
}
