package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.ComparisonOperator;
import io.aeroarrow.model.Filter;
import io.aeroarrow.model.Operand;
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

    private final FilterableColumns columns;
    private final boolean lookup;

    /**
     * @param lookup whether records are looked up by their keys, and then have a key even where it is not stored
     */
    PredicateTranslator(FilterableColumns columns, boolean lookup) {
        this.columns = columns;
        this.lookup = lookup;
    }

    /** The records for which a predicate is true. */
    RecordSelection translate(Predicate predicate) {
        return translate(predicate, true);
    }

    private RecordSelection translate(Expression expression, boolean outcome) {
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

    private static RecordSelection constant(boolean outcome) {
        return outcome ? RecordSelection.any() : RecordSelection.none();
    }

    /** A column of booleans by itself. */
    private RecordSelection bare(Expression expression, boolean outcome) {
        ColumnFilters tests = tests(expression);
        return tests == null ? RecordSelection.any() : tests.compare(ComparisonOperator.EQUAL, outcome);
    }

    private RecordSelection both(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).and(translate(children[1], outcome));
    }

    private RecordSelection either(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).or(translate(children[1], outcome));
    }

    private RecordSelection nullness(Expression column, boolean isNull) {
        ColumnFilters tests = tests(column);
        if (tests == null) {
            return RecordSelection.any();
        }
        return isNull ? tests.isNull() : tests.isNotNull();
    }

    private RecordSelection comparison(Predicate predicate, boolean outcome) {
        ComparisonOperator operator = COMPARISONS.get(predicate.name());
        if (operator == null || predicate.children().length != 2) {
            return RecordSelection.any();
        }
        ComparisonOperator asked = outcome ? operator : opposite(operator);
        Expression left = predicate.children()[0];
        Expression right = predicate.children()[1];
        return left instanceof Literal<?> literal
                ? compare(right, mirrored(asked), literal)
                : right instanceof Literal<?> literal ? compare(left, asked, literal) : RecordSelection.any();
    }

    private RecordSelection compare(Expression column, ComparisonOperator operator, Literal<?> literal) {
        if (literal.value() == null) {
            return RecordSelection.none();
        }
        ColumnFilters tests = tests(column);
        return tests == null ? RecordSelection.any() : tests.compare(operator, literal.value());
    }

    private RecordSelection nullSafe(Expression[] children, boolean outcome) {
        boolean flipped = children[0] instanceof Literal<?>;
        ColumnFilters tests = tests(children[flipped ? 1 : 0]);
        if (tests == null || !(children[flipped ? 0 : 1] instanceof Literal<?> literal)) {
            return RecordSelection.any();
        }
        if (literal.value() == null) {
            return outcome ? tests.isNull() : tests.isNotNull();
        }
        return outcome
                ? tests.compare(ComparisonOperator.EQUAL, literal.value())
                : tests.compare(ComparisonOperator.NOT_EQUAL, literal.value()).or(tests.isNull());
    }

    private RecordSelection in(Predicate predicate, boolean outcome) {
        ColumnFilters tests = tests(predicate.children()[0]);
        List<Object> values = values(predicate);
        if (tests == null || values == null) {
            return RecordSelection.any();
        }
        boolean withNull = values.size() < predicate.children().length - 1;
        if (!outcome && withNull) {
            // Null, or false.
            return RecordSelection.none();
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

    private static RecordSelection anyOf(ColumnFilters tests, List<Object> values) {
        List<RecordSelection> each = values.stream()
                .map(value -> tests.compare(ComparisonOperator.EQUAL, value))
                .filter(selection -> !(selection instanceof RecordSelection.None))
                .toList();
        RecordSelection list = asList(each);
        return list != null ? list : each.stream().reduce(RecordSelection.none(), RecordSelection::or);
    }

    /** Equalities of one operand with values of one type, which newer servers search for at once. */
    private static @Nullable RecordSelection asList(List<RecordSelection> equalities) {
        Operand operand = null;
        Class<?> type = null;
        List<io.aeroarrow.model.Value> values = new ArrayList<>();
        for (RecordSelection selection : equalities) {
            if (!(selection instanceof RecordSelection.Some some)
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
        return operand == null || values.size() < 2 ? null : RecordSelection.exactly(operand.in(values));
    }

    private static RecordSelection noneOf(ColumnFilters tests, List<Object> values) {
        return values.stream()
                .map(value -> tests.compare(ComparisonOperator.NOT_EQUAL, value))
                .reduce(RecordSelection::and)
                .orElse(RecordSelection.any());
    }

    private RecordSelection startsWith(Expression[] children, boolean outcome) {
        ColumnFilters tests = tests(children[0]);
        if (tests == null
                || !(children[1] instanceof Literal<?> literal)
                || !(literal.value() instanceof UTF8String prefix)) {
            return RecordSelection.any();
        }
        return outcome ? tests.startsWith(prefix.toString()) : tests.isNotNull().inexact();
    }

    private @Nullable ColumnFilters tests(Expression expression) {
        String column = column(expression);
        if (column == null) {
            return ArithmeticFilters.of(expression, columns);
        }
        if (lookup && column.equals(FilterableColumns.KEY)) {
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
