package io.aeroarrow.embedded.internal.expression;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Translates POSIX basic and extended regular expressions to Java's. */
final class PosixRegex {
    private static final int EXTENDED = 1;
    private static final int IGNORE_CASE = 2;
    /**
     * The server passes the flags to its C library. There 4 means newline-sensitive and 8 means no subexpressions; clients name them
     * NOSUB and NEWLINE. So the client's NOSUB makes a regex newline-sensitive.
     */
    private static final int NEWLINE = 4;

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\p{Space}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private final String source;
    private final boolean extended;
    private final boolean newline;
    private final StringBuilder out = new StringBuilder();
    private int position;

    private PosixRegex(String source, int flags) {
        this.source = source;
        this.extended = (flags & EXTENDED) != 0;
        this.newline = (flags & NEWLINE) != 0;
    }

    static Pattern compile(String regex, int flags) {
        PosixRegex translation = new PosixRegex(regex, flags);
        int javaFlags = Pattern.UNIX_LINES | (translation.newline ? Pattern.MULTILINE : Pattern.DOTALL);
        if ((flags & IGNORE_CASE) != 0) {
            javaFlags |= Pattern.CASE_INSENSITIVE;
        }
        try {
            return Pattern.compile(translation.translate(), javaFlags);
        } catch (PatternSyntaxException e) {
            throw new InvalidExpression("regex: " + e.getDescription());
        }
    }

    private String translate() {
        while (position < source.length()) {
            char c = source.charAt(position++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '*' -> star();
                case '$' -> out.append(newline ? "$" : "\\z");
                case '+', '?', '|', '(', ')', '{', '}' -> special(c, extended);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** In a basic expression these are ordinary characters unless escaped. */
    private void special(char c, boolean operator) {
        if (!operator) {
            out.append('\\');
        }
        out.append(c);
    }

    private void escape() {
        if (position == source.length()) {
            throw new InvalidExpression("regex: no character follows the last backslash");
        }
        char c = source.charAt(position++);
        if (c == '<' || c == '>') {
            out.append(c == '<' ? "\\b(?=\\w)" : "\\b(?<=\\w)");
        } else if ("+?|(){}".indexOf(c) >= 0) {
            special(c, !extended);
        } else if (Character.isLetter(c) && "wWsSbB".indexOf(c) < 0) {
            // An escaped letter has a meaning in Java but not in POSIX.
            out.append(c);
        } else {
            out.append('\\').append(c);
        }
    }

    /** A star at the start of a basic expression is an ordinary character. In an extended expression repeated stars equal one. */
    private void star() {
        if (!extended && position == 1) {
            out.append("\\*");
        } else if (!extended || position < 2 || source.charAt(position - 2) != '*') {
            out.append('*');
        }
    }

    private void bracket() {
        out.append('[');
        if (peek('^')) {
            // A newline-sensitive negated bracket does not match a line feed.
            out.append(newline ? "^\n" : "^");
            position++;
        }
        boolean first = true;
        while (first || !peek(']')) {
            if (position >= source.length()) {
                throw new InvalidExpression("regex: a bracket is not closed");
            }
            bracketItem();
            first = false;
        }
        position++;
        out.append(']');
    }

    private void bracketItem() {
        char c = source.charAt(position++);
        if (c == '[' && peek(':')) {
            int end = source.indexOf(":]", position);
            String javaClass = end < 0 ? null : CLASSES.get(source.substring(position + 1, end));
            if (javaClass == null) {
                throw new InvalidExpression("regex: the character class is unknown");
            }
            out.append(javaClass);
            position = end + 2;
        } else if ("\\[]&^".indexOf(c) >= 0) {
            out.append('\\').append(c);
        } else {
            out.append(c);
        }
    }

    private boolean peek(char wanted) {
        return position < source.length() && source.charAt(position) == wanted;
    }
}
