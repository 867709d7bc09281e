package io.aeroarrow.filter;

import io.aeroarrow.filter.Filter.And;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Not;
import io.aeroarrow.filter.Filter.Or;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes tests of a stored number accept integers and floats. Each test becomes one of integers and one of floats, and is
 * unknown for all other types, as the original test is.
 */
final class NumberTests {

    private static final double TWO_TO_63 = 0x1p63;

    private NumberTests() {}

    static Filter widened(Filter filter) {
        if (filter instanceof And and) {
            return new And(and.filters().stream().map(NumberTests::widened).toList());
        } else if (filter instanceof Or or) {
            return new Or(or.filters().stream().map(NumberTests::widened).toList());
        } else if (filter instanceof Not not) {
            return new Not(widened(not.filter()));
        } else if (filter instanceof Comparison test
                && test.operand() instanceof StoredValue bin
                && isNumber(test.value())) {
            return compare(bin, test.operator(), test.value());
        } else if (filter instanceof Between test
                && test.operand() instanceof StoredValue bin
                && isNumber(test.low())) {
            return compare(bin, ComparisonOperator.GREATER_OR_EQUAL, test.low())
                    .and(compare(bin, ComparisonOperator.LESS_OR_EQUAL, test.high()));
        } else if (filter instanceof In test
                && test.operand() instanceof StoredValue bin
                && isNumber(test.values().get(0))) {
            return in(bin, test.values());
        } else if (filter instanceof Contains test && isNumber(test.value())) {
            return contains(test);
        }
        return filter;
    }

    /** Returns the first part of what {@link #either} makes. */
    static Filter ofIntegers(Filter filter) {
        if (filter instanceof Or either
                && either.filters().size() == 2
                && either.filters().get(0) instanceof And integers
                && either.filters().get(1) instanceof And floats
                && integers.filters().size() == 2
                && isTypeTest(integers.filters().get(0))
                && floats.filters().get(0).equals(Filter.not(integers.filters().get(0)))) {
            return integers.filters().get(1);
        }
        return filter;
    }

    private static boolean isTypeTest(Filter filter) {
        return (filter instanceof Filter.HasType test && test.type() == BinType.INTEGER)
                || (filter instanceof Filter.PathHasType path && path.type() == BinType.INTEGER);
    }

    private static boolean isNumber(Value value) {
        return value instanceof IntegerValue || value instanceof FloatValue;
    }

    private static Filter compare(StoredValue bin, ComparisonOperator operator, Value literal) {
        return literal instanceof IntegerValue integer
                ? compareInteger(bin, operator, integer.value())
                : compareFloat(bin, operator, ((FloatValue) literal).value());
    }

    private static Filter compareInteger(StoredValue bin, ComparisonOperator operator, long literal) {
        Filter integers = bin.compare(operator, Value.of(literal));
        double nearest = literal;
        int rounded = new BigDecimal(nearest).compareTo(BigDecimal.valueOf(literal));
        if (rounded == 0) {
            return either(bin, integers, bin.compare(operator, Value.of(nearest)));
        }
        // No float equals the literal: compare with the floats next to it.
        double below = rounded < 0 ? nearest : Math.nextDown(nearest);
        double above = rounded > 0 ? nearest : Math.nextUp(nearest);
        return switch (operator) {
            case EQUAL -> Filter.not(bin.hasType(BinType.FLOAT)).and(integers);
            case NOT_EQUAL -> bin.hasType(BinType.FLOAT).or(integers);
            case GREATER, GREATER_OR_EQUAL -> either(bin, integers, bin.atLeast(above));
            case LESS, LESS_OR_EQUAL -> either(bin, integers, bin.atMost(below));
        };
    }

    private static Filter compareFloat(StoredValue bin, ComparisonOperator operator, double literal) {
        Filter floats = bin.compare(operator, Value.of(literal));
        // An integer is greater than 2.5 if it is greater than 2, and at least 2.5 if it is at least 3.
        double bound = switch (operator) {
            case GREATER, LESS_OR_EQUAL -> Math.floor(literal);
            case LESS, GREATER_OR_EQUAL -> Math.ceil(literal);
            case EQUAL, NOT_EQUAL -> literal == Math.rint(literal) ? literal : Double.NaN;
        };
        if (bound >= -TWO_TO_63 && bound < TWO_TO_63) {
            return either(bin, bin.compare(operator, Value.of((long) bound)), floats);
        }
        boolean every = switch (operator) {
            case EQUAL -> false;
            case NOT_EQUAL -> true;
            case GREATER, GREATER_OR_EQUAL -> bound < 0;
            case LESS, LESS_OR_EQUAL -> bound > 0;
        };
        return every
                ? bin.hasType(BinType.INTEGER).or(floats)
                : Filter.not(bin.hasType(BinType.INTEGER)).and(floats);
    }

    private static Filter in(StoredValue bin, List<Value> literals) {
        List<Value> integers =
                literals.stream().flatMap(value -> integer(value).stream()).toList();
        List<Value> floats =
                literals.stream().flatMap(value -> number(value).stream()).toList();
        if (integers.isEmpty()) {
            return Filter.not(bin.hasType(BinType.INTEGER)).and(bin.in(floats));
        }
        return floats.isEmpty()
                ? Filter.not(bin.hasType(BinType.FLOAT)).and(bin.in(integers))
                : either(bin, bin.in(integers), bin.in(floats));
    }

    /** A list that is no list is unknown to both tests. */
    private static Filter contains(Contains test) {
        List<Value> equal = Stream.concat(integer(test.value()).stream(), number(test.value()).stream())
                .toList();
        return Filter.anyOf(
                equal.stream().<Filter>map(value -> test.list().contains(value)).toList());
    }

    private static Optional<Value> integer(Value value) {
        if (value instanceof FloatValue number) {
            double exact = number.value();
            boolean isLong = exact == Math.rint(exact) && exact >= -TWO_TO_63 && exact < TWO_TO_63;
            return isLong ? Optional.of(Value.of((long) exact)) : Optional.empty();
        }
        return Optional.of(value);
    }

    private static Optional<Value> number(Value value) {
        if (value instanceof IntegerValue integer) {
            double nearest = integer.value();
            boolean exact = new BigDecimal(nearest).compareTo(BigDecimal.valueOf(integer.value())) == 0;
            return exact ? Optional.of(Value.of(nearest)) : Optional.empty();
        }
        return Optional.of(value);
    }

    /** Both tests of another type are unknown; then the whole is unknown, too. */
    private static Filter either(StoredValue bin, Filter integers, Filter floats) {
        Filter isInteger = bin.hasType(BinType.INTEGER);
        return isInteger.and(integers).or(Filter.not(isInteger).and(floats));
    }
}
