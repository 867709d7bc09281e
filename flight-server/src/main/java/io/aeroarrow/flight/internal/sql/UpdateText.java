package io.aeroarrow.flight.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;

/**
 * The assignments of an UPDATE statement and its condition. DuckDB's parser prints no trees of UPDATE, so this class finds
 * where they begin and end; the parser reads each of them as a part of a SELECT.
 *
 * @param assignments the texts {@code column = expression}
 * @param where the condition with its WHERE, or empty
 */
record UpdateText(List<String> assignments, String where) {

    /** Divides the text behind SET. */
    static UpdateText of(String text) {
        List<String> assignments = new ArrayList<>();
        int start = 0;
        int depth = 0;
        String before = "";
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            int end = SqlTokens.end(text, i);
            String word = text.substring(i, end).toUpperCase(Locale.ROOT);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (depth == 0 && c == ',') {
                assignments.add(text.substring(start, i));
                start = end;
            } else if (depth == 0 && word.equals("WHERE")) {
                assignments.add(text.substring(start, i));
                return new UpdateText(assignments, text.substring(i));
            } else if (depth == 0 && isRefused(word, before)) {
                throw refused(word);
            }
            if (depth < 0) {
                throw new IllegalArgumentException(
                        "a bracket closes that none opens: '" + text.substring(0, end) + "'");
            }
            if (!word.isBlank()) {
                before = word;
            }
            i = end;
        }
        assignments.add(text.substring(start));
        return new UpdateText(assignments, "");
    }

    /** {@code IS DISTINCT FROM} compares. */
    private static boolean isRefused(String word, String before) {
        return word.equals("RETURNING") || (word.equals("FROM") && !before.equals("DISTINCT"));
    }

    private static FlightRuntimeException refused(String word) {
        return CallStatus.UNIMPLEMENTED
                .withDescription(
                        "this server runs UPDATE namespace.set SET column = expression WHERE condition, without " + word
                                + ". Use a subquery for values of other sets.")
                .toRuntimeException();
    }

    /** Returns the part of an assignment before or after its first {@code =}, or empty without one. */
    static Optional<String[]> sides(String assignment) {
        for (int i = 0; i < assignment.length(); i = SqlTokens.end(assignment, i)) {
            if (assignment.charAt(i) == '=') {
                return Optional.of(new String[] {
                    assignment.substring(0, i).strip(),
                    assignment.substring(i + 1).strip()
                });
            }
        }
        return Optional.empty();
    }
}
