package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.aeroarrow.flight.internal.sql.TableReference.Condition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The tables of a FROM clause, and which of them a condition may be moved to. A condition moves to a table only where the
 * rows that it removes cannot change the result: not to the side of an outer join that may be filled with nulls, and
 * nowhere beside joins that choose rows by their position or order.
 */
final class FromClause {

    private final List<TableReference> scope = new ArrayList<>();
    private final IdentityHashMap<JsonNode, TableReference> byNode = new IdentityHashMap<>();
    private boolean complete = true;
    private boolean simple = true;

    private FromClause(List<TableReference> tables) {
        tables.forEach(table -> byNode.put(table.node(), table));
    }

    /** Moves the conditions of a SELECT to its tables. */
    static void assign(JsonNode select, List<TableReference> tables) {
        FromClause from = new FromClause(tables);
        JsonNode source = select.path("from_table");
        from.collect(source);
        // A sample chooses among the rows that the conditions have left.
        if (from.simple && select.path("sample").isNull()) {
            from.assignJoins(source);
            from.assign(select.path("where_clause"), source);
        }
    }

    private void collect(JsonNode node) {
        switch (node.path("type").asText()) {
            case "BASE_TABLE" -> {
                TableReference table = byNode.get(node);
                if (table == null) {
                    complete = false;
                } else {
                    scope.add(table);
                }
            }
            case "JOIN" -> {
                simple &= isSimple(node);
                collect(node.path("left"));
                collect(node.path("right"));
            }
            case "EMPTY" -> {
                // No table.
            }
            default -> complete = false;
        }
    }

    private static boolean isSimple(JsonNode join) {
        String kind = join.path("ref_type").asText();
        String type = join.path("join_type").asText();
        return (kind.equals("REGULAR") || kind.equals("CROSS"))
                && (type.equals("INNER") || type.equals("LEFT"))
                && join.path("sample").isNull();
    }

    private void assignJoins(JsonNode node) {
        if (!node.path("type").asText().equals("JOIN")) {
            return;
        }
        boolean outer = node.path("join_type").asText().equals("LEFT");
        // The condition of a left join chooses the partners of each left row.
        assign(node.path("condition"), outer ? node.path("right") : node);
        assignJoins(node.path("left"));
        assignJoins(node.path("right"));
    }

    /** Moves conjuncts to the tables below a node. */
    private void assign(JsonNode where, JsonNode from) {
        List<TableReference> targets = new ArrayList<>();
        collectPreserved(from, targets);
        for (JsonNode conjunct : conjuncts(where)) {
            for (TableReference table : targets) {
                table.add(new Condition(conjunct, List.copyOf(scope), complete));
            }
        }
    }

    private void collectPreserved(JsonNode node, List<TableReference> into) {
        TableReference table = byNode.get(node);
        if (table != null && !table.isOpaque()) {
            into.add(table);
        } else if (node.path("type").asText().equals("JOIN")) {
            collectPreserved(node.path("left"), into);
            if (!node.path("join_type").asText().equals("LEFT")) {
                collectPreserved(node.path("right"), into);
            }
        }
    }

    private static List<JsonNode> conjuncts(JsonNode condition) {
        List<JsonNode> parts = new ArrayList<>();
        if (condition.path("type").asText().equals("CONJUNCTION_AND")) {
            condition.path("children").forEach(child -> parts.addAll(conjuncts(child)));
        } else if (condition.isObject()) {
            parts.add(condition);
        }
        return parts;
    }
}
