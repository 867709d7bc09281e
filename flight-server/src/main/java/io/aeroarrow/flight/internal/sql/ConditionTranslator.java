package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.flight.internal.sql.TableReference.Condition;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Translates the conditions on one table to filters. What it cannot translate stays with the engine alone. */
final class ConditionTranslator {

    private static final int MAX_LIST = 1_000;

    private static final Map<String, ComparisonOperator> OPERATORS = Map.of(
            "COMPARE_EQUAL", ComparisonOperator.EQUAL,
            "COMPARE_NOTEQUAL", ComparisonOperator.NOT_EQUAL,
            "COMPARE_LESSTHAN", ComparisonOperator.LESS,
            "COMPARE_LESSTHANOREQUALTO", ComparisonOperator.LESS_OR_EQUAL,
            "COMPARE_GREATERTHAN", ComparisonOperator.GREATER,
            "COMPARE_GREATERTHANOREQUALTO", ComparisonOperator.GREATER_OR_EQUAL);

    private final TableReference table;
    private final Condition condition;
    private final Function<TableReference, Schema> schemas;
    private final List<@Nullable Object> parameters;
    private final boolean lenient;

    ConditionTranslator(
            TableReference table,
            Condition condition,
            Function<TableReference, Schema> schemas,
            List<@Nullable Object> parameters,
            boolean lenient) {
        this.table = table;
        this.condition = condition;
        this.schemas = schemas;
        this.parameters = parameters;
        this.lenient = lenient;
    }

    /** Returns what the servers can test of the condition, or null. */
    @Nullable
    PushedCondition translate() {
        PushedCondition keys = keys(condition.expression());
        return keys != null ? keys : test(condition.expression());
    }

    private @Nullable PushedCondition test(JsonNode expression) {
        String type = expression.path("type").asText();
        return switch (type) {
            case "CONJUNCTION_AND" -> and(expression.path("children"));
            case "CONJUNCTION_OR" -> or(expression.path("children"));
            case "COMPARE_BETWEEN" -> between(expression);
            case "COMPARE_IN", "COMPARE_NOT_IN" -> in(expression, type.equals("COMPARE_IN"));
            case "OPERATOR_IS_NULL" -> on(expression.path("children").path(0), ColumnTests::isNull);
            case "OPERATOR_IS_NOT_NULL" -> on(expression.path("children").path(0), ColumnTests::isNotNull);
            case "OPERATOR_NOT" -> on(expression.path("children").path(0), tests -> tests.is(false));
            case "COLUMN_REF" -> on(expression, tests -> tests.is(true));
            case "FUNCTION" -> function(expression);
            default -> OPERATORS.containsKey(type) ? comparison(expression, type) : null;
        };
    }

    private @Nullable PushedCondition on(JsonNode column, Function<ColumnTests, @Nullable PushedCondition> test) {
        Field field = field(column);
        ColumnTests tests = field == null ? null : ColumnTests.of(field, lenient);
        return tests == null ? null : test.apply(tests);
    }

    private @Nullable PushedCondition comparison(JsonNode expression, String type) {
        ComparisonOperator operator = Objects.requireNonNull(OPERATORS.get(type));
        Object right = SqlLiterals.of(expression.path("right"), parameters);
        if (right != null) {
            return on(expression.path("left"), tests -> tests.compare(operator, right));
        }
        Object left = SqlLiterals.of(expression.path("left"), parameters);
        return left == null ? null : on(expression.path("right"), tests -> tests.compare(operator.mirrored(), left));
    }

    private @Nullable PushedCondition between(JsonNode expression) {
        Object low = SqlLiterals.of(expression.path("lower"), parameters);
        Object high = SqlLiterals.of(expression.path("upper"), parameters);
        if (low == null || high == null) {
            return null;
        }
        return on(expression.path("input"), tests -> {
            if (tests.kind() == ColumnTests.Kind.INTEGER && low instanceof Long from && high instanceof Long to) {
                // One filter, which an index can serve.
                return PushedCondition.exactly(tests.bin().between(from, to));
            }
            return both(
                    tests.compare(ComparisonOperator.GREATER_OR_EQUAL, low),
                    tests.compare(ComparisonOperator.LESS_OR_EQUAL, high));
        });
    }

    private @Nullable PushedCondition in(JsonNode expression, boolean positive) {
        JsonNode children = expression.path("children");
        if (children.size() < 2 || children.size() > MAX_LIST + 1) {
            return null;
        }
        ComparisonOperator operator = positive ? ComparisonOperator.EQUAL : ComparisonOperator.NOT_EQUAL;
        BiFunction<PushedCondition, PushedCondition, @Nullable PushedCondition> join =
                positive ? ConditionTranslator::either : ConditionTranslator::both;
        return on(children.path(0), tests -> {
            PushedCondition all = null;
            for (int i = 1; i < children.size(); i++) {
                Object literal = SqlLiterals.of(children.path(i), parameters);
                PushedCondition one = literal == null ? null : tests.compare(operator, literal);
                if (one == null) {
                    return null;
                }
                all = all == null ? one : join.apply(all, one);
            }
            return all;
        });
    }

