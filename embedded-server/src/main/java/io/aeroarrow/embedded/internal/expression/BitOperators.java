package io.aeroarrow.embedded.internal.expression;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** The bitwise operators on ints. */
final class BitOperators {
    private static final int AND = 32;
    private static final int OR = 33;
    private static final int XOR = 34;
    private static final int NOT = 35;
    private static final int LEFT_SHIFT = 36;
    private static final int RIGHT_SHIFT = 37;
    private static final int ARITHMETIC_SHIFT = 38;
    private static final int COUNT = 39;
    private static final int LEFT_SCAN = 40;

    private BitOperators() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        return switch (opcode) {
            case AND -> fold(arguments, (a, b) -> a & b);
            case OR -> fold(arguments, (a, b) -> a | b);
            case XOR -> fold(arguments, (a, b) -> a ^ b);
            case NOT -> unary(arguments, value -> ~value);
            case COUNT -> unary(arguments, Long::bitCount);
            case LEFT_SHIFT -> shift(arguments, (value, bits) -> value << bits);
            case RIGHT_SHIFT -> shift(arguments, (value, bits) -> value >>> bits);
            case ARITHMETIC_SHIFT -> shift(arguments, (value, bits) -> value >> bits);
            case LEFT_SCAN -> scan(arguments, Long::numberOfLeadingZeros);
            default -> scan(arguments, bits -> Long.SIZE - 1 - Long.numberOfTrailingZeros(bits));
        };
    }

    private static TypedExpression fold(CallArguments arguments, LongBinaryOperator operator) {
        List<TypedExpression> terms = arguments.rest(ExpressionType.INT, 1);
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            if (!(terms.get(0).evaluate(evaluation) instanceof ExpressionValue.Int first)) {
                return ExpressionValue.UNKNOWN;
            }
            long result = first.value();
            for (int i = 1; i < terms.size(); i++) {
                if (!(terms.get(i).evaluate(evaluation) instanceof ExpressionValue.Int next)) {
                    return ExpressionValue.UNKNOWN;
                }
                result = operator.applyAsLong(result, next.value());
            }
            return ExpressionValue.of(result);
        });
    }

    private static TypedExpression unary(CallArguments arguments, LongUnaryOperator operator) {
        TypedExpression term = arguments.expression(ExpressionType.INT);
        return new TypedExpression(
                ExpressionType.INT,
                evaluation -> term.evaluate(evaluation) instanceof ExpressionValue.Int number
                        ? ExpressionValue.of(operator.applyAsLong(number.value()))
                        : ExpressionValue.UNKNOWN);
    }

    private static TypedExpression shift(CallArguments arguments, LongBinaryOperator operator) {
        TypedExpression term = arguments.expression(ExpressionType.INT);
        TypedExpression bits = arguments.expression(ExpressionType.INT);
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            if (term.evaluate(evaluation) instanceof ExpressionValue.Int value
                    && bits.evaluate(evaluation) instanceof ExpressionValue.Int count) {
                return ExpressionValue.of(operator.applyAsLong(value.value(), count.value()));
            }
            return ExpressionValue.UNKNOWN;
        });
    }

    /** The position of the first bit with the wanted value, counted from the most significant bit; -1 for none. */
    private static TypedExpression scan(CallArguments arguments, LongUnaryOperator firstSet) {
        TypedExpression term = arguments.expression(ExpressionType.INT);
        TypedExpression wanted = arguments.expression(ExpressionType.BOOL);
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            if (term.evaluate(evaluation) instanceof ExpressionValue.Int value
                    && wanted.evaluate(evaluation) instanceof ExpressionValue.Bool set) {
                long bits = set.value() ? value.value() : ~value.value();
                return ExpressionValue.of(bits == 0 ? -1 : firstSet.applyAsLong(bits));
            }
            return ExpressionValue.UNKNOWN;
        });
    }
}
