package io.aeroarrow.embedded.internal.expression;

import java.util.List;

/** The operators AND, OR, NOT and EXCLUSIVE in three-valued logic. */
final class LogicOperators {
    private static final int AND = 16;
    private static final int OR = 17;
    private static final int NOT = 18;

    private LogicOperators() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        Evaluator evaluator = switch (opcode) {
            case AND -> decidedBy(false, arguments.rest(ExpressionType.BOOL, 2));
            case OR -> decidedBy(true, arguments.rest(ExpressionType.BOOL, 2));
            case NOT -> not(arguments.expression(ExpressionType.BOOL));
            default -> exclusive(arguments.rest(ExpressionType.BOOL, 2));
        };
        return new TypedExpression(ExpressionType.BOOL, evaluator);
    }

    /** The first false decides AND, the first true decides OR, even if other terms are unknown. */
    private static Evaluator decidedBy(boolean deciding, List<TypedExpression> terms) {
        return evaluation -> {
            boolean unknown = false;
            for (TypedExpression term : terms) {
                if (!(term.evaluate(evaluation) instanceof ExpressionValue.Bool known)) {
                    unknown = true;
                } else if (known.value() == deciding) {
                    return known;
                }
            }
            return unknown ? ExpressionValue.UNKNOWN : ExpressionValue.of(!deciding);
        };
    }

    private static Evaluator not(TypedExpression term) {
        return evaluation -> term.evaluate(evaluation) instanceof ExpressionValue.Bool known
                ? ExpressionValue.of(!known.value())
                : ExpressionValue.UNKNOWN;
    }

    private static Evaluator exclusive(List<TypedExpression> terms) {
        return evaluation -> {
            int trues = 0;
            for (TypedExpression term : terms) {
                if (!(term.evaluate(evaluation) instanceof ExpressionValue.Bool known)) {
                    return ExpressionValue.UNKNOWN;
                }
                if (known.value() && ++trues > 1) {
                    return ExpressionValue.FALSE;
                }
            }
            return ExpressionValue.of(trues == 1);
        };
    }
}
