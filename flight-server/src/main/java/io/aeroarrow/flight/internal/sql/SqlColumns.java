package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Columns by the names of SQL, which ignore case. */
final class SqlColumns {

    private static final List<MetadataColumn> HIDDEN = Arrays.stream(MetadataColumn.values())
            .filter(column -> column != MetadataColumn.KEY && column != MetadataColumn.RESULT_CODE)
            .toList();

    private SqlColumns() {}

    /** Returns the columns with a name. */
    static List<Field> find(Schema schema, String name) {
        return schema.getFields().stream()
                .filter(field -> field.getName().equalsIgnoreCase(name))
                .toList();
    }

    /** Returns the columns of a table that a statement needs; at least one, as the engine has no tables without. */
    static Schema needed(StatementTree tree, TableReference table, Schema all) {
        List<Field> fields = new ArrayList<>();
        for (Field field : all.getFields()) {
            if (tree.uses(table, field.getName())) {
                fields.add(field);
            }
        }
        for (MetadataColumn column : HIDDEN) {
            if (tree.names(column.columnName())
                    && find(all, column.columnName()).isEmpty()) {
                fields.add(column.field());
            }
        }
        if (fields.isEmpty()) {
            // The servers send it without any bin.
            fields.add(MetadataColumn.GENERATION.field());
        }
        requireDistinct(table, fields);
        return new Schema(fields);
    }

    private static void requireDistinct(TableReference table, List<Field> fields) {
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.getName().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("set " + table.namespace() + "." + table.set()
                        + " has several bins whose names differ from '" + field.getName()
                        + "' by case only, and SQL ignores case. Read the set by a JSON description without SQL.");
            }
        }
    }
}
