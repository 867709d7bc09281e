package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement that needs no engine: {@code SELECT columns FROM namespace.set [WHERE conditions] [LIMIT n]}.
 *
 * @param schema the columns of the result, which read their bins
 * @param limit the most rows; 0 for all
 */
record FastPath(Schema schema, long limit) {

    /** Returns the fast path of a statement on one table, if the conditions allow it. */
    static Optional<FastPath> of(StatementTree tree, TableReference table, Schema columns) {
        JsonNode select = tree.query();
        long limit = limit(select.path("modifiers"));
        boolean plain = select.path("type").asText().equals("SELECT_NODE")
                && select.path("from_table").equals(table.node())
                && !table.isOpaque()
                && limit >= 0
                && select.path("cte_map").path("map").isEmpty()
                && select.path("group_expressions").isEmpty()
                && select.path("group_sets").isEmpty()
                && select.path("aggregate_handling").asText().equals("STANDARD_HANDLING")
                && select.path("having").isNull()
                && select.path("qualify").isNull()
                && select.path("sample").isNull();
        return plain
                ? schema(select.path("select_list"), table, columns).map(found -> new FastPath(found, limit))
                : Optional.empty();
    }

    /** Returns the limit, 0 without one, and -1 if there is more than a limit. */
    private static long limit(JsonNode modifiers) {
        if (modifiers.isEmpty()) {
            return 0;
        }
        JsonNode only = modifiers.path(0);
        if (modifiers.size() > 1
                || !only.path("type").asText().equals("LIMIT_MODIFIER")
                || !only.path("offset").isNull()
                || !(SqlLiterals.of(only.path("limit"), List.of()) instanceof Long rows)) {
            return -1;
        }
        return rows > 0 ? rows : -1;
    }

    private static Optional<Schema> schema(JsonNode list, TableReference table, Schema columns) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode item : list) {
            List<Field> found = item.path("type").asText().equals("STAR")
                    ? star(item, table, columns)
                    : column(item, table, columns);
            for (Field field : found) {
                if (!names.add(field.getName().toLowerCase(Locale.ROOT))) {
                    return Optional.empty();
                }
            }
            if (found.isEmpty()) {
                return Optional.empty();
            }
            fields.addAll(found);
        }
        return Optional.of(new Schema(fields));
    }

    private static List<Field> star(JsonNode star, TableReference table, Schema columns) {
        String relation = star.path("relation_name").asText();
        boolean all = (relation.isEmpty() || relation.equalsIgnoreCase(table.alias()))
                && star.path("exclude_list").isEmpty()
                && star.path("qualified_exclude_list").isEmpty()
                && star.path("replace_list").isEmpty()
                && star.path("rename_list").isEmpty()
                && !star.path("columns").asBoolean()
                && star.path("expr").isNull();
        return all ? columns.getFields() : List.of();
    }

    private static List<Field> column(JsonNode item, TableReference table, Schema columns) {
        JsonNode parts = item.path("column_names");
        boolean named = item.path("type").asText().equals("COLUMN_REF")
                && (parts.size() == 1
                        || (parts.size() == 2 && parts.path(0).asText().equalsIgnoreCase(table.alias())));
        if (!named) {
            return List.of();
        }
        String name = parts.path(parts.size() - 1).asText();
        List<Field> found = SqlColumns.find(columns, name);
        if (found.size() != 1) {
            return List.of();
        }
        String alias = item.path("alias").asText();
        Field field = found.get(0);
        // The engine names a column as the statement writes it.
        String shown = alias.isEmpty() ? name : alias;
        Field renamed = shown.equals(field.getName()) ? field : renamed(field, shown);
        return renamed == null ? List.of() : List.of(renamed);
    }

    private static @Nullable Field renamed(Field field, String name) {
        if (MetadataColumn.named(field.getName()) != null || MetadataColumn.named(name) != null) {
            return null;
        }
        Map<String, String> metadata = new HashMap<>(field.getMetadata());
        metadata.putIfAbsent(FieldMetadata.BIN_METADATA, field.getName());
        FieldType type = new FieldType(field.isNullable(), field.getType(), null, metadata);
        return new Field(name, type, field.getChildren());
    }
}
