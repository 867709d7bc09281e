package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.RegexFlag;
import java.util.ArrayList;
import java.util.List;

/** Converts the pattern of SQL's {@code like} to a filter. {@code %} matches any text; {@code \} escapes. */
final class LikePattern {

    private LikePattern() {}

    /**
     * Returns the filter of a pattern: an equality or a prefix test if that suffices, else a regular expression.
     *
     * @throws IllegalArgumentException if the pattern has an unescaped underscore, or ends with a single backslash
     */
    static Filter filter(Operand operand, String pattern) {
        List<String> pieces = pieces(pattern);
        if (pieces.size() == 1) {
            return operand.equalTo(pieces.get(0));
        }
        boolean prefixOnly = pieces.size() == 2 && pieces.get(1).isEmpty();
        if (prefixOnly && !pieces.get(0).isEmpty()) {
            return operand.startsWith(pieces.get(0));
        }
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < pieces.size(); i++) {
            regex.append(i == 0 ? "" : ".*").append(quoted(pieces.get(i)));
        }
        return operand.matches(regex.append('$').toString(), RegexFlag.EXTENDED);
    }

    /** Splits a pattern at its percent signs and removes the escapes. */
    private static List<String> pieces(String pattern) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next == '%') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (next == '_') {
                throw new IllegalArgumentException("servers do not support '_' for any character. Write \\_ for an"
                        + " underscore, or use ~ with a regular expression.");
            } else if (next == '\\') {
                if (++i == pattern.length()) {
                    throw new IllegalArgumentException(
                            "the pattern ends with a single \\. Write \\\\ for a backslash.");
                }
                piece.append(pattern.charAt(i));
            } else {
                piece.append(next);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static String quoted(String text) {
        return text.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
    }
}
