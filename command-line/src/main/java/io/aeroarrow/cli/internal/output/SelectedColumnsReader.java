package io.aeroarrow.cli.internal.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/** Passes some columns of another reader on, under other names. Moves their memory. Does not close the other reader. */
public final class SelectedColumnsReader extends ForwardingReader {

    private final Map<String, String> names;

    /** @param names the new name of each column that is kept, by the name in the other reader */
    public SelectedColumnsReader(ArrowReader rows, Map<String, String> names, BufferAllocator allocator) {
        super(rows, allocator);
        this.names = Map.copyOf(names);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        boolean more = rows.loadNextBatch();
        VectorSchemaRoot from = rows.getVectorSchemaRoot();
        List<FieldVector> into = getVectorSchemaRoot().getFieldVectors();
        int position = 0;
        for (FieldVector vector : from.getFieldVectors()) {
            if (names.containsKey(vector.getName())) {
                TransferPair pair = vector.makeTransferPair(into.get(position++));
                pair.transfer();
            }
        }
        getVectorSchemaRoot().setRowCount(from.getRowCount());
        return more;
    }

    @Override
    protected Schema readSchema() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Field field : rows.getVectorSchemaRoot().getSchema().getFields()) {
            String name = names.get(field.getName());
            if (name != null) {
                FieldType type =
                        new FieldType(field.isNullable(), field.getType(), field.getDictionary(), field.getMetadata());
                fields.add(new Field(name, type, field.getChildren()));
            }
        }
        return new Schema(fields);
    }
}
