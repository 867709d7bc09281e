package io.aeroarrow.embedded.internal.expression;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Translates POSIX basic and extended regular expressions to those of Java. */
final class PosixRegex {
    private static final int EXTENDED = 1;
    private static final int IGNORE_CASE = 2;
    /**
     * The server hands the flags to its C library, where 4 is what clients call NOSUB and 8 what they call NEWLINE: so it is NOSUB
     * that lets a regex see lines.
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
            throw new InvalidExpression("regex: nothing after the last backslash");
        }
        char c = source.charAt(position++);
        if (c == '<' || c == '>') {
            out.append(c == '<' ? "\\b(?=\\w)" : "\\b(?<=\\w)");
        } else if ("+?|(){}".indexOf(c) >= 0) {
            special(c, !extended);
        } else if (Character.isLetter(c) && "wWsSbB".indexOf(c) < 0) {
            // Java gives letters a meaning that POSIX does not know.
            out.append(c);
        } else {
            out.append('\\').append(c);
        }
    }

    /** A star at the start of a basic expression is an ordinary character; in an extended one several are as good as one. */
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
            // Where lines count, only a line feed matches one.
            out.append(newline ? "^\n" : "^");
            position++;
        }
        boolean first = true;
        while (first || !peek(']')) {
            if (position >= source.length()) {
                throw new InvalidExpression("regex: bracket not closed");
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
                throw new InvalidExpression("regex: no such character class");
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
