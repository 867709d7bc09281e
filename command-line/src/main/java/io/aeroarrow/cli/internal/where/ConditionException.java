package io.aeroarrow.cli.internal.where;

/** Thrown if a condition is invalid. The message shows the condition and marks the place. */
public final class ConditionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int column;

    ConditionException(String condition, int column, String problem, Throwable cause) {
        super(marked(condition, column, problem), cause);
        this.column = column;
    }

    ConditionException(String condition, int column, String problem) {
        super(marked(condition, column, problem));
        this.column = column;
    }

    /** Returns the position of the error in the condition, counted from 1. */
    public int column() {
        return column;
    }

    private static String marked(String condition, int column, String problem) {
        // Line ends and tabs would move the marker.
        String line = condition.replaceAll("[\\r\\n\\t]", " ");
        return "column " + column + ": " + problem + "\n  " + line + "\n  " + " ".repeat(column - 1) + "^";
    }
}
