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
 * Finds out whether an aggregation comes out the same without the rows in which all bins that it looks at are null: one
 * value for all rows, of functions that pass over nulls, each about an expression that is null where its columns are.
 */
public final class NullIgnoringAggregates {

    private static final Set<String> STATISTICS =
            Set.of("VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP", "COVAR_POP", "COVAR_SAMP", "CORR");

    /** Null, and never an error, where one of their operands is null. */
    private static final Set<String> STRICT =
            Set.of("+", "-", "*", "/", "%", "&", "|", "^", "~", "ABS", "CEIL", "FLOOR", "UPPER", "LOWER");

    private NullIgnoringAggregates() {}

    /** Whether rows without any of the bins make no difference. */
    public static boolean by(Aggregation aggregation) {
        AggregateFunc[] functions = aggregation.aggregateExpressions();
        return aggregation.groupByExpressions().length == 0
                && functions.length > 0
                && Arrays.stream(functions).allMatch(NullIgnoringAggregates::passesOver);
    }

    private static boolean passesOver(AggregateFunc function) {
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
        // Of constants alone, it might fail for each row, whatever is in it.
        Expression[] operands = input.children();
        return Arrays.stream(operands).anyMatch(NullIgnoringAggregates::isNullWithoutBins)
                && Arrays.stream(operands)
                        .allMatch(operand -> operand instanceof Literal<?> || isNullWithoutBins(operand));
    }
}
