package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import java.util.function.Function;

/**
 * Parses what a condition tests.
 *
 * <pre>
 * operand    = metadata [ "(" number ")" ] | "size" "(" stored ")" | stored
 * stored     = name { "." name | "[" index "]" | "[" text "]" | "[" "key" literal "]" }
 * </pre>
 */
final class OperandParser {

    private static final String SIZE = "size";

    private final TokenCursor tokens;

    OperandParser(TokenCursor tokens) {
        this.tokens = tokens;
    }

    /** Parses an operand whose first token has been taken. */
    Operand operand(Token first) {
        if (first.kind() == Token.Kind.WORD) {
            Function<Integer, Operand> modulo = ConditionNames.withArgument(first.text());
            if (modulo != null) {
                return digestModulo(first, modulo);
            } else if (first.isWord(SIZE) && tokens.takeSymbol("(")) {
                StoredValue value = stored();
                tokens.requireSymbol(")", "closes the '(' after '" + first.text() + "'");
                return value.size();
            }
        }
        Operand operand = named(first);
        return operand instanceof StoredValue value ? path(value) : operand;
    }

    /** Parses the value of a bin, or a value in its list or map. */
    StoredValue stored() {
        Token name = tokens.take();
        if (named(name) instanceof StoredValue value) {
            return path(value);
        }
        throw tokens.failure(name, "'" + name.text() + "' is not the name of a bin");
    }

    private Operand named(Token name) {
        if (name.kind() == Token.Kind.QUOTED_NAME) {
            return tokens.checked(name, () -> Filter.bin(name.text()));
        }
        if (name.kind() != Token.Kind.WORD || ConditionNames.isKeyword(name.text())) {
            String hint = name.kind() == Token.Kind.WORD ? ". Put the name of a bin in double quotes." : "";
            throw tokens.failure(name, "expected the name of a bin, not " + name.described() + hint);
        }
        return tokens.checked(name, () -> ConditionNames.operand(name.text()));
    }

    private StoredValue path(StoredValue start) {
        StoredValue value = start;
        while (true) {
            Token symbol = tokens.peek();
            StoredValue parent = value;
            if (tokens.takeSymbol(".")) {
                Token name = tokens.take();
                if (name.kind() != Token.Kind.WORD && name.kind() != Token.Kind.QUOTED_NAME) {
                    throw tokens.failure(name, "expected the name of a field after '.', not " + name.described());
                }
                value = tokens.checked(name, () -> parent.key(name.text()));
            } else if (tokens.takeSymbol("[")) {
                PathStep step = subscript();
                tokens.requireSymbol("]", "closes the '[' at column " + symbol.column());
                value = tokens.checked(symbol, () -> parent.step(step));
            } else {
                return value;
            }
        }
    }

    private PathStep subscript() {
        Token token = tokens.take();
        if (token.isWord("key")) {
            Token key = tokens.take();
            if (!ConditionLiterals.isLiteral(key) || key.isWord("timestamp")) {
                throw tokens.failure(key, "expected the key of a map after 'key', not " + key.described());
            }
            return tokens.checked(key, () -> new PathStep.Key(ConditionLiterals.value(key)));
        } else if (token.kind() == Token.Kind.TEXT) {
            return new PathStep.Key(Value.of(token.text()));
        } else if (token.kind() == Token.Kind.INTEGER) {
            return new PathStep.Index(integer(token));
        }
        throw tokens.failure(
                token,
                "expected [0] for an element of a list, ['k'] or [key 0] for the value of a key, not "
                        + token.described());
    }

    private Operand digestModulo(Token name, Function<Integer, Operand> modulo) {
        tokens.requireSymbol("(", "opens the number after '" + name.text() + "'");
        Token number = tokens.take();
        int value = integer(number);
        tokens.requireSymbol(")", "closes the number after '" + name.text() + "'");
        return tokens.checked(number, () -> modulo.apply(value));
    }

    private int integer(Token number) {
        try {
            return Integer.parseInt(number.text());
        } catch (NumberFormatException e) {
            throw tokens.failure(number, "expected a whole number, not " + number.described(), e);
        }
    }
}
