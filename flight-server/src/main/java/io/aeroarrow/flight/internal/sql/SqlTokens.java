package io.aeroarrow.flight.internal.sql;

/** Finds the ends of the tokens of SQL, so that brackets and words in texts, names and comments are not taken for others. */
final class SqlTokens {

    private SqlTokens() {}

    /** Returns the end of the token, comment or white space that begins at a place. */
    static int end(String text, int start) {
        char c = text.charAt(start);
        if (c == '\'' || c == '"') {
            return quoted(text, start, c, c == '\'' && hasEscapes(text, start));
        }
        if (text.startsWith("--", start)) {
            int line = text.indexOf('\n', start);
            return line < 0 ? text.length() : line + 1;
        }
        if (text.startsWith("/*", start)) {
            return comment(text, start);
        }
        if (c == '$') {
            return dollarQuoted(text, start);
        }
        if (!isWord(c)) {
            return start + 1;
        }
        int end = start + 1;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns whether a text is written as {@code E'a\\n'}. */
    private static boolean hasEscapes(String text, int start) {
        return start > 0
                && Character.toLowerCase(text.charAt(start - 1)) == 'e'
                && (start == 1 || !isWord(text.charAt(start - 2)));
    }

    /** Comments may contain comments. */
    private static int comment(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static int quoted(String text, int start, char quote, boolean escapes) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        return text.length();
    }

    /** {@code $1} is a parameter, {@code $$text$$} and {@code $tag$text$tag$} are texts. */
    private static int dollarQuoted(String text, int start) {
        int tag = start + 1;
        while (tag < text.length() && isWord(text.charAt(tag))) {
            tag++;
        }
        boolean opens = tag < text.length()
                && text.charAt(tag) == '$'
                && (tag == start + 1 || !Character.isDigit(text.charAt(start + 1)));
        return opens ? after(text, text.substring(start, tag + 1), tag + 1) : start + 1;
    }

    private static int after(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + mark.length();
    }
}
