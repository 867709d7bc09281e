package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.internal.column.FieldVectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The options for reading text that CSV and JSON lines share.
 *
 * @param schema the columns to read, with distinct names; empty: all columns, with types inferred from a sample
 * @param sampleRows the number of rows in the sample
 * @param batchRows the largest number of rows in a batch
 * @param types the declared types of columns without a schema, by name
 */
public record TextReadOptions(Optional<Schema> schema, int sampleRows, int batchRows, Map<String, ArrowType> types) {

    public TextReadOptions {
        schema.ifPresent(FieldVectors::requireDistinctNames);
    }

    /** Returns whether types are inferred from a sample. */
    public boolean infersTypes() {
        return schema.isEmpty();
    }

    /** Returns whether the type of a column is inferred. */
    public boolean infersType(String column) {
        return infersTypes() && !types.containsKey(column);
    }

    /**
     * Replaces inferred types by the declared ones.
     *
     * @throws IllegalArgumentException if a column does not exist
     */
    public Schema declared(Schema inferred) {
        List<String> names = inferred.getFields().stream().map(Field::getName).toList();
        for (String name : types.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("a type is declared for the column " + name
                        + ", which the file does not have; it has " + names);
            }
        }
        return new Schema(inferred.getFields().stream()
                .map(field -> types.containsKey(field.getName())
                        ? Field.nullable(field.getName(), types.get(field.getName()))
                        : field)
                .toList());
    }
}
