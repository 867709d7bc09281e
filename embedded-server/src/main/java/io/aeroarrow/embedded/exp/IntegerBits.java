package io.aeroarrow.embedded.exp;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Bitwise operators on ints. */
final class IntegerBits {
    private static final int AND = 32;
    private static final int OR = 33;
    private static final int XOR = 34;
    private static final int NOT = 35;
    private static final int LEFT_SHIFT = 36;
    private static final int RIGHT_SHIFT = 37;
    private static final int ARITHMETIC_SHIFT = 38;
    private static final int COUNT = 39;
    private static final int LEFT_SCAN = 40;

    private IntegerBits() {}

    static Node compile(int opcode, Arguments arguments) {
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

    private static Node fold(Arguments arguments, LongBinaryOperator operator) {
        List<Node> terms = arguments.rest(ExpType.INT, 1);
        return new Node(ExpType.INT, evaluation -> {
            if (!(terms.get(0).evaluate(evaluation) instanceof Value.Int first)) {
                return Value.UNKNOWN;
            }
            long result = first.value();
            for (int i = 1; i < terms.size(); i++) {
                if (!(terms.get(i).evaluate(evaluation) instanceof Value.Int next)) {
                    return Value.UNKNOWN;
                }
                result = operator.applyAsLong(result, next.value());
            }
            return Value.of(result);
        });
    }

    private static Node unary(Arguments arguments, LongUnaryOperator operator) {
        Node term = arguments.expression(ExpType.INT);
        return new Node(
                ExpType.INT,
                evaluation -> term.evaluate(evaluation) instanceof Value.Int number
                        ? Value.of(operator.applyAsLong(number.value()))
                        : Value.UNKNOWN);
    }

    private static Node shift(Arguments arguments, LongBinaryOperator operator) {
        Node term = arguments.expression(ExpType.INT);
        Node bits = arguments.expression(ExpType.INT);
        return new Node(ExpType.INT, evaluation -> {
            if (term.evaluate(evaluation) instanceof Value.Int value
                    && bits.evaluate(evaluation) instanceof Value.Int count) {
                return Value.of(operator.applyAsLong(value.value(), count.value()));
            }
            return Value.UNKNOWN;
        });
    }

    /** The position, counted from the most significant bit, of the first bit of the wanted value, -1 for none. */
    private static Node scan(Arguments arguments, LongUnaryOperator firstSet) {
        Node term = arguments.expression(ExpType.INT);
        Node wanted = arguments.expression(ExpType.BOOL);
        return new Node(ExpType.INT, evaluation -> {
            if (term.evaluate(evaluation) instanceof Value.Int value
                    && wanted.evaluate(evaluation) instanceof Value.Bool set) {
                long bits = set.value() ? value.value() : ~value.value();
                return Value.of(bits == 0 ? -1 : firstSet.applyAsLong(bits));
            }
            return Value.UNKNOWN;
        });
    }
}
