package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A place in a statement that reads a set, and the conditions that its rows must meet. */
final class TableReference {

    private final ObjectNode node;
    private final String namespace;
    private final String set;
    private final String alias;
    private final List<Condition> conditions = new ArrayList<>();

    /**
     * A conjunct on the table.
     *
     * @param scope the tables that an unqualified column may belong to
     */
    record Condition(JsonNode expression, List<TableReference> scope, boolean scopeIsComplete) {}

    TableReference(ObjectNode node, String namespace, String set) {
        this.node = node;
        this.namespace = namespace;
        this.set = set;
        String given = node.path("alias").asText();
        this.alias = given.isEmpty() ? set : given;
    }

    ObjectNode node() {
        return node;
    }

    String namespace() {
        return namespace;
    }

    String set() {
        return set;
    }

    /** Returns the name by which the statement refers to the table, in lower case as names in SQL ignore case. */
    String alias() {
        return alias.toLowerCase(Locale.ROOT);
    }

    /** Returns whether columns have other names in the statement, or a sample comes before the conditions. */
    boolean isOpaque() {
        return !node.path("sample").isNull() || renamesColumns();
    }

    boolean renamesColumns() {
        return !node.path("column_name_alias").isEmpty();
    }

    void add(Condition condition) {
        conditions.add(condition);
    }

    List<Condition> conditions() {
        return conditions;
    }

    /** Makes the statement read a table of the engine instead. */
    void rename(String table) {
        node.put("catalog_name", "");
        node.put("schema_name", "");
        node.put("table_name", table);
        node.put("alias", alias);
    }
}
