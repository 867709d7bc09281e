package io.aeroarrow.cli.internal.where;

import java.util.Locale;

/**
 * A token of a condition.
 *
 * @param kind the kind of token
 * @param text the content of a quoted name or text without quotes; else the token verbatim
 * @param column the start in the condition, counted from 1
 */
record Token(Kind kind, String text, int column) {

    enum Kind {
        /** A word that may be a keyword or a name. */
        WORD,
        /** A name in double quotes, which is never a keyword. */
        QUOTED_NAME,
        INTEGER,
        FLOAT,
        TEXT,
        /** Hex digits of {@code X'...'}. */
        BLOB,
        SYMBOL,
        END
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Returns a description for error messages. */
    String described() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text '" + text + "'";
            case BLOB -> "the blob X'" + text + "'";
            case QUOTED_NAME -> "the name \"" + text + "\"";
            case WORD, INTEGER, FLOAT, SYMBOL -> "'" + text + "'";
        };
    }
}
