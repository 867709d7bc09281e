package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Avg;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.GeneralAggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;

/**
 * Recognizes aggregations whose result does not depend on rows in which all used bins are null: without GROUP BY, and with
 * functions that ignore nulls over expressions that are null if one of their columns is.
 */
public final class NullIgnoringAggregates {

    private static final Set<String> STATISTICS =
            Set.of("VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP", "COVAR_POP", "COVAR_SAMP", "CORR");

    /** Operators that return null, and never fail, if an operand is null. */
    private static final Set<String> STRICT =
            Set.of("+", "-", "*", "/", "%", "&", "|", "^", "~", "ABS", "CEIL", "FLOOR", "UPPER", "LOWER");

    private NullIgnoringAggregates() {}

    /** Returns whether rows without any of the bins do not change the result. */
    public static boolean only(Aggregation aggregation) {
        AggregateFunc[] functions = aggregation.aggregateExpressions();
        return aggregation.groupByExpressions().length == 0
                && functions.length > 0
                && Arrays.stream(functions).allMatch(NullIgnoringAggregates::ignoresNulls);
    }

    private static boolean ignoresNulls(AggregateFunc function) {
        boolean known = function instanceof Sum
                || function instanceof Min
                || function instanceof Max
                || function instanceof Avg
                || function instanceof Count
                || (function instanceof GeneralAggregateFunc other && STATISTICS.contains(other.name()));
        Expression[] inputs = function.children();
        return known && inputs.length > 0 && Arrays.stream(inputs).allMatch(NullIgnoringAggregates::isNullWithoutBins);
    }

    private static boolean isNullWithoutBins(Expression input) {
        if (input instanceof NamedReference column) {
            return !TableColumns.isMetadata(column.fieldNames()[0]);
        } else if (input instanceof Cast cast) {
            return isNullWithoutBins(cast.expression());
        } else if (!(input instanceof GeneralScalarExpression computed) || !STRICT.contains(computed.name())) {
            return false;
        }
        // An expression of constants only may fail for every row, so one operand must be a column.
        Expression[] operands = input.children();
        return Arrays.stream(operands).anyMatch(NullIgnoringAggregates::isNullWithoutBins)
                && Arrays.stream(operands)
                        .allMatch(operand -> operand instanceof Literal<?> || isNullWithoutBins(operand));
    }
}
