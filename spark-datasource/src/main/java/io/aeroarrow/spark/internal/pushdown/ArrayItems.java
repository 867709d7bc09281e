package io.aeroarrow.spark.internal.pushdown;

import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.jspecify.annotations.Nullable;

/** Recognizes the elements of lists in predicates. The oldest supported Spark version lacks their class. */
final class ArrayItems {

    private static final String ARRAY_ITEM = "org.apache.spark.sql.connector.expressions.GetArrayItem";

    private ArrayItems() {}

    /** Returns the filters of an element of a list column; null for other expressions. */
    static @Nullable ColumnFilters filters(Expression expression, FilterableColumns columns) {
        if (!expression.getClass().getName().equals(ARRAY_ITEM)) {
            return null;
        }
        Expression[] children = expression.children();
        ColumnPath list = ColumnPath.of(children[0]);
        return list != null
                        && children[1] instanceof Literal<?> literal
                        && literal.value() instanceof Integer index
                        && index >= 0
                ? columns.ofElement(list, index, failsOutside(expression))
                : null;
    }

    private static boolean failsOutside(Expression item) {
        try {
            return Boolean.TRUE.equals(item.getClass().getMethod("failOnError").invoke(item));
        } catch (ReflectiveOperationException e) {
            // Then short lists match, and Spark decides.
            return true;
        }
    }
}
