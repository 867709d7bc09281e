package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.msgpack.MsgpackOrder;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;

/** EQ, NE, GT, GE, LT and LE of two values of one type. */
final class Comparisons {
    private static final int EQ = 1;
    private static final int NE = 2;
    private static final int GT = 3;
    private static final int GE = 4;
    private static final int LT = 5;

    private Comparisons() {}

    static Node compile(int opcode, Arguments arguments) {
        Node left = arguments.expression();
        ExpType type = left.type() == ExpType.ANY ? ExpType.BOOL : left.type();
        Node right = arguments.expression(type);
        if (type == ExpType.GEO || type == ExpType.HLL) {
            throw new InvalidExpression(type + " has no order");
        }
        Evaluator evaluator =
                type == ExpType.FLOAT ? floats(opcode, left, right) : ordered(test(opcode), type, left, right);
        return new Node(ExpType.BOOL, evaluator);
    }

    private static Evaluator ordered(IntPredicate test, ExpType type, Node left, Node right) {
        return evaluation -> {
            Value a = left.evaluate(evaluation);
            Value b = right.evaluate(evaluation);
            if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
                return Value.UNKNOWN;
            }
            if (type == ExpType.LIST || type == ExpType.MAP) {
                return containers(test, a, b);
            }
            return Value.of(test.test(compare(a, b)));
        };
    }

    private static Value containers(IntPredicate test, Value a, Value b) {
        if (a instanceof Value.Raw x && b instanceof Value.Raw y) {
            OptionalInt order = MsgpackOrder.compareInFilter(x.value(), y.value());
            return order.isPresent() ? Value.of(test.test(order.getAsInt())) : Value.UNKNOWN;
        }
        return Value.UNKNOWN;
    }

    private static int compare(Value a, Value b) {
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return Long.compare(x.value(), y.value());
        }
        if (a instanceof Value.Bool x && b instanceof Value.Bool y) {
            return Boolean.compare(x.value(), y.value());
        }
        if (a instanceof Value.Raw x && b instanceof Value.Raw y) {
            return x.value().compareUnsigned(y.value());
        }
        return 0;
    }

    private static Evaluator floats(int opcode, Node left, Node right) {
        return evaluation -> {
            if (left.evaluate(evaluation) instanceof Value.Real a
                    && right.evaluate(evaluation) instanceof Value.Real b) {
                return Value.of(floatTest(opcode, b.value()).test(a.value()));
            }
            return Value.UNKNOWN;
        };
    }

    private static IntPredicate test(int opcode) {
        return switch (opcode) {
            case EQ -> order -> order == 0;
            case NE -> order -> order != 0;
            case GT -> order -> order > 0;
            case GE -> order -> order >= 0;
            case LT -> order -> order < 0;
            default -> order -> order <= 0;
        };
    }

    /** As in C: a comparison with NaN is false, but for NE. */
    private static DoublePredicate floatTest(int opcode, double right) {
        return switch (opcode) {
            case EQ -> left -> left == right;
            case NE -> left -> left != right;
            case GT -> left -> left > right;
            case GE -> left -> left >= right;
            case LT -> left -> left < right;
            default -> left -> left <= right;
        };
    }
}
