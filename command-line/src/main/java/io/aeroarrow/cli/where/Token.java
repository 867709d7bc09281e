package io.aeroarrow.cli.where;

import java.util.Locale;

/**
 * A piece of a condition.
 *
 * @param text of a name or text without its quotes; of anything else as it stands there
 * @param column where it begins, from 1
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

    /** For errors. */
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
