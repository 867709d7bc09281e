package io.aeroarrow.spark.internal.pushdown;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.jspecify.annotations.Nullable;

/** A column, or a field in the structs of a column. */
record ColumnPath(List<String> names) {

    static ColumnPath of(String column) {
        return new ColumnPath(List.of(column));
    }

    /** Returns the path of a reference; null for other expressions. */
    static @Nullable ColumnPath of(Expression expression) {
        return expression instanceof NamedReference reference
                ? new ColumnPath(Arrays.stream(reference.fieldNames()).toList())
                : null;
    }

    String column() {
        return names.get(0);
    }

    /** The names of the fields from the column's struct on; empty for the column itself. */
    List<String> fields() {
        return names.subList(1, names.size());
    }

    boolean isColumn() {
        return names.size() == 1;
    }

    /** Whether this is the other path, or leads to it. */
    boolean leadsTo(ColumnPath other) {
        return names.size() <= other.names.size()
                && other.names.subList(0, names.size()).equals(names);
    }
}
