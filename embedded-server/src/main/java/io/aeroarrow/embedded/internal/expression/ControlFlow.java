package io.aeroarrow.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;

/** The operators COND, LET and VAR. */
final class ControlFlow {
    private static final int COND = 123;
    private static final int VAR = 124;

    private record Branch(TypedExpression condition, TypedExpression result) {}

    private ControlFlow() {}

    static TypedExpression compile(int opcode, CallArguments arguments, VariableScope variables) {
        return switch (opcode) {
            case COND -> cond(arguments);
            case VAR -> variable(variables.get(arguments.literalName().latin1()));
            default -> let(arguments, variables);
        };
    }

    private static TypedExpression variable(VariableScope.Variable variable) {
        return new TypedExpression(variable.type(), evaluation -> evaluation.variable(variable.slot()));
    }

    private static TypedExpression cond(CallArguments arguments) {
        arguments.requireAtLeast(3);
        if (arguments.left() % 2 == 0) {
            throw new InvalidExpression("COND without a default");
        }
        List<Branch> branches = new ArrayList<>();
        ExpressionType type = ExpressionType.ANY;
        while (arguments.left() > 1) {
            TypedExpression condition = arguments.expression(ExpressionType.BOOL);
            TypedExpression result = arguments.expression();
            type = common(type, result.type());
            branches.add(new Branch(condition, result));
        }
        TypedExpression fallback = arguments.expression();
        type = common(type, fallback.type());
        return new TypedExpression(type, choice(List.copyOf(branches), fallback));
    }

    private static ExpressionType common(ExpressionType first, ExpressionType second) {
        if (first != second && first != ExpressionType.ANY && second != ExpressionType.ANY) {
            throw new InvalidExpression("results of both " + first + " and " + second);
        }
        return first == ExpressionType.ANY ? second : first;
    }

    private static Evaluator choice(List<Branch> branches, TypedExpression fallback) {
        return evaluation -> {
            for (Branch branch : branches) {
                if (!(branch.condition.evaluate(evaluation) instanceof ExpressionValue.Bool condition)) {
                    return ExpressionValue.UNKNOWN;
                }
                if (condition.value()) {
                    return branch.result.evaluate(evaluation);
                }
            }
            return fallback.evaluate(evaluation);
        };
    }

    private static TypedExpression let(CallArguments arguments, VariableScope variables) {
        arguments.requireAtLeast(3);
        if (arguments.left() % 2 == 0) {
            throw new InvalidExpression("LET without an expression to use its variables");
        }
        List<String> names = new ArrayList<>();
        List<TypedExpression> values = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        while (arguments.left() > 1) {
            String name = arguments.literalName().latin1();
            TypedExpression value = arguments.expression();
            slots.add(variables.define(name, value.type()).slot());
            names.add(name);
            values.add(value);
        }
        TypedExpression scope = arguments.expression();
        names.forEach(variables::forget);
        return new TypedExpression(scope.type(), evaluation -> {
            for (int i = 0; i < values.size(); i++) {
                evaluation.assign(slots.get(i), values.get(i).evaluate(evaluation));
            }
            return scope.evaluate(evaluation);
        });
    }
}
