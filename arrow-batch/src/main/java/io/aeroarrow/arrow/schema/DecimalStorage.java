package io.aeroarrow.arrow.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * How decimals with a fraction are stored in bins, which have no such type. Decimals of scale 0 are always integers. Named
 * in the metadata of fields, see {@link FieldMetadata#DECIMAL_METADATA}; {@link #in} sets it for a whole schema.
 */
public enum DecimalStorage {
    /**
     * Text such as {@code 12.50}, exact. Also reads integer bins, as whole numbers. Servers compare such bins as text, so
     * filters on them are not pushed down.
     */
    TEXT,

    /**
     * A double, which loses digits after the 15th or 16th. Reads round to the scale, and also accept integer
     * bins, as whole numbers.
     */
    DOUBLE,

    /**
     * An integer, the value without its decimal point: 12.50 with scale 2 is 1250. Exact, up to 18 digits and most of 19.
     * Bins do not hold the scale: all readers and writers must declare the same.
     */
    SCALED;

    /**
     * Returns the storage that a field's metadata names.
     *
     * @throws IllegalArgumentException if it names an unknown one; the message names the field
     */
    public static Optional<DecimalStorage> of(Field field) {
        String name = field.getMetadata().get(FieldMetadata.DECIMAL_METADATA);
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(storage -> storage.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("field '" + field.getName() + "' has the metadata "
                        + FieldMetadata.DECIMAL_METADATA + " '" + name + "'; set it to one of "
                        + Arrays.toString(values()))));
    }

    /** {@return whether a type is a decimal with a fraction, which needs a storage} */
    public static boolean isNeededFor(ArrowType type) {
        return type instanceof ArrowType.Decimal decimal && decimal.getScale() > 0;
    }

    /**
     * Returns a schema with this storage for its decimals with a fraction, also within lists, maps and structs. Fields
     * that name a storage keep theirs.
     *
     * @param schema the schema to change
     * @return a changed copy
     */
    public Schema in(Schema schema) {
        return new Schema(in(schema.getFields()), schema.getCustomMetadata());
    }

    private List<Field> in(List<Field> fields) {
        return fields.stream().map(this::in).toList();
    }

    private Field in(Field field) {
        Map<String, String> metadata = new LinkedHashMap<>(field.getMetadata());
        if (isNeededFor(field.getType())) {
            metadata.putIfAbsent(FieldMetadata.DECIMAL_METADATA, name());
        }
        FieldType type = new FieldType(field.isNullable(), field.getType(), field.getDictionary(), metadata);
        return new Field(field.getName(), type, in(field.getChildren()));
    }
}
