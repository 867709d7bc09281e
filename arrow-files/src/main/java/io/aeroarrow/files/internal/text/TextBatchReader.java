package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.zip.ZipException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Reads rows of text into batches. A batch ends at a number of rows, or after 32 Mi characters of text. */
public abstract class TextBatchReader extends ArrowReader {

    /** The advice in errors about values that do not fit an inferred type. */
    protected static final String INFERRED_TYPES_HINT =
            ". Types were inferred from the first rows: provide a schema, or use a larger sample";

    private static final long BATCH_CHARACTERS = 32L << 20;

    private final Path file;
    private final TextInput input;
    private final Schema schema;
    private final int batchRows;
    private long rows;
    private boolean bound;

    protected TextBatchReader(Path file, TextInput input, Schema schema, int batchRows, BufferAllocator allocator) {
        super(allocator);
        this.file = file;
        this.input = input;
        this.schema = schema;
        this.batchRows = batchRows;
    }

    /** Prepares the columns. Called once, before the first row. */
    protected abstract void bind() throws IOException;

    /** Reads the next row to an index of the vectors. Returns false at the end of the file. */
    protected abstract boolean readRow(int index) throws IOException;

    /** Returns the approximate number of characters read. */
    protected abstract long charactersRead();

    /** Returns the current line and, where known, column for error messages. */
    protected abstract String position();

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
            throw failure(rows + count, "the gzipped text is corrupt or truncated (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw failure(rows + count, e.getMessage(), e);
        }
    }

    final ArrowFileException failure(long row, @Nullable String message, Exception cause) {
        return new ArrowFileException(file + ", row " + (row + 1) + ", " + position() + ": " + message + hint(), cause);
    }

    /** Returns the advice to append to an error message; may be empty. */
    protected abstract String hint();

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    protected void closeReadSource() throws IOException {
        input.close();
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
