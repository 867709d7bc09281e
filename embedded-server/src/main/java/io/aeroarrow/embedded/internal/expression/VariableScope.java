package io.aeroarrow.embedded.internal.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The LET variables in scope during compilation. */
final class VariableScope {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, Variable> inScope = new HashMap<>();
    private int slots;

    record Variable(int slot, ExpressionType type) {}

    Variable define(String name, ExpressionType type) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidExpression("'" + name + "' is not a valid variable name");
        }
        Variable variable = new Variable(slots++, type);
        if (inScope.putIfAbsent(name, variable) != null) {
            throw new InvalidExpression("variable " + name + " is already defined");
        }
        return variable;
    }

    void forget(String name) {
        inScope.remove(name);
    }

    Variable get(String name) {
        Variable variable = inScope.get(name);
        if (variable == null) {
            throw new InvalidExpression("variable " + name + " is not defined");
        }
        return variable;
    }

    int slots() {
        return slots;
    }
}
