package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.BatchWriter;
import io.aeroarrow.files.column.Columns;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

final class JsonLinesBatchWriter implements BatchWriter {

    private final ArrowReader source;
    private final TextTarget target;
    private final JsonGenerator out;
    private long rows;

    JsonLinesBatchWriter(ArrowReader source, TextTarget target) throws IOException {
        this.source = source;
        this.target = target;
        Columns.requireDistinctNames(source.getVectorSchemaRoot().getSchema(), "the schema");
        // Types are checked before anything is written.
        columns(source.getVectorSchemaRoot());
        out = Json.lines(target.stream());
    }

    private List<JsonColumn> columns(VectorSchemaRoot root) throws ArrowFileException {
        List<JsonColumn> columns = new ArrayList<>();
        try {
            for (FieldVector vector : root.getFieldVectors()) {
                columns.add(JsonColumn.of(vector, source));
            }
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(e.getMessage(), e);
        }
        return columns;
    }

    @Override
    public void write() throws IOException {
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        List<JsonColumn> columns = columns(root);
        for (int row = 0; row < root.getRowCount(); row++) {
            out.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                String name = root.getVector(i).getName();
                out.writeFieldName(name);
                try {
                    columns.get(i).write(row, out);
                } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                    throw new ArrowFileException("row " + (rows + row) + ", column " + name + ": " + e.getMessage(), e);
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
        // Nothing but heap.
    }
}
