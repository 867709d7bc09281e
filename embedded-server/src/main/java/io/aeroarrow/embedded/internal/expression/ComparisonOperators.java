package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;

/** The operators EQ, NE, GT, GE, LT and LE on two values of one type. */
final class ComparisonOperators {
    private static final int EQ = 1;
    private static final int NE = 2;
    private static final int GT = 3;
    private static final int GE = 4;
    private static final int LT = 5;

    private ComparisonOperators() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        TypedExpression left = arguments.expression();
        ExpressionType type = left.type() == ExpressionType.ANY ? ExpressionType.BOOL : left.type();
        TypedExpression right = arguments.expression(type);
        if (type == ExpressionType.GEO || type == ExpressionType.HLL) {
            throw new InvalidExpression(type + " has no order");
        }
        Evaluator evaluator =
                type == ExpressionType.FLOAT ? floats(opcode, left, right) : ordered(test(opcode), type, left, right);
        return new TypedExpression(ExpressionType.BOOL, evaluator);
    }

    private static Evaluator ordered(
            IntPredicate test, ExpressionType type, TypedExpression left, TypedExpression right) {
        return evaluation -> {
            ExpressionValue a = left.evaluate(evaluation);
            ExpressionValue b = right.evaluate(evaluation);
            if (a instanceof ExpressionValue.Unknown || b instanceof ExpressionValue.Unknown) {
                return ExpressionValue.UNKNOWN;
            }
            if (type == ExpressionType.LIST || type == ExpressionType.MAP) {
                return containers(test, a, b);
            }
            return ExpressionValue.of(test.test(compare(a, b)));
        };
    }

    private static ExpressionValue containers(IntPredicate test, ExpressionValue a, ExpressionValue b) {
        if (a instanceof ExpressionValue.Raw x && b instanceof ExpressionValue.Raw y) {
            OptionalInt order = MsgpackOrder.compareInFilter(x.value(), y.value());
            return order.isPresent() ? ExpressionValue.of(test.test(order.getAsInt())) : ExpressionValue.UNKNOWN;
        }
        return ExpressionValue.UNKNOWN;
    }

    private static int compare(ExpressionValue a, ExpressionValue b) {
        if (a instanceof ExpressionValue.Int x && b instanceof ExpressionValue.Int y) {
            return Long.compare(x.value(), y.value());
        }
        if (a instanceof ExpressionValue.Bool x && b instanceof ExpressionValue.Bool y) {
            return Boolean.compare(x.value(), y.value());
        }
        if (a instanceof ExpressionValue.Raw x && b instanceof ExpressionValue.Raw y) {
            return x.value().compareUnsigned(y.value());
        }
        return 0;
    }

    private static Evaluator floats(int opcode, TypedExpression left, TypedExpression right) {
        return evaluation -> {
            if (left.evaluate(evaluation) instanceof ExpressionValue.Real a
                    && right.evaluate(evaluation) instanceof ExpressionValue.Real b) {
                return ExpressionValue.of(floatTest(opcode, b.value()).test(a.value()));
            }
            return ExpressionValue.UNKNOWN;
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

    /** As in C: a comparison with NaN is false, except NE. */
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
