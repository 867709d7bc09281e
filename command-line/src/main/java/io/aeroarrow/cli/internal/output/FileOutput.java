package io.aeroarrow.cli.internal.output;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.files.ArrowFiles;
import io.aeroarrow.files.FileWriteOptions;
import io.aeroarrow.files.WriteTotals;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Writes rows to files and pipes. */
public final class FileOutput {

    private FileOutput() {}

    /**
     * Checks that a file can be written. Called before anything is read.
     *
     * @throws UsageException if the format does not support the compression, or the directory does not exist
     */
    public static void check(Path file, OutputFormat format, Optional<FileCompression> compression) {
        FileFormat inFile = format.inFile(file);
        if (compression.isPresent() && !inFile.compressions().contains(compression.get())) {
            throw new UsageException(inFile + " does not support " + compression.get() + " compression. Choose one of "
                    + inFile.compressions());
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a directory. Name a file to write to.");
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw new UsageException("the directory " + directory + " does not exist");
        }
    }

    /** Writes the remaining rows of a source to a file, which appears under its name when it is complete. */
    public static WriteTotals write(
            ArrowReader rows,
            Path file,
            OutputFormat format,
            Optional<FileCompression> compression,
            RowProgressListener progress)
            throws IOException {
        FileWriteOptions options = reporting(rows, progress);
        if (compression.isPresent()) {
            options = options.withCompression(compression.get());
        }
        return ArrowFiles.write(rows, file, format.inFile(file), options);
    }

    static void write(ArrowReader rows, OutputStream out, OutputFormat format, RowProgressListener progress)
            throws IOException {
        ArrowFiles.write(rows, out, format.onStream(), reporting(rows, progress));
    }

    private static FileWriteOptions reporting(ArrowReader rows, RowProgressListener progress) {
        return FileWriteOptions.DEFAULT.withProgress(soFar -> progress.onRows(soFar.rows(), rows.bytesRead()));
    }
}
