package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates predicates on {@code __partition}. */
final class PartitionPredicates {

    private PartitionPredicates() {}

    /** Returns the partitions for which a predicate is true; null if it does not compare {@code __partition} with literals. */
    static @Nullable IntStream chosen(Predicate predicate) {
        Expression[] children = predicate.children();
        if (children.length < 2 || !TableColumns.PARTITION.equals(PredicateTranslator.column(children[0]))) {
            return null;
        }
        if (predicate.name().equals("IN")) {
            List<Object> values = PredicateTranslator.values(predicate);
            return values == null ? null : all().filter(partition -> values.contains(partition));
        }
        ComparisonOperator operator = PredicateTranslator.comparison(predicate.name());
        if (operator == null
                || !(children[1] instanceof Literal<?> literal)
                || !(literal.value() instanceof Integer wanted)) {
            return null;
        }
        return all().filter(partition -> operator.holds(Integer.compare(partition, wanted)));
    }

    private static IntStream all() {
        return IntStream.range(0, PartitionSet.PARTITIONS);
    }
}
