package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.spark.internal.runtime.DecimalColumns;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Applies the changes of ALTER TABLE to a stored schema. They change no record. */
final class SchemaChanges {

    private final String table;
    private final @Nullable DecimalStorage decimals;

    /**
     * Creates changes of one table.
     *
     * @param table the table's name, for errors
     * @param decimals how bins of new columns store decimals with a fraction; null if no option says it
     */
    SchemaChanges(String table, @Nullable DecimalStorage decimals) {
        this.table = table;
        this.decimals = decimals;
    }

    /**
     * Returns a changed schema.
     *
     * @throws IllegalArgumentException if a change does not fit the schema
     * @throws UnsupportedOperationException if a change concerns more than the schema
     */
    Schema apply(Schema before, List<TableChange> changes) {
        Schema schema = before;
        for (TableChange change : changes) {
            schema = apply(schema, change);
        }
        requireOneColumnPerBin(schema);
        return schema;
    }

    private Schema apply(Schema schema, TableChange change) {
        FieldTree tree = new FieldTree(table, schema.getFields());
        if (change instanceof TableChange.AddColumn add) {
            return with(schema, tree.add(add.fieldNames(), added(add), add.position()));
        } else if (change instanceof TableChange.DeleteColumn delete) {
            return delete(schema, tree, delete);
        } else if (change instanceof TableChange.RenameColumn rename) {
            return rename(schema, tree, rename);
        } else if (change instanceof TableChange.UpdateColumnType update) {
            return with(schema, tree.replace(update.fieldNames(), old -> widened(old, update)));
        } else if (change instanceof TableChange.UpdateColumnNullability update) {
            return with(schema, tree.replace(update.fieldNames(), old -> nullable(old, update)));
        } else if (change instanceof TableChange.UpdateColumnComment update) {
            return with(schema, tree.replace(update.fieldNames(), old -> commented(old, update)));
        } else if (change instanceof TableChange.UpdateColumnPosition update) {
            return with(schema, tree.move(update.fieldNames(), update.position()));
        }
        throw new UnsupportedOperationException("'" + table + "' supports ADD, DROP, RENAME and ALTER COLUMN, but not "
                + change.getClass().getSimpleName());
    }

    private static Schema with(Schema schema, List<Field> fields) {
        return new Schema(fields.stream().map(SchemaChanges::withDeclaredType).toList(), schema.getCustomMetadata());
    }

    /** The name of a column's type changes with its fields. */
    private static Field withDeclaredType(Field field) {
        if (field.getChildren().isEmpty() || !field.getMetadata().containsKey(FieldMetadata.DECLARED_TYPE_METADATA)) {
            return field;
        }
        Map<String, String> metadata = new LinkedHashMap<>(field.getMetadata());
        metadata.put(
                FieldMetadata.DECLARED_TYPE_METADATA,
                StoredColumns.toSpark(field).dataType().sql());
        return StoredColumns.with(field, metadata);
    }

    private Field added(TableChange.AddColumn add) {
        String[] path = add.fieldNames();
        String name = path[path.length - 1];
        if (add.defaultValue() != null || !add.isNullable()) {
            throw new UnsupportedOperationException("column '" + String.join(".", path) + "' cannot be "
                    + (add.isNullable() ? "added with a DEFAULT" : "NOT NULL")
                    + ": ALTER TABLE changes no record; add it without, and UPDATE the table");
        }
        StructField column = new StructField(name, add.dataType(), true, Metadata.empty());
        StructField commented = add.comment() == null ? column : column.withComment(add.comment());
        StructField stored = DecimalColumns.in(new StructType(new StructField[] {commented}), decimals)
                .fields()[0];
        return path.length == 1 ? StoredColumns.toStored(stored, name) : nested(stored);
    }

    /** Returns a field within a column, which is no bin. */
    private static Field nested(StructField field) {
        return SparkTypes.toArrow(new StructType(new StructField[] {field}))
                .getFields()
                .get(0);
    }

