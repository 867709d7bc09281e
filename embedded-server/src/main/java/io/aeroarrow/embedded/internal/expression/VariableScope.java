package io.aeroarrow.embedded.internal.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The let-variables in scope while an expression is compiled. */
final class VariableScope {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, Variable> inScope = new HashMap<>();
    private int slots;

    record Variable(int slot, ExpressionType type) {}

    Variable define(String name, ExpressionType type) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidExpression("no name of a variable: " + name);
        }
        Variable variable = new Variable(slots++, type);
        if (inScope.putIfAbsent(name, variable) != null) {
            throw new InvalidExpression("variable defined twice: " + name);
        }
        return variable;
    }

    void forget(String name) {
        inScope.remove(name);
    }

    Variable get(String name) {
        Variable variable = inScope.get(name);
        if (variable == null) {
            throw new InvalidExpression("no variable " + name);
        }
        return variable;
    }

    int slots() {
        return slots;
    }
}
