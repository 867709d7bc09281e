package io.aeroarrow.embedded.internal.expression;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic operators. All arguments of a call are ints, or all are floats. */
final class ArithmeticOperators {
    private static final int ADD = 20;
    private static final int SUB = 21;
    private static final int MUL = 22;
    private static final int DIV = 23;
    private static final int POW = 24;
    private static final int LOG = 25;
    private static final int MOD = 26;
    private static final int ABS = 27;
    private static final int FLOOR = 28;
    private static final int CEIL = 29;
    private static final int TO_INT = 30;
    private static final int TO_FLOAT = 31;
    private static final int MIN = 50;

    private ArithmeticOperators() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        return switch (opcode) {
            case ADD -> fold(arguments.numbers(), Long::sum, Double::sum);
            case SUB -> subtract(arguments.numbers());
            case MUL -> fold(arguments.numbers(), (a, b) -> a * b, (a, b) -> a * b);
            case DIV -> divide(arguments.numbers());
            case POW -> floats(arguments, Math::pow);
            case LOG -> floats(arguments, (value, base) -> Math.log(value) / Math.log(base));
            case MOD -> modulo(arguments.expression(ExpressionType.INT), arguments.expression(ExpressionType.INT));
            case ABS -> abs(arguments.expression());
            case FLOOR -> round(arguments.expression(ExpressionType.FLOAT), Math::floor);
            case CEIL -> round(arguments.expression(ExpressionType.FLOAT), Math::ceil);
            case TO_INT -> toInt(arguments.expression(ExpressionType.FLOAT));
            case TO_FLOAT -> toFloat(arguments.expression(ExpressionType.INT));
            case MIN -> fold(arguments.numbers(), Math::min, (a, b) -> b < a ? b : a);
            default -> fold(arguments.numbers(), Math::max, (a, b) -> b > a ? b : a);
        };
    }

    private static TypedExpression subtract(List<TypedExpression> terms) {
        if (terms.size() == 1) {
            return fold(List.of(zeroLike(terms.get(0)), terms.get(0)), (a, b) -> a - b, (a, b) -> a - b);
        }
        return fold(terms, (a, b) -> a - b, (a, b) -> a - b);
    }

    private static TypedExpression zeroLike(TypedExpression term) {
        ExpressionValue zero = term.type() == ExpressionType.FLOAT ? ExpressionValue.of(0.0) : ExpressionValue.of(0L);
        return new TypedExpression(term.type(), evaluation -> zero);
    }

    private static TypedExpression divide(List<TypedExpression> terms) {
        if (terms.size() == 1) {
            ExpressionValue one =
                    terms.get(0).type() == ExpressionType.FLOAT ? ExpressionValue.of(1.0) : ExpressionValue.of(1L);
            return divide(List.of(new TypedExpression(terms.get(0).type(), evaluation -> one), terms.get(0)));
        }
        TypedExpression quotient = fold(terms, ArithmeticOperators::quotient, (a, b) -> a / b);
        List<TypedExpression> divisors = terms.subList(1, terms.size());
        return new TypedExpression(quotient.type(), evaluation -> {
            for (TypedExpression divisor : divisors) {
                if (divisor.evaluate(evaluation) instanceof ExpressionValue.Int number && number.value() == 0) {
                    return ExpressionValue.UNKNOWN;
                }
            }
            // Long.MIN_VALUE / -1 wraps here; it crashes a real server.
            return quotient.evaluate(evaluation);
        });
    }

    private static long quotient(long a, long b) {
        return a / b;
    }

    private static TypedExpression fold(
            List<TypedExpression> terms, LongBinaryOperator ints, DoubleBinaryOperator floats) {
        ExpressionType type = CallArguments.numberType(terms);
        return new TypedExpression(type, evaluation -> {
            ExpressionValue result = terms.get(0).evaluate(evaluation);
            for (int i = 1; i < terms.size(); i++) {
                result = combine(result, terms.get(i).evaluate(evaluation), ints, floats);
            }
            return result;
        });
    }

    private static ExpressionValue combine(
            ExpressionValue left, ExpressionValue right, LongBinaryOperator ints, DoubleBinaryOperator floats) {
        if (left instanceof ExpressionValue.Int a && right instanceof ExpressionValue.Int b) {
            return ExpressionValue.of(ints.applyAsLong(a.value(), b.value()));
        }
        if (left instanceof ExpressionValue.Real a && right instanceof ExpressionValue.Real b) {
            return ExpressionValue.of(floats.applyAsDouble(a.value(), b.value()));
        }
        return ExpressionValue.UNKNOWN;
    }

    private static TypedExpression floats(CallArguments arguments, DoubleBinaryOperator operator) {
        TypedExpression left = arguments.expression(ExpressionType.FLOAT);
        TypedExpression right = arguments.expression(ExpressionType.FLOAT);
        return fold(List.of(left, right), (a, b) -> 0, operator);
    }

    private static TypedExpression modulo(TypedExpression left, TypedExpression right) {
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            if (left.evaluate(evaluation) instanceof ExpressionValue.Int a
                    && right.evaluate(evaluation) instanceof ExpressionValue.Int b
                    && b.value() != 0) {
                return ExpressionValue.of(a.value() % b.value());
            }
            return ExpressionValue.UNKNOWN;
        });
    }

    private static TypedExpression abs(TypedExpression term) {
        ExpressionType type = CallArguments.numberType(List.of(term));
        return new TypedExpression(type, evaluation -> {
            ExpressionValue value = term.evaluate(evaluation);
            if (value instanceof ExpressionValue.Int number) {
                return ExpressionValue.of(Math.abs(number.value()));
            }
            return value instanceof ExpressionValue.Real number
                    ? ExpressionValue.of(Math.abs(number.value()))
                    : ExpressionValue.UNKNOWN;
        });
    }

    private static TypedExpression round(TypedExpression term, DoubleUnaryOperator rounding) {
        return new TypedExpression(
                ExpressionType.FLOAT,
                evaluation -> term.evaluate(evaluation) instanceof ExpressionValue.Real number
                        ? ExpressionValue.of(rounding.applyAsDouble(number.value()))
                        : ExpressionValue.UNKNOWN);
    }

    private static TypedExpression toInt(TypedExpression term) {
        return new TypedExpression(
                ExpressionType.INT,
                evaluation -> term.evaluate(evaluation) instanceof ExpressionValue.Real number
                        ? ExpressionValue.of(truncated(number.value()))
                        : ExpressionValue.UNKNOWN);
    }

    /** Converts as x86-64 does: a value out of range becomes the smallest integer. */
    private static long truncated(double value) {
        boolean fits = value >= -0x1p63 && value < 0x1p63;
        return fits ? (long) value : Long.MIN_VALUE;
    }

    private static TypedExpression toFloat(TypedExpression term) {
        return new TypedExpression(
                ExpressionType.FLOAT,
                evaluation -> term.evaluate(evaluation) instanceof ExpressionValue.Int number
                        ? ExpressionValue.of((double) number.value())
                        : ExpressionValue.UNKNOWN);
    }
}
