package io.aeroarrow.files.text;

import io.aeroarrow.files.ArrowFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads rows of text into batches. A batch ends at its number of rows, or when much text has gone into it. */
abstract class RowReader extends ArrowReader {

    private static final long BATCH_CHARACTERS = 32L << 20;

    private final Path file;
    private final TextSource source;
    private final Schema schema;
    private final int batchRows;
    private long rows;
    private boolean bound;

    RowReader(Path file, TextSource source, Schema schema, int batchRows, BufferAllocator allocator) {
        super(allocator);
        this.file = file;
        this.source = source;
        this.schema = schema;
        this.batchRows = batchRows;
    }

    /** Called once, before the first row. */
    abstract void bind() throws IOException;

    /** Puts the next row at an index of the vectors; false at the end. */
    abstract boolean readRow(int index) throws IOException;

    /** About how much text has been read, in characters. */
    abstract long charactersRead();

    /** For messages: the line where the reader is, and the column, where known. */
    abstract String place();

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (!bound) {
            bind();
            bound = true;
        }
        for (FieldVector vector : getVectorSchemaRoot().getFieldVectors()) {
            vector.reset();
        }
        int count = fill();
        getVectorSchemaRoot().setRowCount(count);
        rows += count;
        return count > 0;
    }

    private int fill() throws IOException {
        long until = charactersRead() + BATCH_CHARACTERS;
        int count = 0;
        try {
            while (count < batchRows && charactersRead() < until && readRow(count)) {
                count++;
            }
            return count;
        } catch (CharacterCodingException e) {
            throw failure(rows + count, "the text is not UTF-8", e);
        } catch (EOFException | ZipException e) {
            throw failure(rows + count, "the gzipped text is corrupt or cut short (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw failure(rows + count, e.getMessage(), e);
        }
    }

    final ArrowFileException failure(long row, @org.jspecify.annotations.Nullable String message, Exception cause) {
        return new ArrowFileException(
                file + ", row " + row + " (counted from 0), " + place() + ": " + message + hint(), cause);
    }

    /** What to do about a value that does not fit. */
    abstract String hint();

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    protected void closeReadSource() throws IOException {
        source.close();
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
