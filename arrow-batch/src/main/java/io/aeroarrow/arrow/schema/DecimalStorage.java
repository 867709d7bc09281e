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
 * How a bin stores decimals with a fraction, which no bin type holds. Decimals of scale 0 are always stored as integers.
 * The metadata of a field names the storage: see {@link FieldMetadata#DECIMAL_METADATA}. {@link #in} sets it for a whole
 * schema.
 */
public enum DecimalStorage {
    /**
     * A string such as {@code 12.50}, exact. Reads also accept integer bins, as whole numbers. Servers compare these bins
     * as strings, so Spark does not push down filters on them.
     */
    TEXT,

    /**
     * A double, exact up to 15 or 16 digits. Reads round to the scale, and also accept integer bins, as whole numbers.
     */
    DOUBLE,

    /**
     * An integer, the value without its decimal point: 12.50 with scale 2 is 1250. Exact if this integer fits into 64
     * bits, which holds for up to 18 digits. Bins do not hold the scale: all readers and writers must declare the same
     * one.
     */
    SCALED;

    /**
     * Returns the storage that a field's metadata names; empty if it names none.
     *
     * @throws IllegalArgumentException if it names an unknown storage; the message names the field
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

    /** {@return whether a type is a decimal with a fraction and therefore needs a storage} */
    public static boolean isNeededFor(ArrowType type) {
        return type instanceof ArrowType.Decimal decimal && decimal.getScale() > 0;
    }

    /**
     * Returns a schema with this storage for its decimals with a fraction, also within lists, maps and structs. A field
     * that already names a storage keeps it.
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
