package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.output.BatchWriter;
import io.aeroarrow.files.internal.text.TextOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Writes batches as JSON lines. */
final class JsonLinesBatchWriter implements BatchWriter {

    private final ArrowReader source;
    private final TextOutput target;
    private final JsonGenerator out;
    private long rows;

    JsonLinesBatchWriter(ArrowReader source, TextOutput target) throws IOException {
        this.source = source;
        this.target = target;
        FieldVectors.requireDistinctNames(source.getVectorSchemaRoot().getSchema());
        // Checks the types before anything is written.
        columns(source.getVectorSchemaRoot());
        out = JsonStreams.lines(target.stream());
    }

    private List<JsonColumnWriter> columns(VectorSchemaRoot root) throws ArrowFileException {
        List<JsonColumnWriter> columns = new ArrayList<>();
        try {
            for (FieldVector vector : root.getFieldVectors()) {
                columns.add(JsonColumnWriter.of(vector, source));
            }
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(e.getMessage(), e);
        }
        return columns;
    }

    @Override
    public void write() throws IOException {
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        List<JsonColumnWriter> columns = columns(root);
        for (int row = 0; row < root.getRowCount(); row++) {
            out.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                String name = root.getVector(i).getName();
                out.writeFieldName(name);
                try {
                    columns.get(i).write(row, out);
                } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                    throw new ArrowFileException(
                            "row " + (rows + row + 1) + ", column " + name + ": " + e.getMessage(), e);
                }
            }
            out.writeEndObject();
        }
        rows += root.getRowCount();
    }

    @Override
    public void finish() throws IOException {
        if (rows > 0) {
            out.writeRaw('\n');
        }
        out.flush();
        target.finish();
    }

    @Override
    public void close() {
        // Holds no resources outside the heap.
    }
}
