package io.aeroarrow.embedded.exp;

import java.util.List;

/** AND, OR, NOT and EXCLUSIVE of trileans. */
final class Logic {
    private static final int AND = 16;
    private static final int OR = 17;
    private static final int NOT = 18;

    private Logic() {}

    static Node compile(int opcode, Arguments arguments) {
        Evaluator evaluator = switch (opcode) {
            case AND -> decidedBy(false, arguments.rest(ExpType.BOOL, 2));
            case OR -> decidedBy(true, arguments.rest(ExpType.BOOL, 2));
            case NOT -> not(arguments.expression(ExpType.BOOL));
            default -> exclusive(arguments.rest(ExpType.BOOL, 2));
        };
        return new Node(ExpType.BOOL, evaluator);
    }

    /** AND is decided by the first false, OR by the first true, whatever else is unknown. */
    private static Evaluator decidedBy(boolean deciding, List<Node> terms) {
        return evaluation -> {
            boolean unknown = false;
            for (Node term : terms) {
                if (!(term.evaluate(evaluation) instanceof Value.Bool known)) {
                    unknown = true;
                } else if (known.value() == deciding) {
                    return known;
                }
            }
            return unknown ? Value.UNKNOWN : Value.of(!deciding);
        };
    }

    private static Evaluator not(Node term) {
        return evaluation ->
                term.evaluate(evaluation) instanceof Value.Bool known ? Value.of(!known.value()) : Value.UNKNOWN;
    }

    private static Evaluator exclusive(List<Node> terms) {
        return evaluation -> {
            int trues = 0;
            for (Node term : terms) {
                if (!(term.evaluate(evaluation) instanceof Value.Bool known)) {
                    return Value.UNKNOWN;
                }
                if (known.value() && ++trues > 1) {
                    return Value.FALSE;
                }
            }
            return Value.of(trues == 1);
        };
    }
}
