package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.flight.internal.catalog.SetCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.flight.CallStatus;

/** The tables, names and conditions of a statement. */
final class StatementTree {

    private final ObjectNode root;
    private final List<TableReference> tables = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> singleNames = new HashSet<>();
    private final List<ArrayNode> columns = new ArrayList<>();
    private boolean allColumns;
    private boolean recursive;

    private StatementTree(ObjectNode root) {
        this.root = root;
    }

    static StatementTree of(ObjectNode root) {
        StatementTree tree = new StatementTree(root);
        tree.visit(root, Set.of());
        // Only now all tables are known.
        tree.columns.forEach(tree::shorten);
        return tree;
    }

    ObjectNode root() {
        return root;
    }

    /** Returns the only query of the statement. */
    JsonNode query() {
        return root.path("statements").path(0).path("node");
    }

    int parameters() {
        return root.path("statements").path(0).path("named_param_map").size();
    }

    List<TableReference> tables() {
        return tables;
    }

    /** Returns whether a part of the statement may run several times. */
    boolean isRecursive() {
        return recursive;
    }

    /** Returns whether the statement may use a column. */
    boolean uses(TableReference table, String column) {
        return allColumns
                || table.renamesColumns()
                || names.contains(column.toLowerCase(Locale.ROOT))
                // A table's name as an expression is the whole row.
                || singleNames.contains(table.alias());
    }

    /** Returns whether the statement names a column. */
    boolean names(String column) {
        return names.contains(column.toLowerCase(Locale.ROOT));
    }

    private void visit(JsonNode node, Set<String> views) {
        if (node.isArray()) {
            node.forEach(child -> visit(child, views));
            return;
        }
        if (!node.isObject()) {
            return;
        }
        Set<String> visible = withViews(node, views);
        String type = node.path("type").asText();
        switch (type) {
            case "BASE_TABLE" -> table((ObjectNode) node, visible);
            case "COLUMN_REF" -> column((ObjectNode) node);
            case "STAR", "POSITIONAL_REFERENCE", "PIVOT" -> allColumns = true;
            case "JOIN" -> join(node);
            case "RECURSIVE_CTE_NODE" -> recursive = true;
            default -> {
                // Other nodes have no names of their own.
            }
        }
        node.forEach(child -> visit(child, visible));
        if (type.equals("SELECT_NODE")) {
            FromClause.assign(node, tables);
        }
    }

    private static Set<String> withViews(JsonNode node, Set<String> views) {
        JsonNode map = node.path("cte_map").path("map");
        boolean named = node.has("cte_name");
        if (map.isEmpty() && !named) {
            return views;
        }
        Set<String> all = new HashSet<>(views);
        map.forEach(entry -> all.add(entry.path("key").asText().toLowerCase(Locale.ROOT)));
        if (named) {
            all.add(node.path("cte_name").asText().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    private void table(ObjectNode node, Set<String> views) {
        String catalog = node.path("catalog_name").asText();
        String namespace = node.path("schema_name").asText();
        String set = node.path("table_name").asText();
        if (!node.path("at_clause").isNull()) {
            throw CallStatus.UNIMPLEMENTED
                    .withDescription("table '" + set + "' has an AT clause; sets have no older versions")
                    .toRuntimeException();
        }
        if (namespace.isEmpty()) {
            if (views.contains(set.toLowerCase(Locale.ROOT))) {
                return;
            }
            throw CallStatus.INVALID_ARGUMENT
                    .withDescription("table '" + set + "' has no namespace. Write namespace.set, such as test." + set)
                    .toRuntimeException();
        }
        if (!catalog.isEmpty() && !catalog.equalsIgnoreCase(SetCatalog.CATALOG)) {
            throw CallStatus.INVALID_ARGUMENT
                    .withDescription("there is no catalog '" + catalog + "'; the only one is " + SetCatalog.CATALOG)
                    .toRuntimeException();
        }
        tables.add(new TableReference(node, namespace, set));
    }

    private void column(ObjectNode node) {
        ArrayNode parts = (ArrayNode) node.path("column_names");
        parts.forEach(part -> names.add(part.asText().toLowerCase(Locale.ROOT)));
        columns.add(parts);
        if (parts.size() == 1) {
            singleNames.add(parts.get(0).asText().toLowerCase(Locale.ROOT));
        }
    }

    /** Makes {@code namespace.set.column} {@code set.column}. */
    private void shorten(ArrayNode parts) {
        if (parts.size() > 2 && parts.get(0).asText().equalsIgnoreCase(SetCatalog.CATALOG) && isTable(parts, 1)) {
            parts.remove(0);
        }
        if (parts.size() > 2 && isTable(parts, 0)) {
            parts.remove(0);
        }
    }

    private boolean isTable(ArrayNode parts, int at) {
        return tables.stream()
                .anyMatch(table -> table.namespace()
                                .equalsIgnoreCase(parts.path(at).asText())
                        && table.set().equalsIgnoreCase(parts.path(at + 1).asText()));
    }

    private void join(JsonNode node) {
        node.path("using_columns").forEach(column -> names.add(column.asText().toLowerCase(Locale.ROOT)));
        if (node.path("ref_type").asText().equals("NATURAL")) {
            allColumns = true;
        }
    }
}
