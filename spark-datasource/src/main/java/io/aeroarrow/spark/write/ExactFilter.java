package io.aeroarrow.spark.write;

import io.aeroarrow.model.ComparisonOperator;
import io.aeroarrow.model.Filter;
import io.aeroarrow.model.Operand;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Predicates by which records may be deleted without anybody looking at them again: the filter is true for a record if and
 * only if they all are. Whole numbers of 64 bits are compared, text is equal or not; of anything else Spark decides.
 */
final class ExactFilter {

    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "=", ComparisonOperator.EQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.LESS_OR_EQUAL,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.GREATER_OR_EQUAL);
    private static final String NOT_NULL = "IS_NOT_NULL";
    private static final String BIN = "aerospike.bin";
    private static final String TYPE = "aerospike.type";

    private final StructType columns;

    private ExactFilter(StructType columns) {
        this.columns = columns;
    }

    /** What predicates mean, all together; empty if no filter means exactly that. */
    static Optional<Filter> of(Predicate[] predicates, StructType columns) {
        ExactFilter translator = new ExactFilter(columns);
        Set<String> compared = new HashSet<>();
        List<Filter> filters = new ArrayList<>();
        for (Predicate predicate : predicates) {
            if (!predicate.name().equals(NOT_NULL)) {
                Optional<Filter> filter = translator.translate(predicate);
                if (filter.isEmpty()) {
                    return Optional.empty();
                }
                filters.add(filter.get());
                column(predicate.children()[0]).ifPresent(compared::add);
            }
        }
        // Spark asks for a value beside each comparison, which implies one.
        boolean allImplied = Arrays.stream(predicates)
                .filter(predicate -> predicate.name().equals(NOT_NULL))
                .allMatch(predicate ->
                        column(predicate.children()[0]).map(compared::contains).orElse(false));
        return filters.isEmpty() || !allImplied ? Optional.empty() : Optional.of(Filter.allOf(filters));
    }

    private Optional<Filter> translate(Predicate predicate) {
        Expression[] children = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> both(children).map(Filter::allOf);
            case "OR" -> both(children).map(Filter::anyOf);
            case "IN" -> in(children);
            default -> comparison(predicate);
        };
    }

    private Optional<List<Filter>> both(Expression[] children) {
        List<Filter> filters = new ArrayList<>();
        for (Expression child : children) {
            Optional<Filter> filter = child instanceof Predicate predicate ? translate(predicate) : Optional.empty();
            if (filter.isEmpty()) {
                return Optional.empty();
            }
            filters.add(filter.get());
        }
        return Optional.of(filters);
    }

    private Optional<Filter> in(Expression[] children) {
        List<Value> values = new ArrayList<>();
        for (Expression literal : Arrays.asList(children).subList(1, children.length)) {
            Optional<Value> value = value(children[0], literal);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return bin(children[0]).map(bin -> new Filter.In(bin, values));
    }

    private Optional<Filter> comparison(Predicate predicate) {
        ComparisonOperator operator = COMPARISONS.get(predicate.name());
        if (operator == null || predicate.children().length != 2) {
            return Optional.empty();
        }
        Expression left = predicate.children()[0];
        Optional<Value> value = value(left, predicate.children()[1]);
        // Text that is no UTF-8 has a place in the server's order, and none in Spark's.
        boolean ordered = value.isPresent() && value.get() instanceof Value.IntegerValue;
        if (value.isEmpty() || !(ordered || operator == ComparisonOperator.EQUAL)) {
            return Optional.empty();
        }
        return bin(left).map(bin -> new Filter.Comparison(bin, operator, value.get()));
    }

    private static Optional<String> column(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? Optional.of(reference.fieldNames()[0])
                : Optional.empty();
    }

    private Optional<StructField> field(Expression expression) {
        return column(expression)
                .flatMap(name -> Arrays.stream(columns.fields())
                        .filter(field ->
                                field.name().equals(name) && !field.name().startsWith("__"))
                        .findFirst());
    }

    private Optional<Operand> bin(Expression expression) {
        return field(expression)
                .map(StructField::metadata)
                .filter(metadata -> !metadata.contains(TYPE))
                .map(metadata -> Filter.bin(name(metadata, column(expression).orElseThrow())));
    }

    private static String name(Metadata metadata, String column) {
        return metadata.contains(BIN) ? metadata.getString(BIN) : column;
    }

    /** A literal of the type that the column has. */
    private Optional<Value> value(Expression column, Expression literal) {
        if (!(literal instanceof Literal<?> given)) {
            return Optional.empty();
        }
        return field(column).map(StructField::dataType).flatMap(type -> {
            if (type instanceof LongType && given.value() instanceof Long number) {
                return Optional.of(Value.of(number.longValue()));
            }
            // Other collations have an equality of their own.
            return type.equals(DataTypes.StringType) && given.value() instanceof UTF8String
                    ? Optional.of(Value.of(String.valueOf(given.value())))
                    : Optional.empty();
        });
    }
}
