package io.aeroarrow.files;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import io.aeroarrow.files.internal.csv.CsvFiles;
import io.aeroarrow.files.internal.ipc.IpcFiles;
import io.aeroarrow.files.internal.json.JsonLinesFiles;
import io.aeroarrow.files.internal.output.AtomicFileOutput;
import io.aeroarrow.files.internal.output.BatchWriter;
import io.aeroarrow.files.internal.output.CountingOutputStream;
import io.aeroarrow.files.internal.parquet.ParquetFiles;
import io.aeroarrow.files.internal.text.TextReadOptions;
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
 * Writes Arrow batches to files, and reads files as Arrow batches.
 *
 * <p>Arrow files, Arrow streams and Parquet keep types, the metadata of fields and of the schema, and extension types,
 * registered or not. CSV and JSON lines hold values only: pass a schema to {@link #read} to set the types.
 *
 * <p>The methods may be called from several threads, each with its own source. No argument may be {@code null}.
 */
public final class ArrowFiles {

    private static final int BUFFER_BYTES = 1 << 20;

    private ArrowFiles() {}

    /**
     * Writes the remaining batches of a source to a file, atomically. The content goes to a temporary file in the same
     * directory, which replaces the target when it is complete. After an error or an interrupt the target is unchanged and
     * the temporary file is deleted. A pipe or device is written directly.
     *
     * @param source the batches; read to its end, not closed
     * @param target the file to create or replace; its directory must exist
     * @param format the format of the file
     * @param options compression, CSV dialect, row group size and progress listener
     * @return the totals written
     * @throws ArrowFileException if the format cannot hold a column's type or a value, or the target is a directory; a
     *     message about data names the column
     * @throws IOException if reading the source or writing the file fails
     * @throws IllegalArgumentException if the format does not support the compression
     */
    public static WriteTotals write(ArrowReader source, Path target, FileFormat format, FileWriteOptions options)
            throws IOException {
        options.compressionFor(format);
        try (AtomicFileOutput file = AtomicFileOutput.create(target)) {
            WriteTotals totals = write(source, file.stream(), format, options.forFile(target, format));
            file.complete();
            return totals;
        }
    }

    /**
     * Writes the remaining batches of a source to a stream. The stream is flushed and stays open. If an error ends the
     * write early, a reader detects the incomplete content in every format except CSV and JSON lines.
     *
     * @param source the batches; read to its end, not closed
     * @param target the stream to write to
     * @param format the format of the content
     * @param options compression, CSV dialect, row group size and progress listener
     * @return the totals written
     * @throws ArrowFileException if the format cannot hold a column's type or a value; the message names the column
     * @throws ClosedByInterruptException if the thread is interrupted between two batches
     * @throws IOException if reading the source or writing to the stream fails
     * @throws IllegalArgumentException if the format does not support the compression
     */
    public static WriteTotals write(
            ArrowReader source, OutputStream target, FileFormat format, FileWriteOptions options) throws IOException {
        FileCompression compression = options.compressionFor(format);
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
                options.progress().onProgress(new WriteTotals(rows, batches, counting.bytes()));
            }
            writer.finish();
        }
        out.flush();
        return new WriteTotals(rows, batches, counting.bytes());
    }

    private static BatchWriter open(
            ArrowReader source,
            OutputStream out,
            FileFormat format,
            FileCompression compression,
            FileWriteOptions options)
            throws IOException {
        return switch (format) {
            case ARROW_FILE -> IpcFiles.writeFile(source, out, compression);
            case ARROW_STREAM -> IpcFiles.writeStream(source, out, compression);
            case PARQUET -> ParquetFiles.write(source, out, compression, options.rowGroupBytes());
            case CSV -> CsvFiles.write(source, out, compression, options.csv());
            case JSON_LINES -> JsonLinesFiles.write(source, out, compression);
        };
    }

    /**
     * Opens a file. The schema is available at once; each batch is read on demand. Gzipped CSV and JSON lines are detected
     * by their content.
     *
     * @param file the file to read
     * @param format the format of the file
     * @param options schema, sample size, batch size and CSV dialect
     * @param allocator allocates the batches; closing the reader releases them
     * @return the reader, to be closed by the caller
     * @throws ArrowFileException if the file is a directory, is not in this format, is truncated, or has values that do not
     *     fit the schema. The reader's {@code loadNextBatch} throws it as well
     * @throws IllegalArgumentException if two columns of the schema for CSV or JSON lines have the same name
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if reading the file fails
     */
    public static ArrowReader read(Path file, FileFormat format, FileReadOptions options, BufferAllocator allocator)
            throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new ArrowFileException(file + " is a directory. Name a file to read.");
        }
        return switch (format) {
            case ARROW_FILE -> IpcFiles.readFile(file, allocator);
            case ARROW_STREAM -> IpcFiles.readStream(file, allocator);
            case PARQUET -> ParquetFiles.read(file, options.batchRows(), allocator);
            case CSV -> CsvFiles.read(file, textOptions(options), options.csv(), allocator);
            case JSON_LINES -> JsonLinesFiles.read(file, textOptions(options), allocator);
        };
    }

    private static TextReadOptions textOptions(FileReadOptions options) {
        return new TextReadOptions(options.schema(), options.sampleRows(), options.batchRows(), options.types());
    }
}
