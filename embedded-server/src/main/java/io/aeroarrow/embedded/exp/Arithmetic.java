package io.aeroarrow.embedded.exp;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic on ints or floats, never on a mix. */
final class Arithmetic {
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

    private Arithmetic() {}

    static Node compile(int opcode, Arguments arguments) {
        return switch (opcode) {
            case ADD -> fold(arguments.numbers(), Long::sum, Double::sum);
            case SUB -> subtract(arguments.numbers());
            case MUL -> fold(arguments.numbers(), (a, b) -> a * b, (a, b) -> a * b);
            case DIV -> divide(arguments.numbers());
            case POW -> floats(arguments, Math::pow);
            case LOG -> floats(arguments, (value, base) -> Math.log(value) / Math.log(base));
            case MOD -> modulo(arguments.expression(ExpType.INT), arguments.expression(ExpType.INT));
            case ABS -> abs(arguments.expression());
            case FLOOR -> round(arguments.expression(ExpType.FLOAT), Math::floor);
            case CEIL -> round(arguments.expression(ExpType.FLOAT), Math::ceil);
            case TO_INT -> toInt(arguments.expression(ExpType.FLOAT));
            case TO_FLOAT -> toFloat(arguments.expression(ExpType.INT));
            case MIN -> fold(arguments.numbers(), Math::min, (a, b) -> b < a ? b : a);
            default -> fold(arguments.numbers(), Math::max, (a, b) -> b > a ? b : a);
        };
    }

    private static Node subtract(List<Node> terms) {
        if (terms.size() == 1) {
            return fold(List.of(zeroLike(terms.get(0)), terms.get(0)), (a, b) -> a - b, (a, b) -> a - b);
        }
        return fold(terms, (a, b) -> a - b, (a, b) -> a - b);
    }

    private static Node zeroLike(Node term) {
        Value zero = term.type() == ExpType.FLOAT ? Value.of(0.0) : Value.of(0L);
        return new Node(term.type(), evaluation -> zero);
    }

    private static Node divide(List<Node> terms) {
        if (terms.size() == 1) {
            Value one = terms.get(0).type() == ExpType.FLOAT ? Value.of(1.0) : Value.of(1L);
            return divide(List.of(new Node(terms.get(0).type(), evaluation -> one), terms.get(0)));
        }
        Node quotient = fold(terms, Arithmetic::quotient, (a, b) -> a / b);
        List<Node> divisors = terms.subList(1, terms.size());
        return new Node(quotient.type(), evaluation -> {
            for (Node divisor : divisors) {
                if (divisor.evaluate(evaluation) instanceof Value.Int number && number.value() == 0) {
                    return Value.UNKNOWN;
                }
            }
            // Long.MIN_VALUE / -1, which ends a real server's process, wraps here.
            return quotient.evaluate(evaluation);
        });
    }

    private static long quotient(long a, long b) {
        return a / b;
    }

    private static Node fold(List<Node> terms, LongBinaryOperator ints, DoubleBinaryOperator floats) {
        ExpType type = Arguments.numberType(terms);
        return new Node(type, evaluation -> {
            Value result = terms.get(0).evaluate(evaluation);
            for (int i = 1; i < terms.size(); i++) {
                result = combine(result, terms.get(i).evaluate(evaluation), ints, floats);
            }
            return result;
        });
    }

    private static Value combine(Value left, Value right, LongBinaryOperator ints, DoubleBinaryOperator floats) {
        if (left instanceof Value.Int a && right instanceof Value.Int b) {
            return Value.of(ints.applyAsLong(a.value(), b.value()));
        }
        if (left instanceof Value.Real a && right instanceof Value.Real b) {
            return Value.of(floats.applyAsDouble(a.value(), b.value()));
        }
        return Value.UNKNOWN;
    }

    private static Node floats(Arguments arguments, DoubleBinaryOperator operator) {
        Node left = arguments.expression(ExpType.FLOAT);
        Node right = arguments.expression(ExpType.FLOAT);
        return fold(List.of(left, right), (a, b) -> 0, operator);
    }

    private static Node modulo(Node left, Node right) {
        return new Node(ExpType.INT, evaluation -> {
            if (left.evaluate(evaluation) instanceof Value.Int a
                    && right.evaluate(evaluation) instanceof Value.Int b
                    && b.value() != 0) {
                return Value.of(a.value() % b.value());
            }
            return Value.UNKNOWN;
        });
    }

    private static Node abs(Node term) {
        ExpType type = Arguments.numberType(List.of(term));
        return new Node(type, evaluation -> {
            Value value = term.evaluate(evaluation);
            if (value instanceof Value.Int number) {
                return Value.of(Math.abs(number.value()));
            }
            return value instanceof Value.Real number ? Value.of(Math.abs(number.value())) : Value.UNKNOWN;
        });
    }

    private static Node round(Node term, DoubleUnaryOperator rounding) {
        return new Node(
                ExpType.FLOAT,
                evaluation -> term.evaluate(evaluation) instanceof Value.Real number
                        ? Value.of(rounding.applyAsDouble(number.value()))
                        : Value.UNKNOWN);
    }

    private static Node toInt(Node term) {
        return new Node(
                ExpType.INT,
                evaluation -> term.evaluate(evaluation) instanceof Value.Real number
                        ? Value.of(truncated(number.value()))
                        : Value.UNKNOWN);
    }

    /** What the processor of a real server does: whatever does not fit becomes the smallest integer. */
    private static long truncated(double value) {
        boolean fits = value >= -0x1p63 && value < 0x1p63;
        return fits ? (long) value : Long.MIN_VALUE;
    }

    private static Node toFloat(Node term) {
        return new Node(
                ExpType.FLOAT,
                evaluation -> term.evaluate(evaluation) instanceof Value.Int number
                        ? Value.of((double) number.value())
                        : Value.UNKNOWN);
    }
}
