package io.aeroarrow.cli.output;

import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.files.ArrowFiles;
import io.aeroarrow.files.Compression;
import io.aeroarrow.files.FileFormat;
import io.aeroarrow.files.FileWriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Rows to files and pipes. */
public final class FileOutput {

    private FileOutput() {}

    /**
     * Sees that a file can be written, before anything is read.
     *
     * @throws UsageException if not
     */
    public static void check(Path file, Format format, Optional<Compression> compression) {
        FileFormat inFile = format.inFile(file);
        if (compression.isPresent() && !Compression.of(inFile).contains(compression.get())) {
            throw new UsageException(
                    inFile + " cannot be compressed by " + compression.get() + ", but by " + Compression.of(inFile));
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || (directory != null && !Files.isDirectory(directory))) {
            throw new UsageException(
                    Files.isDirectory(file) ? file + " is a directory" : "there is no directory " + directory);
        }
    }

    /** Writes all that is left of a source to a file, which appears under its name when it is complete. */
    public static void write(
            ArrowReader rows, Path file, Format format, Optional<Compression> compression, RowListener progress)
            throws IOException {
        FileWriteOptions options = telling(rows, progress);
        if (compression.isPresent()) {
            options = options.withCompression(compression.get());
        }
        ArrowFiles.write(rows, file, format.inFile(file), options);
    }

    static void write(ArrowReader rows, OutputStream out, Format format, RowListener progress) throws IOException {
        ArrowFiles.write(rows, out, format.onStream(), telling(rows, progress));
    }

    private static FileWriteOptions telling(ArrowReader rows, RowListener progress) {
        return FileWriteOptions.DEFAULT.withProgress(now -> progress.onRows(now.rows(), rows.bytesRead()));
    }
}
