package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.StoredSchema;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * The stored schema of the set to write: it names the bins of columns, and how decimals are stored, where the columns do not
 * say it themselves.
 */
public record StoredFields(StoredSchema stored) {

    /**
     * Returns the fields of columns and of their children. The scale of decimals comes from the stored schema, as does
     * metadata that a column does not have.
     *
     * @throws IllegalArgumentException if the schema does not have a column, or if its values mean something else
     */
    IdentityHashMap<FieldVector, Field> of(List<FieldVector> columns) {
        IdentityHashMap<FieldVector, Field> fields = new IdentityHashMap<>();
        for (FieldVector column : columns) {
            Field field = child(column.getName(), stored.schema().getFields())
                    .orElseThrow(
                            () -> new IllegalArgumentException("the stored schema of " + name() + " has no column '"
                                    + column.getName() + "'; its columns are "
                                    + stored.schema().getFields().stream()
                                            .map(Field::getName)
                                            .toList()
                                    + ". Leave the column out, rename it, or add it to the schema."));
            add(column.getName(), column, field, fields);
        }
        return fields;
    }

    private static Optional<Field> child(String name, List<Field> fields) {
        return fields.stream().filter(each -> each.getName().equals(name)).findFirst();
    }

    private String name() {
        return stored.namespace() + "." + stored.set();
    }

    private void add(String path, FieldVector column, Field field, IdentityHashMap<FieldVector, Field> fields) {
        Field own = column.getField();
        requireSameUnit(path, own.getType(), field);
        Map<String, String> metadata = new HashMap<>(field.getMetadata());
        metadata.putAll(own.getMetadata());
        boolean decimals = own.getType() instanceof ArrowType.Decimal && field.getType() instanceof ArrowType.Decimal;
        ArrowType written = decimals ? field.getType() : own.getType();
        FieldType type = new FieldType(own.isNullable(), written, own.getDictionary(), metadata);
        fields.put(column, new Field(own.getName(), type, own.getChildren()));
        List<FieldVector> children = column.getChildrenFromFields();
        boolean isStruct = own.getType() instanceof ArrowType.Struct;
        for (int i = 0; i < children.size(); i++) {
            FieldVector child = children.get(i);
            // The elements of lists and the entries of maps have any name.
            Optional<Field> within = isStruct
                    ? child(child.getName(), field.getChildren())
                    : field.getChildren().stream().skip(i).findFirst();
            within.ifPresent(each -> add(path + "." + child.getName(), child, each, fields));
        }
    }

    /** Bins hold times and scaled decimals as plain integers, so an integer of another meaning would be read wrong. */
    private void requireSameUnit(String path, ArrowType type, Field field) {
        ArrowType declared = field.getType();
        String own = unit(type);
        String other = unit(declared);
        boolean unscaled = type instanceof ArrowType.Int
                && DecimalStorage.of(field)
                        .filter(DecimalStorage.SCALED::equals)
                        .isPresent();
        if (unscaled || (own != null && other != null && !own.equals(other))) {
            throw new IllegalArgumentException("column '" + path + "' has type " + type + ", but the stored schema of "
                    + name() + " has " + declared
                    + ", and its bin would not tell them apart. Convert the column first.");
        }
    }

    /** Returns what an integer of a bin counts; null if the type does not count. */
    private static @Nullable String unit(ArrowType type) {
        if (type instanceof ArrowType.Timestamp timestamp) {
            return "since 1970 in " + timestamp.getUnit();
        } else if (type instanceof ArrowType.Date date) {
            return "date in " + date.getUnit();
        } else if (type instanceof ArrowType.Time time) {
            return "time in " + time.getUnit();
        } else if (type instanceof ArrowType.Duration duration) {
            return "duration in " + duration.getUnit();
        } else if (type instanceof ArrowType.Interval) {
            return "months";
        }
        return null;
    }
}
