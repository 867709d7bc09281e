package io.aeroarrow.embedded.exp;

import java.util.ArrayList;
import java.util.List;

/** COND, LET and VAR. */
final class ControlFlow {
    private static final int COND = 123;
    private static final int VAR = 124;

    private record Branch(Node condition, Node result) {}

    private ControlFlow() {}

    static Node compile(int opcode, Arguments arguments, Variables variables) {
        return switch (opcode) {
            case COND -> cond(arguments);
            case VAR -> variable(variables.get(arguments.literalName().latin1()));
            default -> let(arguments, variables);
        };
    }

    private static Node variable(Variables.Variable variable) {
        return new Node(variable.type(), evaluation -> evaluation.variable(variable.slot()));
    }

    private static Node cond(Arguments arguments) {
        arguments.requireAtLeast(3);
        if (arguments.left() % 2 == 0) {
            throw new InvalidExpression("COND without a default");
        }
        List<Branch> branches = new ArrayList<>();
        ExpType type = ExpType.ANY;
        while (arguments.left() > 1) {
            Node condition = arguments.expression(ExpType.BOOL);
            Node result = arguments.expression();
            type = common(type, result.type());
            branches.add(new Branch(condition, result));
        }
        Node fallback = arguments.expression();
        type = common(type, fallback.type());
        return new Node(type, choice(List.copyOf(branches), fallback));
    }

    private static ExpType common(ExpType first, ExpType second) {
        if (first != second && first != ExpType.ANY && second != ExpType.ANY) {
            throw new InvalidExpression("results of both " + first + " and " + second);
        }
        return first == ExpType.ANY ? second : first;
    }

    private static Evaluator choice(List<Branch> branches, Node fallback) {
        return evaluation -> {
            for (Branch branch : branches) {
                if (!(branch.condition.evaluate(evaluation) instanceof Value.Bool condition)) {
                    return Value.UNKNOWN;
                }
                if (condition.value()) {
                    return branch.result.evaluate(evaluation);
                }
            }
            return fallback.evaluate(evaluation);
        };
    }

    private static Node let(Arguments arguments, Variables variables) {
        arguments.requireAtLeast(3);
        if (arguments.left() % 2 == 0) {
            throw new InvalidExpression("LET without an expression to use its variables");
        }
        List<String> names = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        while (arguments.left() > 1) {
            String name = arguments.literalName().latin1();
            Node value = arguments.expression();
            slots.add(variables.define(name, value.type()).slot());
            names.add(name);
            values.add(value);
        }
        Node scope = arguments.expression();
        names.forEach(variables::forget);
        return new Node(scope.type(), evaluation -> {
            for (int i = 0; i < values.size(); i++) {
                evaluation.assign(slots.get(i), values.get(i).evaluate(evaluation));
            }
            return scope.evaluate(evaluation);
        });
    }
}
