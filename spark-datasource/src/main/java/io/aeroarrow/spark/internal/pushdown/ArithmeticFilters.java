package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Filters for {@code factor * column + offset}. A comparison is solved for the column: {@code (a - 3) * -2 > 9} becomes {@code
 * a < -1.5}. Records for which Spark's arithmetic overflows always match, so that Spark reports the error.
 *
 * @param max the maximum of the result's type
 * @param factor the factor, not 0
 * @param low the minimum value of the column without overflow
 * @param high the maximum value of the column without overflow
 */
record ArithmeticFilters(
        IntegerFilters column, BigInteger max, BigInteger factor, BigInteger offset, BigInteger low, BigInteger high)
        implements ColumnFilters {

    /** Returns the filters of an expression; null if it is not linear arithmetic of one integer column. */
    static @Nullable ArithmeticFilters of(Expression expression, FilterableColumns columns) {
        ColumnPath path = ColumnPath.of(expression);
        if (path != null) {
            BigInteger max = columns.type(path).map(ArithmeticFilters::range).orElse(null);
            return max != null && columns.of(path) instanceof IntegerFilters column
                    ? new ArithmeticFilters(
                            column, max, BigInteger.ONE, BigInteger.ZERO, column.lowest(), column.highest())
                    : null;
        } else if (expression instanceof Cast cast) {
            ArithmeticFilters filters = of(cast.expression(), columns);
            return filters == null ? null : filters.as(cast.dataType());
        }
        return expression instanceof GeneralScalarExpression ? computed(expression, columns) : null;
    }

    private static @Nullable ArithmeticFilters computed(Expression expression, FilterableColumns columns) {
        String operator = ((GeneralScalarExpression) expression).name();
        Expression[] operands = expression.children();
        if (operands.length == 1) {
            ArithmeticFilters filters = operator.equals("-") ? of(operands[0], columns) : null;
            return filters == null ? null : filters.times(BigInteger.ONE.negate());
        } else if (operands.length != 2) {
            return null;
        }
        boolean flipped = operands[0] instanceof Literal<?>;
        ArithmeticFilters filters = of(operands[flipped ? 1 : 0], columns);
        BigInteger constant = operands[flipped ? 0 : 1] instanceof Literal<?> literal && literal.value() != null
                ? IntegerFilters.integer(literal.value())
                : null;
        if (filters == null || constant == null) {
            return null;
        }
        return switch (operator) {
            case "+" -> filters.plus(constant);
            case "-" -> flipped ? filters.minusFrom(constant) : filters.plus(constant.negate());
            case "*" -> constant.signum() == 0 ? null : filters.times(constant);
            default -> null;
        };
    }

    private @Nullable ArithmeticFilters as(DataType wanted) {
        BigInteger range = range(wanted);
        return range == null ? null : checked(range, factor, offset);
    }

    private ArithmeticFilters plus(BigInteger constant) {
        return checked(max, factor, offset.add(constant));
    }

    private ArithmeticFilters minusFrom(BigInteger constant) {
        return checked(max, factor.negate(), constant.subtract(offset));
    }

    private ArithmeticFilters times(BigInteger constant) {
        return checked(max, factor.multiply(constant), offset.multiply(constant));
    }

    /** Returns the filters after one operation. Narrows the column's range to values without overflow. */
    private ArithmeticFilters checked(BigInteger newMax, BigInteger newFactor, BigInteger newOffset) {
        BigInteger newMin = newMax.negate().subtract(BigInteger.ONE);
        boolean rising = newFactor.signum() > 0;
        BigInteger from = divide((rising ? newMin : newMax).subtract(newOffset), newFactor, RoundingMode.CEILING);
        BigInteger to = divide((rising ? newMax : newMin).subtract(newOffset), newFactor, RoundingMode.FLOOR);
        return new ArithmeticFilters(column, newMax, newFactor, newOffset, low.max(from), high.min(to));
    }

    /** Returns the maximum of an integer type; null for other types. */
    private static @Nullable BigInteger range(DataType type) {
        return switch (type.typeName()) {
            case "byte" -> BigInteger.valueOf(Byte.MAX_VALUE);
            case "short" -> BigInteger.valueOf(Short.MAX_VALUE);
            case "integer" -> BigInteger.valueOf(Integer.MAX_VALUE);
            case "long" -> BigInteger.valueOf(Long.MAX_VALUE);
            default -> null;
        };
    }

    private static BigInteger divide(BigInteger dividend, BigInteger divisor, RoundingMode rounding) {
        return new BigDecimal(dividend)
                .divide(new BigDecimal(divisor), 0, rounding)
                .toBigIntegerExact();
    }

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        BigInteger value = IntegerFilters.integer(literal);
        return value == null ? isNotNull().inexact() : withOverflows(solved(operator, value.subtract(offset)));
    }

    /** Returns the records in which {@code factor * column} compares with a value. */
    private RecordSelection solved(ComparisonOperator operator, BigInteger value) {
        ComparisonOperator solved = factor.signum() > 0 ? operator : operator.mirrored();
        boolean whole = value.mod(factor.abs()).signum() == 0;
        BigInteger floor = divide(value, factor, RoundingMode.FLOOR);
        return switch (solved) {
            case EQUAL -> whole ? column.compare(solved, floor) : RecordSelection.none();
            case NOT_EQUAL -> whole ? column.compare(solved, floor) : column.isNotNull();
            case GREATER, LESS_OR_EQUAL -> column.compare(solved, floor);
            case GREATER_OR_EQUAL, LESS -> column.compare(solved, whole ? floor : floor.add(BigInteger.ONE));
        };
    }

    private RecordSelection withOverflows(RecordSelection found) {
        RecordSelection below = column.compare(ComparisonOperator.LESS, low);
        RecordSelection above = column.compare(ComparisonOperator.GREATER, high);
        boolean never = below instanceof RecordSelection.None && above instanceof RecordSelection.None;
        return never ? found : found.or(below).or(above).inexact();
    }

    @Override
    public RecordSelection isNull() {
        return withOverflows(column.isNull());
    }

    @Override
    public RecordSelection isNotNull() {
        return withOverflows(column.isNotNull());
    }
}
