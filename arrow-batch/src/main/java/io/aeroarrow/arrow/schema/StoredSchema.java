package io.aeroarrow.arrow.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The schema of a set, as a {@link SchemaStore} stores it.
 *
 * @param namespace the namespace
 * @param set the set that the schema describes; empty for the records without a set
 * @param schema the columns and their types. Its metadata holds {@link #keyColumn} and {@link #options}
 * @param generation the generation of the record that stores the schema
 */
public record StoredSchema(String namespace, String set, Schema schema, int generation) {

    /** The key of a schema's metadata for the name of the column of the user keys. */
    public static final String KEY_COLUMN_METADATA = "aerospike.keyColumn";

    /** The prefix of the keys of a schema's metadata for options of the table, such as Spark's {@code keyAsBin}. */
    public static final String OPTION_METADATA_PREFIX = "aerospike.option.";

    /** {@return the name of the column of the user keys; empty if none is stored} */
    public Optional<String> keyColumn() {
        return keyColumn(schema);
    }

    private static Optional<String> keyColumn(Schema schema) {
        return Optional.ofNullable(schema.getCustomMetadata()).map(metadata -> metadata.get(KEY_COLUMN_METADATA));
    }

    /** {@return the stored options of the table by name} They are for writers and readers that know them, such as Spark. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        Optional.ofNullable(schema.getCustomMetadata())
                .ifPresent(metadata -> metadata.forEach((key, value) -> {
                    if (key.startsWith(OPTION_METADATA_PREFIX)) {
                        options.put(key.substring(OPTION_METADATA_PREFIX.length()), value);
                    }
                }));
        return options;
    }

    /**
     * {@return the field {@code __key}} It is the declared one, or has the type of the key column: int64, utf8 or binary.
     * Empty if the schema says neither.
     */
    public Optional<Field> key() {
        String name = MetadataColumn.KEY.columnName();
        Optional<Field> declared = find(schema, name);
        return declared.isPresent()
                ? declared
                : keyColumn()
                        .flatMap(column -> find(schema, column))
                        .flatMap(StoredSchema::keyType)
                        .map(type -> new Field(name, FieldType.nullable(type), null));
    }

    private static Optional<Field> find(Schema schema, String name) {
        return schema.getFields().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst();
    }

    private static Optional<ArrowType> keyType(Field column) {
        ArrowType type = column.getType();
        boolean integer = type instanceof ArrowType.Int || (type instanceof ArrowType.Decimal d && d.getScale() == 0);
        if (integer) {
            return Optional.of(new ArrowType.Int(Long.SIZE, true));
        }
        boolean text = type instanceof ArrowType.Utf8 || type instanceof ArrowType.LargeUtf8;
        boolean binary = type instanceof ArrowType.Binary
                || type instanceof ArrowType.LargeBinary
                || type instanceof ArrowType.FixedSizeBinary;
        return text
                ? Optional.of(new ArrowType.Utf8())
                : binary ? Optional.of(new ArrowType.Binary()) : Optional.empty();
    }

    /**
     * Returns a schema that names the column of the user keys. Readers then know the type of {@code __key} without a sample.
     *
     * @param schema the schema to change
     * @param column the name of one of its fields
     * @return a changed copy
     * @throws IllegalArgumentException if the schema has no such field
     */
    public static Schema withKeyColumn(Schema schema, String column) {
        if (find(schema, column).isEmpty()) {
            List<String> names = new ArrayList<>();
            schema.getFields().forEach(field -> names.add(field.getName()));
            throw new IllegalArgumentException(
                    "the key column '" + column + "' is not a column of the schema; its columns are " + names);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Optional.ofNullable(schema.getCustomMetadata()).ifPresent(metadata::putAll);
        metadata.put(KEY_COLUMN_METADATA, column);
        return new Schema(schema.getFields(), metadata);
    }
}
