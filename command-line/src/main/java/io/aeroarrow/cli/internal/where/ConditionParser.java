package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Parses a condition to a filter, by recursive descent with one method per grammar rule.
 *
 * <pre>
 * condition  = conjunction { "or" conjunction }
 * conjunction = negation { "and" negation }
 * negation   = "not" negation | "(" condition ")" | "expression" text | test
 * test       = operand ( compare literal | [ "not" ] ( in | between | like | regex ) | "is" [ "not" ] "null" ) | contains
 * contains   = ( "array_contains" | "map_contains_key" ) "(" stored "," literal ")"
 * in         = "in" "(" literal { "," literal } ")"
 * between    = "between" literal "and" literal
 * like       = "like" text
 * regex      = "regex" text | "~" text | "~*" text
 * </pre>
 *
 * <p>{@link OperandParser} parses operands. The parser keeps the type of a literal: {@code 5} is an integer, {@code 5.0} a float. {@link Filter#acrossNumbers}
 * makes the filter accept both.
 */
public final class ConditionParser {

    /** Deeper conditions could overflow the stack of this parser or of a server. */
    private static final int MAX_DEPTH = 200;

    private static final String ARRAY_CONTAINS = "array_contains";
    private static final String MAP_CONTAINS_KEY = "map_contains_key";

    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "=", ComparisonOperator.EQUAL,
            "==", ComparisonOperator.EQUAL,
            "!=", ComparisonOperator.NOT_EQUAL,
            "<>", ComparisonOperator.NOT_EQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.LESS_OR_EQUAL,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.GREATER_OR_EQUAL);

    private final TokenCursor tokens;
    private final OperandParser operands;
    private int depth;

    private ConditionParser(String condition) {
        this.tokens = new TokenCursor(condition);
        this.operands = new OperandParser(tokens);
    }

    /**
     * Parses a condition.
     *
     * @throws ConditionException if it is invalid; the message points at the place
     */
    public static Filter parse(String condition) {
        ConditionParser parser = new ConditionParser(condition);
        Filter filter = parser.disjunction();
        Token rest = parser.tokens.peek();
        if (rest.kind() != Token.Kind.END) {
            throw parser.tokens.failure(
                    rest, rest.described() + " follows a complete condition. Join two conditions with 'and' or 'or'.");
        }
        return filter;
    }

    /**
     * Parses an operand: a bin, a value in its list or map, or a size.
     *
     * @throws ConditionException if it is invalid; the message points at the place
     */
    public static Operand parseOperand(String text) {
        TokenCursor tokens = new TokenCursor(text);
        Operand operand = new OperandParser(tokens).operand(tokens.take());
        Token rest = tokens.peek();
        if (rest.kind() != Token.Kind.END) {
            throw tokens.failure(rest, rest.described() + " follows a complete value");
        }
        return operand;
    }

    private Filter disjunction() {
        enter(tokens.peek());
        List<Filter> parts = new ArrayList<>(List.of(conjunction()));
        while (tokens.takeWord("or")) {
            parts.add(conjunction());
        }
        depth--;
        return Filter.anyOf(parts);
    }

    private void enter(Token start) {
        if (++depth > MAX_DEPTH) {
            throw tokens.failure(start, "the condition is nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    private Filter conjunction() {
        List<Filter> parts = new ArrayList<>(List.of(negation()));
        while (tokens.takeWord("and")) {
            parts.add(negation());
        }
        return Filter.allOf(parts);
    }

    private Filter negation() {
        Token start = tokens.peek();
        if (tokens.takeWord("not")) {
            enter(start);
            Filter negated = negation();
            depth--;
            return Filter.not(negated);
        }
        if (tokens.takeSymbol("(")) {
            Filter inside = disjunction();
            tokens.requireSymbol(")", "closes the '(' at column " + start.column());
            return inside;
        }
        if (tokens.takeWord("expression")) {
            Token text = tokens.requireText("'expression' takes a text: the expression in base64");
            return tokens.checked(text, () -> Filter.expression(text.text()));
        }
        return test();
    }

    private Filter test() {
        Token name = tokens.take();
        if (name.isWord(ARRAY_CONTAINS) && tokens.takeSymbol("(")) {
            return contains(name, StoredValue::contains);
        } else if (name.isWord(MAP_CONTAINS_KEY) && tokens.takeSymbol("(")) {
            return contains(name, StoredValue::containsKey);
        }
        Operand operand = operands.operand(name);
        Token operator = tokens.take();
        if (operator.kind() == Token.Kind.SYMBOL && COMPARISONS.containsKey(operator.text())) {
            return comparison(operand, operator);
        }
        if (operator.isWord("is")) {
            return nullTest(name, operand);
        }
        if (operator.isWord("not")) {
            Token negated = tokens.take();
            return Filter.not(predicate(operand, negated, "in, between, like or regex must follow 'not'"));
        }
        if (operator.isSymbol("!~") || operator.isSymbol("!~*")) {
            return Filter.not(regex(operand, operator.isSymbol("!~*")));
        }
        return predicate(
                operand,
                operator,
                "expected = != < <= > >= in, between, like, ~ or 'is null' after '" + name.text() + "', not "
                        + operator.described());
    }

    private Filter contains(Token name, BiFunction<StoredValue, Value, Filter> test) {
        StoredValue collection = operands.stored();
        tokens.requireSymbol(",", "precedes the value that '" + name.text() + "' looks for");
        Token literal = tokens.peek();
        Value value = literal("after ','");
        tokens.requireSymbol(")", "closes the '(' after '" + name.text() + "'");
        return tokens.checked(literal, () -> test.apply(collection, value));
    }

    private Filter comparison(Operand operand, Token operator) {
        ComparisonOperator comparison = COMPARISONS.getOrDefault(operator.text(), ComparisonOperator.EQUAL);
        Token literal = tokens.peek();
        Value value = ConditionLiterals.forOperand(operand, literal("after " + operator.described()));
        return tokens.checked(literal, () -> operand.compare(comparison, value));
    }

    private Filter nullTest(Token name, Operand operand) {
        boolean negated = tokens.takeWord("not");
        if (!tokens.takeWord("null")) {
            throw tokens.failure(
                    tokens.peek(),
                    "expected 'null' or 'not null' after 'is', not "
                            + tokens.peek().described());
        }
        if (operand instanceof StoredValue value) {
            return negated ? value.exists() : value.isMissing();
        }
        if (operand instanceof Operand.UserKey) {
            return negated ? Filter.hasKey() : Filter.not(Filter.hasKey());
        }
        throw tokens.failure(
                name,
                operand instanceof CollectionSize
                        ? "a size is not compared with null. Test the list or map itself, as in 'a is null'."
                        : "'" + name.text() + "' is never null");
    }

    private Filter predicate(Operand operand, Token operator, String message) {
        if (operator.isWord("in")) {
            return in(operand);
        }
        if (operator.isWord("between")) {
            return between(operand);
        }
        if (operator.isWord("like")) {
            return like(operand);
        }
        if (operator.isWord("regex") || operator.isSymbol("~") || operator.isSymbol("~*")) {
            return regex(operand, operator.isSymbol("~*"));
        }
        throw tokens.failure(operator, message);
    }

    private Filter in(Operand operand) {
        tokens.requireSymbol("(", "opens the list after 'in'");
        Token first = tokens.peek();
        List<Value> values = new ArrayList<>();
        do {
            values.add(ConditionLiterals.forOperand(operand, literal("in the list after 'in'")));
        } while (tokens.takeSymbol(","));
        tokens.requireSymbol(")", "closes the list after 'in'");
        return tokens.checked(first, () -> ConditionLiterals.in(operand, values));
    }

    private Filter between(Operand operand) {
        Token first = tokens.peek();
        Value low = ConditionLiterals.forOperand(operand, literal("after 'between'"));
        if (!tokens.takeWord("and")) {
            throw tokens.failure(
                    tokens.peek(),
                    "expected 'and' and the upper end of 'between', not "
                            + tokens.peek().described());
        }
        Value high = ConditionLiterals.forOperand(operand, literal("after 'and'"));
        return tokens.checked(first, () -> ConditionLiterals.between(operand, low, high));
    }

    private Filter like(Operand operand) {
        Token text = tokens.requireText("'like' takes a text such as 'abc%'");
        return tokens.checked(text, () -> LikePattern.filter(operand, text.text()));
    }

    private Filter regex(Operand operand, boolean ignoreCase) {
        Token text = tokens.requireText("a regular expression is a text in single quotes");
        RegexFlag[] flags = ignoreCase
                ? new RegexFlag[] {RegexFlag.EXTENDED, RegexFlag.IGNORE_CASE}
                : new RegexFlag[] {RegexFlag.EXTENDED};
        return tokens.checked(text, () -> operand.matches(text.text(), flags));
    }

    private Value literal(String where) {
        Token token = tokens.take();
        if (!ConditionLiterals.isLiteral(token)) {
            throw tokens.failure(
                    token,
                    "expected a literal (5, 5.0, 'text', true, X'0aff') " + where + ", not " + token.described());
        }
        if (token.isWord("timestamp")) {
            Token text = tokens.requireText("'timestamp' takes a text such as '2026-01-31T12:00:00Z'");
            return tokens.checked(text, () -> ConditionLiterals.timestamp(text.text()));
        }
        return tokens.checked(token, () -> ConditionLiterals.value(token));
    }
}
