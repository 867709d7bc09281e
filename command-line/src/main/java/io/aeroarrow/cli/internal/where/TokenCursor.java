package io.aeroarrow.cli.internal.where;

import java.util.List;
import java.util.function.Supplier;

/** The tokens of a condition, read in order. Its errors point at a token. */
final class TokenCursor {

    private final String condition;
    private final List<Token> tokens;
    private int at;

    TokenCursor(String condition) {
        this.condition = condition;
        this.tokens = Lexer.tokens(condition);
    }

    /** Returns the next token without moving on; at the end, the end token. */
    Token peek() {
        return tokens.get(at);
    }

    /** Returns the next token and moves on, except at the end. */
    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    /** Moves on and returns true if the next token is the keyword. */
    boolean takeWord(String keyword) {
        boolean isNext = peek().isWord(keyword);
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** Moves on and returns true if the next token is the symbol. */
    boolean takeSymbol(String symbol) {
        boolean isNext = peek().isSymbol(symbol);
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** Takes the symbol, or fails with its purpose in the message. */
    void requireSymbol(String symbol, String purpose) {
        if (!takeSymbol(symbol)) {
            throw failure(peek(), "expected '" + symbol + "', which " + purpose + ", not " + peek().described());
        }
    }

    /** Takes a quoted text, or fails with the message. */
    Token requireText(String message) {
        Token token = take();
        if (token.kind() != Token.Kind.TEXT) {
            throw failure(token, message + ", not " + token.described());
        }
        return token;
    }

    ConditionException failure(Token place, String problem) {
        return new ConditionException(condition, place.column(), problem);
    }

    ConditionException failure(Token place, String problem, Throwable cause) {
        return new ConditionException(condition, place.column(), problem, cause);
    }

    /** Runs a conversion. An error of the filter model becomes one that points at the token. */
    <T> T checked(Token place, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException e) {
            throw failure(place, String.valueOf(e.getMessage()), e);
        }
    }
}
