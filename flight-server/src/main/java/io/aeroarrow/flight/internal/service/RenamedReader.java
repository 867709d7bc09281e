package io.aeroarrow.flight.internal.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The rows of another reader under other column names. The other reader remains the caller's. */
final class RenamedReader extends ArrowReader {

    private final ArrowReader rows;
    private final List<String> names;

    RenamedReader(BufferAllocator allocator, ArrowReader rows, List<String> names) {
        super(allocator);
        this.rows = rows;
        this.names = names;
    }

    @Override
    protected Schema readSchema() throws IOException {
        return renamed(rows.getVectorSchemaRoot().getSchema(), names);
    }

    /** Returns a schema with other names. */
    static Schema renamed(Schema schema, List<String> names) {
        if (schema.getFields().size() != names.size()) {
            throw new IllegalArgumentException("the rows have "
                    + schema.getFields().size() + " columns, and " + names.size() + " are named: " + names);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Field field = schema.getFields().get(i);
            // The metadata of the source does not hold for the target.
            fields.add(new Field(
                    names.get(i), new FieldType(field.isNullable(), field.getType(), null), field.getChildren()));
        }
        return new Schema(fields);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        root.clear();
        if (!rows.loadNextBatch()) {
            return false;
        }
        VectorSchemaRoot batch = rows.getVectorSchemaRoot();
        List<FieldVector> columns = batch.getFieldVectors();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).makeTransferPair(root.getVector(i)).transfer();
        }
        root.setRowCount(batch.getRowCount());
        return true;
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    protected void closeReadSource() {}
}
