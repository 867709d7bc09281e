package io.aeroarrow.cli.where;

/** A condition that cannot be understood; points at the place. */
public final class ConditionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int column;

    ConditionException(String condition, int column, String problem, Throwable cause) {
        super(shown(condition, column, problem), cause);
        this.column = column;
    }

    ConditionException(String condition, int column, String problem) {
        super(shown(condition, column, problem));
        this.column = column;
    }

    /** Where in the condition it goes wrong, from 1. */
    public int column() {
        return column;
    }

    private static String shown(String condition, int column, String problem) {
        // Line ends and tabs would move the mark.
        String line = condition.replaceAll("[\\r\\n\\t]", " ");
        return "column " + column + ": " + problem + "\n  " + line + "\n  " + " ".repeat(column - 1) + "^";
    }
}
