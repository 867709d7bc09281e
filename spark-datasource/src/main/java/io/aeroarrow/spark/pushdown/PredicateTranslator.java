package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Spark's predicates as filters of the server. Both know three outcomes, but not for the same reasons: a predicate is null
 * where a value is, a filter is unknown where a bin has another type. So what is asked is never {@code NOT} of
 * something that may be unknown: {@code NOT} is carried down to the comparisons, and only "is true" counts.
 */
final class PredicateTranslator {

    /** Old servers test a list by one comparison for each of its values. */
    private static final int MOST_VALUES = 1_000;

    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "=", ComparisonOperator.EQUAL,
            "<>", ComparisonOperator.NOT_EQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.LESS_OR_EQUAL,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.GREATER_OR_EQUAL);

    private final TestedColumns columns;
    private final boolean lookup;

    /**
     * @param lookup whether records are looked up by their keys, and then have a key even where it is not stored
     */
    PredicateTranslator(TestedColumns columns, boolean lookup) {
        this.columns = columns;
        this.lookup = lookup;
    }

    /** The records for which a predicate is true. */
    Selection translate(Predicate predicate) {
        return translate(predicate, true);
    }

    private Selection translate(Expression expression, boolean outcome) {
        if (!(expression instanceof Predicate predicate)) {
            return bare(expression, outcome);
        }
        Expression[] children = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> outcome ? both(children, true) : either(children, false);
            case "OR" -> outcome ? either(children, true) : both(children, false);
            case "NOT" -> translate(children[0], !outcome);
            case "ALWAYS_TRUE" -> constant(outcome);
            case "ALWAYS_FALSE" -> constant(!outcome);
            case "BOOLEAN_EXPRESSION" -> bare(children[0], outcome);
            case "IS_NULL" -> nullness(children[0], outcome);
            case "IS_NOT_NULL" -> nullness(children[0], !outcome);
            case "IN" -> in(predicate, outcome);
            case "STARTS_WITH" -> startsWith(children, outcome);
            case "<=>" -> nullSafe(children, outcome);
            default -> comparison(predicate, outcome);
        };
    }

    private static Selection constant(boolean outcome) {
        return outcome ? Selection.any() : Selection.none();
    }

    /** A column of booleans by itself. */
    private Selection bare(Expression expression, boolean outcome) {
        ColumnTests tests = tests(expression);
        return tests == null ? Selection.any() : tests.compare(ComparisonOperator.EQUAL, outcome);
    }

    private Selection both(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).and(translate(children[1], outcome));
    }

    private Selection either(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).or(translate(children[1], outcome));
    }

    private Selection nullness(Expression column, boolean isNull) {
        ColumnTests tests = tests(column);
        if (tests == null) {
            return Selection.any();
        }
        return isNull ? tests.isNull() : tests.isNotNull();
    }

    private Selection comparison(Predicate predicate, boolean outcome) {
        ComparisonOperator operator = COMPARISONS.get(predicate.name());
        if (operator == null || predicate.children().length != 2) {
            return Selection.any();
        }
        ComparisonOperator asked = outcome ? operator : opposite(operator);
        Expression left = predicate.children()[0];
        Expression right = predicate.children()[1];
        return left instanceof Literal<?> literal
                ? compare(right, mirrored(asked), literal)
                : right instanceof Literal<?> literal ? compare(left, asked, literal) : Selection.any();
    }

    private Selection compare(Expression column, ComparisonOperator operator, Literal<?> literal) {
        if (literal.value() == null) {
            return Selection.none();
        }
        ColumnTests tests = tests(column);
        return tests == null ? Selection.any() : tests.compare(operator, literal.value());
    }

    private Selection nullSafe(Expression[] children, boolean outcome) {
        boolean flipped = children[0] instanceof Literal<?>;
        ColumnTests tests = tests(children[flipped ? 1 : 0]);
        if (tests == null || !(children[flipped ? 0 : 1] instanceof Literal<?> literal)) {
            return Selection.any();
        }
        if (literal.value() == null) {
            return outcome ? tests.isNull() : tests.isNotNull();
        }
        return outcome
                ? tests.compare(ComparisonOperator.EQUAL, literal.value())
                : tests.compare(ComparisonOperator.NOT_EQUAL, literal.value()).or(tests.isNull());
    }

    private Selection in(Predicate predicate, boolean outcome) {
        ColumnTests tests = tests(predicate.children()[0]);
        List<Object> values = values(predicate);
        if (tests == null || values == null) {
            return Selection.any();
        }
        boolean withNull = values.size() < predicate.children().length - 1;
        if (!outcome && withNull) {
            // Null, or false.
            return Selection.none();
        }
        if (values.size() > MOST_VALUES) {
            return tests.isNotNull().inexact();
        }
        return outcome ? anyOf(tests, values) : noneOf(tests, values);
    }

    /** The values of a list but for nulls; null if one is no literal. */
    static @Nullable List<Object> values(Predicate in) {
        List<Object> values = new ArrayList<>();
        for (Expression child : Arrays.asList(in.children()).subList(1, in.children().length)) {
            if (!(child instanceof Literal<?> literal)) {
                return null;
            }
            if (literal.value() != null) {
                values.add(literal.value());
            }
        }
        return values;
    }

    private static Selection anyOf(ColumnTests tests, List<Object> values) {
        List<Selection> each = values.stream()
                .map(value -> tests.compare(ComparisonOperator.EQUAL, value))
                .filter(selection -> !(selection instanceof Selection.None))
                .toList();
        Selection list = asList(each);
        return list != null ? list : each.stream().reduce(Selection.none(), Selection::or);
    }

    /** Equalities of one operand with values of one type, which newer servers search for at once. */
    private static @Nullable Selection asList(List<Selection> equalities) {
        Operand operand = null;
        Class<?> type = null;
        List<io.aeroarrow.model.Value> values = new ArrayList<>();
        for (Selection selection : equalities) {
            if (!(selection instanceof Selection.Some some)
                    || !some.exact()
                    || !(some.filter() instanceof Filter.Comparison equal)
                    || (operand != null && !operand.equals(equal.operand()))
                    || (type != null && !type.equals(equal.value().getClass()))) {
                return null;
            }
            operand = equal.operand();
            type = equal.value().getClass();
            values.add(equal.value());
        }
        return operand == null || values.size() < 2 ? null : Selection.exactly(operand.in(values));
    }

    private static Selection noneOf(ColumnTests tests, List<Object> values) {
        return values.stream()
                .map(value -> tests.compare(ComparisonOperator.NOT_EQUAL, value))
                .reduce(Selection::and)
                .orElse(Selection.any());
    }

    private Selection startsWith(Expression[] children, boolean outcome) {
        ColumnTests tests = tests(children[0]);
        if (tests == null
                || !(children[1] instanceof Literal<?> literal)
                || !(literal.value() instanceof UTF8String prefix)) {
            return Selection.any();
        }
        return outcome ? tests.startsWith(prefix.toString()) : tests.isNotNull().inexact();
    }

    private @Nullable ColumnTests tests(Expression expression) {
        String column = column(expression);
        if (column == null) {
            return ArithmeticTests.of(expression, columns);
        }
        if (lookup && column.equals(TestedColumns.KEY)) {
            return null;
        }
        return columns.of(column);
    }

    static @Nullable ComparisonOperator comparison(String name) {
        return COMPARISONS.get(name);
    }

    /** The name of a column that stands by itself, not a part of one; null for anything else. */
    static @Nullable String column(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? Objects.requireNonNull(reference.fieldNames()[0])
                : null;
    }

    private static ComparisonOperator opposite(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> ComparisonOperator.NOT_EQUAL;
            case NOT_EQUAL -> ComparisonOperator.EQUAL;
            case GREATER -> ComparisonOperator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> ComparisonOperator.LESS;
            case LESS -> ComparisonOperator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> ComparisonOperator.GREATER;
        };
    }

    static ComparisonOperator mirrored(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> operator;
            case GREATER -> ComparisonOperator.LESS;
            case GREATER_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case LESS -> ComparisonOperator.GREATER;
            case LESS_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
        };
    }
}