    private Schema delete(Schema schema, FieldTree tree, TableChange.DeleteColumn delete) {
        String name = String.join(".", delete.fieldNames());
        if (name.equals(keyColumn(schema))) {
            throw new IllegalArgumentException(
                    "column '" + name + "' cannot be dropped: it is the key column of '" + table + "'");
        }
        List<Field> fields = tree.remove(delete.fieldNames(), delete.ifExists());
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "column '" + name + "' cannot be dropped: it is the only column of '" + table + "'");
        }
        return with(schema, fields);
    }

    /** The bin keeps its name, which the metadata of the renamed column names. */
    private Schema rename(Schema schema, FieldTree tree, TableChange.RenameColumn rename) {
        String[] path = rename.fieldNames();
        if (path.length > 1) {
            throw new UnsupportedOperationException("field '" + String.join(".", path)
                    + "' cannot be renamed: its name is a key of the stored maps; add a new field, and UPDATE"
                    + " the table");
        }
        String newName = rename.newName();
        tree.requireAbsent(newName);
        if (TableColumns.isMetadata(path[0]) || TableColumns.isMetadata(newName)) {
            throw new IllegalArgumentException("column '" + path[0] + "' cannot be renamed to '" + newName
                    + "': names that start with __ are reserved for the metadata of records");
        }
        List<Field> fields = tree.replace(path, old -> renamed(old, newName));
        Map<String, String> metadata = new LinkedHashMap<>(schema.getCustomMetadata());
        metadata.replace(StoredSchema.KEY_COLUMN_METADATA, path[0], newName);
        return new Schema(fields, metadata);
    }

    private static Field renamed(Field old, String newName) {
        Map<String, String> metadata = new LinkedHashMap<>(old.getMetadata());
        String bin = bin(old);
        if (bin.equals(newName)) {
            metadata.remove(FieldMetadata.BIN_METADATA);
        } else {
            metadata.put(FieldMetadata.BIN_METADATA, bin);
        }
        Field field = StoredColumns.with(old, metadata);
        return new Field(newName, field.getFieldType(), field.getChildren());
    }

    private Field widened(Field old, TableChange.UpdateColumnType update) {
        StructField before = StoredColumns.toSpark(old);
        DataType type = update.newDataType();
        if (!TypeWidening.isSafe(before.dataType(), type)) {
            throw new UnsupportedOperationException("column '" + String.join(".", update.fieldNames()) + "' of '"
                    + table + "' cannot change from " + before.dataType().sql() + " to " + type.sql()
                    + ": stored values would have another meaning. Widen integers, FLOAT to DOUBLE, the precision of"
                    + " decimals, or the length of VARCHAR; or add a column");
        }
        StructField changed = new StructField(old.getName(), type, before.nullable(), before.metadata());
        return update.fieldNames().length == 1 ? StoredColumns.toStored(changed, bin(old)) : nested(changed);
    }

    private Field nullable(Field old, TableChange.UpdateColumnNullability update) {
        if (!update.nullable()) {
            throw new UnsupportedOperationException("column '" + String.join(".", update.fieldNames())
                    + "' cannot become NOT NULL: ALTER TABLE does not check the records");
        }
        FieldType type = new FieldType(true, old.getType(), old.getDictionary(), old.getMetadata());
        return new Field(old.getName(), type, old.getChildren());
    }

    private static Field commented(Field old, TableChange.UpdateColumnComment update) {
        Map<String, String> metadata = new LinkedHashMap<>(old.getMetadata());
        metadata.put(StoredColumns.COMMENT, update.newComment());
        return StoredColumns.with(old, metadata);
    }

    private static String bin(Field field) {
        return field.getMetadata().getOrDefault(FieldMetadata.BIN_METADATA, field.getName());
    }

    private static @Nullable String keyColumn(Schema schema) {
        return schema.getCustomMetadata().get(StoredSchema.KEY_COLUMN_METADATA);
    }

    /** A new column would read the bin of a column that was renamed. */
    private void requireOneColumnPerBin(Schema schema) {
        Map<String, String> columns = new HashMap<>();
        for (Field field : schema.getFields()) {
            String other = columns.put(bin(field), field.getName());
            if (other != null) {
                throw new IllegalArgumentException("columns '" + other + "' and '" + field.getName() + "' of '" + table
                        + "' would both read bin '" + bin(field) + "'; choose another name");
            }
        }
    }
}