    private @Nullable PushedCondition function(JsonNode function) {
        JsonNode arguments = function.path("children");
        String name = function.path("function_name").asText();
        if (arguments.size() != 2 || !(SqlLiterals.of(arguments.path(1), parameters) instanceof String text)) {
            return null;
        }
        if (name.equals("starts_with") || name.equals("prefix") || name.equals("^@")) {
            return on(arguments.path(0), tests -> tests.startsWith(text));
        }
        // LIKE with a prefix: one % at the end, and no other wildcard or escape.
        boolean isPrefix = name.equals("~~") && text.matches("[^%_\\\\]+%");
        return isPrefix ? on(arguments.path(0), tests -> tests.startsWith(text.substring(0, text.length() - 1))) : null;
    }

    private @Nullable PushedCondition and(JsonNode children) {
        PushedCondition all = null;
        boolean complete = true;
        for (JsonNode child : children) {
            PushedCondition one = test(child);
            complete &= one != null;
            all = all == null ? one : one == null ? all : both(all, one);
        }
        return all == null || complete ? all : PushedCondition.superset(all.test());
    }

    private @Nullable PushedCondition or(JsonNode children) {
        PushedCondition all = null;
        for (JsonNode child : children) {
            PushedCondition one = test(child);
            if (one == null) {
                return null;
            }
            all = all == null ? one : either(all, one);
        }
        return all;
    }

    private static @Nullable PushedCondition both(@Nullable PushedCondition a, @Nullable PushedCondition b) {
        return a == null || b == null
                ? null
                : PushedCondition.of(Filter.allOf(List.of(a.test(), b.test())), a.exact() && b.exact());
    }

    private static @Nullable PushedCondition either(@Nullable PushedCondition a, @Nullable PushedCondition b) {
        return a == null || b == null
                ? null
                : PushedCondition.of(Filter.anyOf(List.of(a.test(), b.test())), a.exact() && b.exact());
    }

    /** Returns the keys of {@code __key = literal} and {@code __key IN (literals)}, or null. */
    private @Nullable PushedCondition keys(JsonNode expression) {
        String type = expression.path("type").asText();
        List<JsonNode> literals = new ArrayList<>();
        JsonNode column;
        if (type.equals("COMPARE_EQUAL")) {
            column = expression.path("left");
            literals.add(expression.path("right"));
        } else if (type.equals("COMPARE_IN")) {
            column = expression.path("children").path(0);
            expression.path("children").forEach(literals::add);
            literals.remove(0);
        } else {
            return null;
        }
        Field field = field(column);
        if (field == null || !field.getName().equals(MetadataColumn.KEY.columnName())) {
            return null;
        }
        List<Value> keys = new ArrayList<>();
        for (JsonNode literal : literals) {
            Object value = SqlLiterals.of(literal, parameters);
            if (value instanceof Long number && field.getType() instanceof ArrowType.Int) {
                keys.add(Value.of(number));
            } else if (value instanceof String text && field.getType() instanceof ArrowType.Utf8) {
                keys.add(Value.of(text));
            } else {
                return null;
            }
        }
        return PushedCondition.ofKeys(keys.stream().distinct().toList());
    }

    /** Returns the column of this table that an expression names, or null. */
    private @Nullable Field field(JsonNode expression) {
        if (!expression.path("type").asText().equals("COLUMN_REF")) {
            return null;
        }
        JsonNode parts = expression.path("column_names");
        if (parts.size() == 2 && parts.path(0).asText().equalsIgnoreCase(table.alias())) {
            boolean unique = condition.scope().stream()
                            .filter(other -> other.alias().equals(table.alias()))
                            .count()
                    == 1;
            return unique ? named(table, parts.path(1).asText()) : null;
        }
        if (parts.size() != 1 || !condition.scopeIsComplete()) {
            return null;
        }
        String name = parts.path(0).asText();
        boolean elsewhere = condition.scope().stream()
                .anyMatch(other -> other != table && (other.renamesColumns() || named(other, name) != null));
        return elsewhere ? null : named(table, name);
    }

    private @Nullable Field named(TableReference of, String name) {
        List<Field> found = SqlColumns.find(schemas.apply(of), name);
        return found.size() == 1 ? found.get(0) : null;
    }
}
