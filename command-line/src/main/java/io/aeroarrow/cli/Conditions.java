package io.aeroarrow.cli;

import io.aeroarrow.cli.internal.where.ConditionException;
import io.aeroarrow.cli.internal.where.ConditionParser;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;

/** Parses conditions in the language of the option {@code --where}. */
public final class Conditions {

    private Conditions() {}

    /**
     * Parses a condition. Numbers are compared with integers and floats alike.
     *
     * @param condition for example {@code age >= 18 and name like 'A%'}
     * @return the filter
     * @throws IllegalArgumentException if the condition is invalid; the message is one line and names the column
     */
    public static Filter parse(String condition) {
        try {
            return ConditionParser.parse(condition).acrossNumbers();
        } catch (ConditionException e) {
            throw new IllegalArgumentException(firstLine(e) + " (in: " + condition.replaceAll("\\s+", " ") + ")", e);
        }
    }

    /**
     * Parses what a condition compares: a bin, a value in its list or map, or a size.
     *
     * @param text for example {@code address['city']}
     * @return the operand
     * @throws IllegalArgumentException if the text is invalid; the message is one line and names the column
     */
    public static Operand parseOperand(String text) {
        try {
            return ConditionParser.parseOperand(text);
        } catch (ConditionException e) {
            throw new IllegalArgumentException(firstLine(e) + " (in: " + text.replaceAll("\\s+", " ") + ")", e);
        }
    }

    /** The other lines of the message mark the place, which helps on a terminal only. */
    private static String firstLine(ConditionException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("the condition is invalid");
    }
}
