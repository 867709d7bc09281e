package io.aeroarrow.cli.where;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a condition into a filter: a parser by recursive descent, a method for each rule.
 *
 * <pre>
 * condition  = conjunction { "or" conjunction }
 * conjunction = negation { "and" negation }
 * negation   = "not" negation | "(" condition ")" | "expression" text | test
 * test       = operand ( compare literal | [ "not" ] ( in | between | like | regex ) | "is" [ "not" ] "null" )
 * in         = "in" "(" literal { "," literal } ")"
 * between    = "between" literal "and" literal
 * like       = "like" text
 * regex      = "regex" text | "~" text | "~*" text
 * </pre>
 *
 * <p>A literal's type is the type that the bin must have: {@code 5} is an integer, {@code 5.0} a float.
 */
public final class Condition {

    /** Deeper ones are made by machines, and would overflow the stack here or at a server. */
    private static final int MAX_DEPTH = 200;

    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "=", ComparisonOperator.EQUAL,
            "==", ComparisonOperator.EQUAL,
            "!=", ComparisonOperator.NOT_EQUAL,
            "<>", ComparisonOperator.NOT_EQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.LESS_OR_EQUAL,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.GREATER_OR_EQUAL);

    private final String condition;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Condition(String condition) {
        this.condition = condition;
        this.tokens = Lexer.tokens(condition);
    }

    /**
     * Reads a condition.
     *
     * @throws ConditionException pointing at what cannot be understood
     */
    public static Filter parse(String condition) {
        Condition parser = new Condition(condition);
        Filter filter = parser.disjunction();
        Token rest = parser.peek();
        if (rest.kind() != Token.Kind.END) {
            throw parser.failure(rest, rest.described() + " follows a complete condition; join two by 'and' or 'or'");
        }
        return filter;
    }

    private Filter disjunction() {
        if (++depth > MAX_DEPTH) {
            throw failure(peek(), "this is nested more than " + MAX_DEPTH + " levels deep");
        }
        List<Filter> parts = new ArrayList<>(List.of(conjunction()));
        while (takeWord("or")) {
            parts.add(conjunction());
        }
        depth--;
        return Filter.anyOf(parts);
    }

    private Filter conjunction() {
        List<Filter> parts = new ArrayList<>(List.of(negation()));
        while (takeWord("and")) {
            parts.add(negation());
        }
        return Filter.allOf(parts);
    }

    private Filter negation() {
        Token start = peek();
        if (takeWord("not")) {
            if (++depth > MAX_DEPTH) {
                throw failure(start, "this is nested more than " + MAX_DEPTH + " levels deep");
            }
            Filter negated = negation();
            depth--;
            return Filter.not(negated);
        }
        if (takeSymbol("(")) {
            Filter inside = disjunction();
            requireSymbol(")", "closes the '(' at column " + start.column());
            return inside;
        }
        if (takeWord("expression")) {
            Token text = requireText("'expression' takes a text: the expression in base64");
            return checked(text, () -> Filter.expression(text.text()));
        }
        return test();
    }

    private Filter test() {
        Token name = take();
        Operand operand = operand(name);
        Token operator = take();
        if (operator.kind() == Token.Kind.SYMBOL && COMPARISONS.containsKey(operator.text())) {
            return comparison(operand, operator);
        }
        if (operator.isWord("is")) {
            return nullTest(name, operand);
        }
        if (operator.isWord("not")) {
            Token negated = take();
            return Filter.not(predicate(operand, negated, "in, between, like or regex must follow 'not'"));
        }
        if (operator.isSymbol("!~") || operator.isSymbol("!~*")) {
            return Filter.not(regex(operand, operator.isSymbol("!~*")));
        }
        return predicate(
                operand,
                operator,
                "expected = != < <= > >= in, between, like, ~ or 'is null' behind '" + name.text() + "', not "
                        + operator.described());
    }

    private Filter comparison(Operand operand, Token operator) {
        ComparisonOperator comparison = COMPARISONS.getOrDefault(operator.text(), ComparisonOperator.EQUAL);
        Token literal = peek();
        Value value = literal("behind " + operator.described());
        return checked(literal, () -> operand.compare(comparison, value));
    }

    private Filter nullTest(Token name, Operand operand) {
        boolean negated = takeWord("not");
        if (!takeWord("null")) {
            throw failure(peek(), "expected 'null' or 'not null' behind 'is', not " + peek().described());
        }
        if (operand instanceof BinValue bin) {
            return negated ? bin.exists() : bin.isMissing();
        }
        if (operand instanceof Operand.UserKey) {
            return negated ? Filter.hasKey() : Filter.not(Filter.hasKey());
        }
        throw failure(name, "'" + name.text() + "' is never null");
    }

    private Filter predicate(Operand operand, Token operator, String otherwise) {
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
        throw failure(operator, otherwise);
    }

    private Filter in(Operand operand) {
        requireSymbol("(", "opens the list behind 'in'");
        Token first = peek();
        List<Value> values = new ArrayList<>();
        do {
            values.add(literal("in the list behind 'in'"));
        } while (takeSymbol(","));
        requireSymbol(")", "closes the list behind 'in'");
        return checked(first, () -> operand.in(values));
    }

    private Filter between(Operand operand) {
        Token first = peek();
        Value low = literal("behind 'between'");
        if (!takeWord("and")) {
            throw failure(peek(), "expected 'and' and the upper end of 'between', not " + peek().described());
        }
        Value high = literal("behind 'and'");
        return checked(first, () -> operand.between(low, high));
    }

    private Filter like(Operand operand) {
        Token text = requireText("'like' takes a text such as 'abc%'");
        return checked(text, () -> LikePattern.filter(operand, text.text()));
    }

    private Filter regex(Operand operand, boolean ignoreCase) {
        Token text = requireText("a regular expression is a text in single quotes");
        RegexFlag[] flags = ignoreCase
                ? new RegexFlag[] {RegexFlag.EXTENDED, RegexFlag.IGNORE_CASE}
                : new RegexFlag[] {RegexFlag.EXTENDED};
        return checked(text, () -> operand.matches(text.text(), flags));
    }

    private Operand operand(Token name) {
        if (name.kind() == Token.Kind.QUOTED_NAME) {
            return checked(name, () -> Filter.bin(name.text()));
        }
        if (name.kind() != Token.Kind.WORD || Names.isKeyword(name.text())) {
            String hint = name.kind() == Token.Kind.WORD ? "; a bin of that name goes in double quotes" : "";
            throw failure(name, "expected the name of a bin, not " + name.described() + hint);
        }
        Function<Integer, Operand> modulo = Names.withArgument(name.text());
        if (modulo != null) {
            return digestModulo(name, modulo);
        }
        return checked(name, () -> Names.operand(name.text()));
    }

    private Operand digestModulo(Token name, Function<Integer, Operand> modulo) {
        requireSymbol("(", "opens the number behind '" + name.text() + "'");
        Token number = take();
        int value;
        try {
            value = Integer.parseInt(number.text());
        } catch (NumberFormatException e) {
            throw new ConditionException(
                    condition, number.column(), "expected a whole number, not " + number.described(), e);
        }
        requireSymbol(")", "closes the number behind '" + name.text() + "'");
        return checked(number, () -> modulo.apply(value));
    }

    private Value literal(String where) {
        Token token = take();
        if (!Literals.isLiteral(token)) {
            throw failure(
                    token,
                    "expected a literal (5, 5.0, 'text', true, X'0aff') " + where + ", not " + token.described());
        }
        if (token.isWord("timestamp")) {
            Token text = requireText("'timestamp' takes a text such as '2026-01-31T12:00:00Z'");
            return checked(text, () -> Literals.timestamp(text.text()));
        }
        return checked(token, () -> Literals.value(token));
    }

    private interface Reading<T> {
        T get();
    }

    /** What the model does not accept is told with its place. */
    private <T> T checked(Token place, Reading<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ConditionException(condition, place.column(), String.valueOf(e.getMessage()), e);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    private boolean takeWord(String keyword) {
        boolean isNext = peek().isWord(keyword);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private boolean takeSymbol(String symbol) {
        boolean isNext = peek().isSymbol(symbol);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void requireSymbol(String symbol, String purpose) {
        if (!takeSymbol(symbol)) {
            throw failure(peek(), "expected '" + symbol + "', which " + purpose + ", not " + peek().described());
        }
    }

    private Token requireText(String otherwise) {
        Token token = take();
        if (token.kind() != Token.Kind.TEXT) {
            throw failure(token, otherwise + ", not " + token.described());
        }
        return token;
    }

    private ConditionException failure(Token place, String problem) {
        return new ConditionException(condition, place.column(), problem);
    }
}
