package io.aeroarrow.spark.pushdown;

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
 * A column of integers, times and plus constants: {@code (a - 3) * -2 > 9} is asked of the column itself, as {@code a < -1.5}.
 * So the server computes nothing. Values for which Spark's arithmetic overflows are always asked for, as it says so.
 *
 * @param most the greatest value that the result's type holds
 * @param factor not 0
 * @param low the least value of the column for which nothing overflows
 * @param high the greatest
 */
record ArithmeticTests(
        IntegerTests column, BigInteger most, BigInteger factor, BigInteger offset, BigInteger low, BigInteger high)
        implements ColumnTests {

    /** What an expression tests; null unless it is such arithmetic. */
    static @Nullable ArithmeticTests of(Expression expression, TestedColumns columns) {
        String name = PredicateTranslator.column(expression);
        if (name != null) {
            BigInteger most = columns.type(name).map(ArithmeticTests::range).orElse(null);
            return most != null && columns.of(name) instanceof IntegerTests column
                    ? new ArithmeticTests(
                            column, most, BigInteger.ONE, BigInteger.ZERO, column.lowest(), column.highest())
                    : null;
        } else if (expression instanceof Cast cast) {
            ArithmeticTests tests = of(cast.expression(), columns);
            return tests == null ? null : tests.as(cast.dataType());
        }
        return expression instanceof GeneralScalarExpression ? computed(expression, columns) : null;
    }

    private static @Nullable ArithmeticTests computed(Expression expression, TestedColumns columns) {
        String operator = ((GeneralScalarExpression) expression).name();
        Expression[] operands = expression.children();
        if (operands.length == 1) {
            ArithmeticTests tests = operator.equals("-") ? of(operands[0], columns) : null;
            return tests == null ? null : tests.times(BigInteger.ONE.negate());
        } else if (operands.length != 2) {
            return null;
        }
        boolean flipped = operands[0] instanceof Literal<?>;
        ArithmeticTests tests = of(operands[flipped ? 1 : 0], columns);
        BigInteger constant = operands[flipped ? 0 : 1] instanceof Literal<?> literal && literal.value() != null
                ? IntegerTests.integer(literal.value())
                : null;
        if (tests == null || constant == null) {
            return null;
        }
        return switch (operator) {
            case "+" -> tests.plus(constant);
            case "-" -> flipped ? tests.minusFrom(constant) : tests.plus(constant.negate());
            case "*" -> constant.signum() == 0 ? null : tests.times(constant);
            default -> null;
        };
    }

    private @Nullable ArithmeticTests as(DataType wanted) {
        BigInteger range = range(wanted);
        return range == null ? null : checked(range, factor, offset);
    }

    private ArithmeticTests plus(BigInteger constant) {
        return checked(most, factor, offset.add(constant));
    }

    private ArithmeticTests minusFrom(BigInteger constant) {
        return checked(most, factor.negate(), constant.subtract(offset));
    }

    private ArithmeticTests times(BigInteger constant) {
        return checked(most, factor.multiply(constant), offset.multiply(constant));
    }

    /** One step further, with no more of the column than for which it stays in the range of a type. */
    private ArithmeticTests checked(BigInteger greatest, BigInteger newFactor, BigInteger newOffset) {
        BigInteger least = greatest.negate().subtract(BigInteger.ONE);
        boolean rising = newFactor.signum() > 0;
        BigInteger from = divide((rising ? least : greatest).subtract(newOffset), newFactor, RoundingMode.CEILING);
        BigInteger to = divide((rising ? greatest : least).subtract(newOffset), newFactor, RoundingMode.FLOOR);
        return new ArithmeticTests(column, greatest, newFactor, newOffset, low.max(from), high.min(to));
    }

    /** The greatest value of a type of integers; null if it is none. */
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
    public Selection compare(ComparisonOperator operator, Object literal) {
        BigInteger value = IntegerTests.integer(literal);
        return value == null ? isNotNull().inexact() : withOverflows(solved(operator, value.subtract(offset)));
    }

    /** Where the factor times the column compares with a value. */
    private Selection solved(ComparisonOperator operator, BigInteger value) {
        ComparisonOperator asked = factor.signum() > 0 ? operator : PredicateTranslator.mirrored(operator);
        boolean whole = value.mod(factor.abs()).signum() == 0;
        BigInteger floor = divide(value, factor, RoundingMode.FLOOR);
        return switch (asked) {
            case EQUAL -> whole ? column.compare(asked, floor) : Selection.none();
            case NOT_EQUAL -> whole ? column.compare(asked, floor) : column.isNotNull();
            case GREATER, LESS_OR_EQUAL -> column.compare(asked, floor);
            case GREATER_OR_EQUAL, LESS -> column.compare(asked, whole ? floor : floor.add(BigInteger.ONE));
        };
    }

    private Selection withOverflows(Selection found) {
        Selection below = column.compare(ComparisonOperator.LESS, low);
        Selection above = column.compare(ComparisonOperator.GREATER, high);
        boolean never = below instanceof Selection.None && above instanceof Selection.None;
        return never ? found : found.or(below).or(above).inexact();
    }

    @Override
    public Selection isNull() {
        return withOverflows(column.isNull());
    }

    @Override
    public Selection isNotNull() {
        return withOverflows(column.isNotNull());
    }
}
