package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Translates Spark's predicates to server filters. Both have a third outcome, for different reasons: a predicate is null if a
 * value is null; a filter is unknown if a bin has another type. Therefore {@code NOT} is pushed down to the comparisons and
 * never applied to a filter that may be unknown.
 */
final class PredicateTranslator {

    /** Above this number of values, comparisons with each of them cost the servers more than they save. */
    private static final int MAX_COMPARISONS = 8;

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
     * Creates a translator.
     *
     * @param lookup whether records are looked up by key; then {@code __key} is set even if the key is not stored
     */
    PredicateTranslator(FilterableColumns columns, boolean lookup) {
        this.columns = columns;
        this.lookup = lookup;
    }

    /** Returns the records for which a predicate is true. */
    RecordSelection translate(Predicate predicate) {
        return translate(predicate, true);
    }

    private RecordSelection translate(Expression expression, boolean outcome) {
        if (!(expression instanceof Predicate predicate)) {
            return booleanColumn(expression, outcome);
        }
        Expression[] children = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> outcome ? both(children, true) : either(children, false);
            case "OR" -> outcome ? either(children, true) : both(children, false);
            case "NOT" -> translate(children[0], !outcome);
            case "ALWAYS_TRUE" -> constant(outcome);
            case "ALWAYS_FALSE" -> constant(!outcome);
            case "BOOLEAN_EXPRESSION" -> booleanColumn(children[0], outcome);
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

    /** A boolean column used as a condition. */
    private RecordSelection booleanColumn(Expression expression, boolean outcome) {
        ColumnFilters filters = filters(expression);
        return filters == null ? RecordSelection.any() : filters.compare(ComparisonOperator.EQUAL, outcome);
    }

    private RecordSelection both(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).and(translate(children[1], outcome));
    }

    private RecordSelection either(Expression[] children, boolean outcome) {
        return translate(children[0], outcome).or(translate(children[1], outcome));
    }

    private RecordSelection nullness(Expression column, boolean isNull) {
        ColumnFilters filters = filters(column);
        if (filters == null) {
            return RecordSelection.any();
        }
        return isNull ? filters.isNull() : filters.isNotNull();
    }

    private RecordSelection comparison(Predicate predicate, boolean outcome) {
        ComparisonOperator operator = COMPARISONS.get(predicate.name());
        if (operator == null || predicate.children().length != 2) {
            return RecordSelection.any();
        }
        ComparisonOperator effective = outcome ? operator : operator.negated();
        Expression left = predicate.children()[0];
        Expression right = predicate.children()[1];
        return left instanceof Literal<?> literal
                ? compare(right, effective.mirrored(), literal)
                : right instanceof Literal<?> literal ? compare(left, effective, literal) : RecordSelection.any();
    }

    private RecordSelection compare(Expression column, ComparisonOperator operator, Literal<?> literal) {
        if (literal.value() == null) {
            return RecordSelection.none();
        }
        ColumnFilters filters = filters(column);
        return filters == null ? RecordSelection.any() : filters.compare(operator, literal.value());
    }

    private RecordSelection nullSafe(Expression[] children, boolean outcome) {
        boolean flipped = children[0] instanceof Literal<?>;
        ColumnFilters filters = filters(children[flipped ? 1 : 0]);
        if (filters == null || !(children[flipped ? 0 : 1] instanceof Literal<?> literal)) {
            return RecordSelection.any();
        }
        if (literal.value() == null) {
            return outcome ? filters.isNull() : filters.isNotNull();
        }
        return outcome
                ? filters.compare(ComparisonOperator.EQUAL, literal.value())
                : filters.compare(ComparisonOperator.NOT_EQUAL, literal.value()).or(filters.isNull());
    }

    private RecordSelection in(Predicate predicate, boolean outcome) {
        ColumnFilters filters = filters(predicate.children()[0]);
        List<Object> values = values(predicate);
        if (filters == null || values == null) {
            return RecordSelection.any();
        }
        boolean withNull = values.size() < predicate.children().length - 1;
        if (!outcome && withNull) {
            // NOT IN with a null in the list is never true.
            return RecordSelection.none();
        }
        if (values.size() > MAX_COMPARISONS) {
            return outcome ? filters.anyOf(values) : filters.isNotNull().inexact();
        }
        return outcome ? anyOf(filters, values) : noneOf(filters, values);
    }

    /** Returns the values of an IN list without nulls; null if one of them is not a literal. */
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

    private static RecordSelection anyOf(ColumnFilters filters, List<Object> values) {
        List<RecordSelection> each = values.stream()
                .map(value -> filters.compare(ComparisonOperator.EQUAL, value))
                .filter(selection -> !(selection instanceof RecordSelection.None))
                .toList();
        RecordSelection list = asList(each);
        return list != null ? list : each.stream().reduce(RecordSelection.none(), RecordSelection::or);
    }

    /** Combines equalities of one operand with values of one type into one list test; null if that is not possible. */
    private static @Nullable RecordSelection asList(List<RecordSelection> equalities) {
        Operand operand = null;
        Class<?> type = null;
        List<Value> values = new ArrayList<>();
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

    private static RecordSelection noneOf(ColumnFilters filters, List<Object> values) {
        return values.stream()
                .map(value -> filters.compare(ComparisonOperator.NOT_EQUAL, value))
                .reduce(RecordSelection::and)
                .orElse(RecordSelection.any());
    }

    private RecordSelection startsWith(Expression[] children, boolean outcome) {
        ColumnFilters filters = filters(children[0]);
        if (filters == null
                || !(children[1] instanceof Literal<?> literal)
                || !(literal.value() instanceof UTF8String prefix)) {
            return RecordSelection.any();
        }
        return outcome
                ? filters.startsWith(prefix.toString())
                : filters.isNotNull().inexact();
    }

    private @Nullable ColumnFilters filters(Expression expression) {
        ColumnPath path = ColumnPath.of(expression);
        if (path == null) {
            ColumnFilters element = ArrayItems.filters(expression, columns);
            return element != null ? element : ArithmeticFilters.of(expression, columns);
        }
        if (lookup && path.column().equals(TableColumns.KEY)) {
            return null;
        }
        return columns.of(path);
    }

    static @Nullable ComparisonOperator comparison(String name) {
        return COMPARISONS.get(name);
    }

    /** Returns the name of a top-level column; null for other expressions. */
    static @Nullable String column(Expression expression) {
        ColumnPath path = ColumnPath.of(expression);
        return path != null && path.isColumn() ? path.column() : null;
    }
}
