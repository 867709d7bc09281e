package io.aeroarrow.files;

import io.aeroarrow.files.ipc.IpcFiles;
import io.aeroarrow.files.parquet.ParquetFiles;
import io.aeroarrow.files.text.TextFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * Writes batches to files, and reads files as batches.
 *
 * <p>Arrow files and streams and Parquet keep everything: types, the metadata of fields and of the schema, extension types
 * (registered or not). CSV and JSON lines hold values alone; a schema given to {@link #read} tells the types.
 */
public final class ArrowFiles {

    private static final int BUFFER_BYTES = 1 << 20;

    private ArrowFiles() {}

    /**
     * Writes what is left of the source to a file, which appears under its name when it is complete: it is written beside
     * that name, and moved at the end. After an error or an interrupt the name is as it was before. A file that was there
     * is replaced. What is no regular file, such as a pipe, is written as it is.
     *
     * @param source is read to its end, and not closed
     * @return how much has been written
     * @throws ArrowFileException if a column's type or a value has no place in the format; the column is named
     * @throws IOException if reading the source or writing the file fails
     * @throws IllegalArgumentException if the format has no such compression
     */
    public static Written write(ArrowReader source, Path target, FileFormat format, FileWriteOptions options)
            throws IOException {
        options.compressionOf(format);
        try (TargetFile file = TargetFile.create(target)) {
            Written written = write(source, file.stream(), format, options);
            file.complete();
            return written;
        }
    }

    /**
     * Writes what is left of the source to a stream, which is flushed and left open. A reader of the stream cannot tell
     * from CSV or JSON lines that an error cut them short; the other formats have an end.
     *
     * @param source is read to its end, and not closed
     * @return how much has been written
     */
    public static Written write(ArrowReader source, OutputStream target, FileFormat format, FileWriteOptions options)
            throws IOException {
        Compression compression = options.compressionOf(format);
        CountingOutputStream counting = new CountingOutputStream(target);
        OutputStream out = new BufferedOutputStream(counting, BUFFER_BYTES);
        long rows = 0;
        long batches = 0;
        try (BatchWriter writer = open(source, out, format, compression, options)) {
            while (source.loadNextBatch()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ClosedByInterruptException();
                }
                writer.write();
                rows += source.getVectorSchemaRoot().getRowCount();
                batches++;
                options.progress().onProgress(new Written(rows, batches, counting.bytes()));
            }
            writer.finish();
        }
        out.flush();
        return new Written(rows, batches, counting.bytes());
    }

    private static BatchWriter open(
            ArrowReader source, OutputStream out, FileFormat format, Compression compression, FileWriteOptions options)
            throws IOException {
        return switch (format) {
            case ARROW_FILE -> IpcFiles.writeFile(source, out, compression);
            case ARROW_STREAM -> IpcFiles.writeStream(source, out, compression);
            case PARQUET -> ParquetFiles.write(source, out, compression, options.rowGroupBytes());
            case CSV -> TextFiles.writeCsv(source, out, compression, options.csv());
            case JSON_LINES -> TextFiles.writeJsonLines(source, out, compression);
        };
    }

    /**
     * Reads a file. Its schema is known at once; its batches are read as they are asked for. Gzipped text is recognized.
     *
     * @param allocator holds the batches, which are released with the reader
     * @throws ArrowFileException if the file is not in this format, cut short, or holds what does not fit the schema; also
     *     thrown by the reader's {@code loadNextBatch}
     * @throws NoSuchFileException if there is no such file
     */
    public static ArrowReader read(Path file, FileFormat format, FileReadOptions options, BufferAllocator allocator)
            throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new ArrowFileException(file + " is a directory, not a file to read");
        }
        return switch (format) {
            case ARROW_FILE -> IpcFiles.readFile(file, allocator);
            case ARROW_STREAM -> IpcFiles.readStream(file, allocator);
            case PARQUET -> ParquetFiles.read(file, options.batchRows(), allocator);
            case CSV -> TextFiles.readCsv(file, options, allocator);
            case JSON_LINES -> TextFiles.readJsonLines(file, options, allocator);
        };
    }
}
