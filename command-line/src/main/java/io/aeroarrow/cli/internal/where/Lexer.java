package io.aeroarrow.cli.internal.where;

import io.aeroarrow.cli.internal.where.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a condition into tokens. */
final class Lexer {

    /** The longer of two symbols with the same start comes first. */
    private static final List<String> SYMBOLS =
            List.of("<=", ">=", "<>", "!=", "==", "!~*", "!~", "~*", "=", "<", ">", "~", "(", ")", ",", "[", "]", ".");

    private final String condition;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String condition) {
        this.condition = condition;
    }

    /**
     * Returns the tokens of a condition; the last is {@link Kind#END}.
     *
     * @throws ConditionException if a character starts no token
     */
    static List<Token> tokens(String condition) {
        Lexer lexer = new Lexer(condition);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < condition.length()) {
            char next = condition.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '\'') {
                int start = at;
                add(Kind.TEXT, quoted('\'', "text"), start);
            } else if (next == '"') {
                int start = at;
                add(Kind.QUOTED_NAME, quoted('"', "name"), start);
            } else if ((next == 'x' || next == 'X') && charAt(at + 1) == '\'') {
                int start = at++;
                add(Kind.BLOB, quoted('\'', "blob"), start);
            } else if (next == '.' && continuesPath()) {
                symbol();
            } else if (isDigit(next) || next == '.' || ((next == '-' || next == '+') && startsNumber(at + 1))) {
                number();
            } else if (isNameStart(next)) {
                word();
            } else {
                symbol();
            }
        }
        add(Kind.END, "", condition.length());
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start + 1));
    }

    private String quoted(char quote, String what) {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (true) {
            if (at >= condition.length()) {
                throw new ConditionException(condition, start + 1, "this " + what + " has no closing " + quote);
            }
            char next = condition.charAt(at++);
            if (next != quote) {
                text.append(next);
            } else if (charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                return text.toString();
            }
        }
    }

    private void number() {
        int start = at++;
        boolean isFloat = condition.charAt(start) == '.';
        while (at < condition.length()) {
            char next = condition.charAt(at);
            char before = condition.charAt(at - 1);
            boolean exponentSign = (next == '-' || next == '+') && (before == 'e' || before == 'E');
            if (!isDigit(next) && next != '.' && !isNamePart(next) && !exponentSign) {
                break;
            }
            isFloat |= next == '.' || next == 'e' || next == 'E';
            at++;
        }
        add(isFloat ? Kind.FLOAT : Kind.INTEGER, condition.substring(start, at), start);
    }

    private void word() {
        int start = at;
        while (at < condition.length() && isNamePart(condition.charAt(at))) {
            at++;
        }
        add(Kind.WORD, condition.substring(start, at), start);
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (condition.startsWith(symbol, at)) {
                add(Kind.SYMBOL, symbol, at);
                at += symbol.length();
                return;
            }
        }
        int codePoint = condition.codePointAt(at);
        throw new ConditionException(
                condition,
                at + 1,
                "'" + Character.toString(codePoint)
                        + "' has no meaning here. Put names with characters other than letters, digits and _ in"
                        + " double quotes, and texts in single quotes.");
    }

    /** A dot directly after a name or a closing bracket is part of a path, and not the start of a number. */
    private boolean continuesPath() {
        if (at == 0) {
            return false;
        }
        char before = condition.charAt(at - 1);
        return isNamePart(before) || before == ']' || before == '"';
    }

    private boolean startsNumber(int index) {
        char next = charAt(index);
        return isDigit(next) || (next == '.' && isDigit(charAt(index + 1)));
    }

    private char charAt(int index) {
        return index < condition.length() ? condition.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
