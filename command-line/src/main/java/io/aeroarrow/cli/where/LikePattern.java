package io.aeroarrow.cli.where;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.RegexFlag;
import java.util.ArrayList;
import java.util.List;

/** SQL's {@code like}, whose {@code %} stands for any text; {@code \} takes the meaning from what follows. */
final class LikePattern {

    private LikePattern() {}

    /**
     * The filter of a pattern: an equality or a prefix where that is all it asks for, else a regular expression.
     *
     * @throws IllegalArgumentException if it has an underscore that is to stand for any character
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

    /** What stands between the percent signs. */
    private static List<String> pieces(String pattern) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next == '%') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (next == '_') {
                throw new IllegalArgumentException("'_' for any character is not known to servers, which look at bytes;"
                        + " write \\_ for an underscore, or use ~ with a regular expression");
            } else if (next == '\\') {
                if (++i == pattern.length()) {
                    throw new IllegalArgumentException("the pattern ends with a single \\; write \\\\ for one");
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
