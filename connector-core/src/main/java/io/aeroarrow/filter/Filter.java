package io.aeroarrow.filter;

import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A condition on records. Servers evaluate it and send only matching records.
 *
 * <p>{@code Filter.bin("a").greaterThan(5).and(Filter.bin("name").equalTo("x"))}
 *
 * <p>A filter is true, false or <b>unknown</b>, as a condition is in SQL. It is unknown where it looks at a bin that a
 * record does not have, or whose value has another type than the one that it is compared with. {@code and} is false if
 * any part is, otherwise unknown if any is; {@code or} is true if any part is, otherwise unknown if any is; {@code not}
 * of unknown is unknown. Only records for which the whole is true are returned: {@code not(bin("a").equalTo(1))} leaves
 * out the records without {@code a} as well. {@link StoredValue#isMissing()} and {@link
 * StoredValue#hasType(BinType)} are never unknown.
 *
 * <p>Paths reach into lists and maps: {@code Filter.bin("m").key("city").equalTo("Berlin")}, {@code
 * Filter.bin("l").size().greaterThan(3)}, {@code Filter.bin("l").contains(Value.of(7))}. The same rules hold: a test of a
 * value that is not there is unknown.
 */
public sealed interface Filter extends Serializable {

    /** Compares with one value. */
    record Comparison(Operand operand, ComparisonOperator operator, Value value) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param operator the comparison
         * @param value the value to compare with
         */
        public Comparison {
            Objects.requireNonNull(operator, "operator");
            FilterLiterals.require(operand, List.of(value));
        }
    }

    /** Equals one of some values, all of one type. */
    record In(Operand operand, List<Value> values) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param values at least one value; all of one type
         */
        public In {
            values = List.copyOf(values);
            FilterLiterals.require(operand, values);
        }
    }

    /**
     * Equals one of many values, or perhaps another one. Servers test this much faster than {@link In}: integers by their
     * range and a bitmap, other values by their range only. The caller tests the values of the records that pass, unless
     * the test {@link #isExact()}. Do not negate it: {@code not} leaves out the other values, too.
     */
    record MayBeIn(Operand operand, List<Value> values) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param values at least one value; all of one type
         */
        public MayBeIn {
            values = List.copyOf(values);
            FilterLiterals.require(operand, values);
        }

        /** {@return whether no other value passes, as for integers that are close together} */
        public boolean isExact() {
            return bitmap().map(IntegerBitmap::isExact).orElse(values.size() == 1);
        }

        /** {@return the bitmap of integers; empty for values of other types} */
        public Optional<IntegerBitmap> bitmap() {
            return values.get(0) instanceof Value.IntegerValue
                    ? Optional.of(IntegerBitmap.of(values.stream()
                            .mapToLong(value -> ((Value.IntegerValue) value).value())
                            .toArray()))
                    : Optional.empty();
        }
    }

    /** Lies between two values, both included; nothing does if the first is greater. */
    record Between(Operand operand, Value low, Value high) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param low the lowest value, included
         * @param high the highest value, included
         */
        public Between {
            FilterLiterals.require(operand, List.of(low, high));
        }
    }

    /** A string that starts with a prefix. */
    record StartsWith(Operand operand, String prefix) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param prefix the prefix, taken literally
         */
        public StartsWith {
            FilterLiterals.requireText(operand, prefix);
        }
    }

    /** A string in which a POSIX regular expression is found. */
    record Matches(Operand operand, String regex, Set<RegexFlag> flags) implements Filter {
        /**
         * Checks the components.
         *
         * @param operand the operand
         * @param regex a POSIX regular expression without NUL
         * @param flags how to read the regular expression
         */
        public Matches {
            FilterLiterals.requireText(operand, regex);
            flags = Set.copyOf(flags);
            if (regex.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the regular expression for " + operand + " holds a NUL");
            }
        }
    }

    /** The record has a bin. Never unknown. */
    record HasBin(String bin) implements Filter {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         */
        public HasBin {
            Bin.requireName(bin);
        }
    }

    /** A bin is of a type, or missing. Never unknown. */
    record HasType(String bin, BinType type) implements Filter {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         * @param type the type
         */
        public HasType {
            Bin.requireName(bin);
            Objects.requireNonNull(type, "type");
        }
    }

    /** A list or map has a value at a path, other than nil. Never unknown. */
    record PathExists(PathValue value) implements Filter {
        /**
         * Checks the components.
         *
         * @param value the value
         */
        public PathExists {
            Objects.requireNonNull(value, "value");
        }
    }

    /** The value at a path in a list or map is of a type, or missing. Never unknown. */
    record PathHasType(PathValue value, BinType type) implements Filter {
        /**
         * Checks the components.
         *
         * @param value the value
         * @param type the type; not {@code HLL}, which lists and maps do not hold
         */
        public PathHasType {
            Objects.requireNonNull(value, "value");
            if (type == BinType.HLL) {
                throw new IllegalArgumentException(
                        value + " is never a HyperLogLog: lists and maps hold its bytes as a blob. Test for BLOB.");
            }
            Objects.requireNonNull(type, "type");
        }
    }

    /**
     * A list has an element equal to a value. Floats compare as numbers, so that 0.0 equals -0.0; NaN is found by no value.
     * If a list that servers keep sorted holds a NaN, other floats may not be found.
     */
    record Contains(StoredValue list, Value value) implements Filter {
        /**
         * Checks the components.
         *
         * @param list the list
         * @param value an integer, float, string, bool or blob; not NaN or positive infinity
         */
        public Contains {
            FilterLiterals.require(list, List.of(value));
            if (value instanceof Value.FloatValue number && !(number.value() < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("servers cannot tell whether a list contains " + number.value()
                        + ", because they do not distinguish NaN from infinity");
            }
        }
    }

    /** A map has a key. */
    record ContainsKey(StoredValue map, Value key) implements Filter {
        /**
         * Checks the components.
         *
         * @param map the map
         * @param key an integer, string or blob
         */
        public ContainsKey {
            Objects.requireNonNull(map, "map");
            key = new PathStep.Key(key).key();
        }
    }

    /** The record holds its user key. Never unknown. */
    record HasKey() implements Filter {}

    /** All are true. */
    record And(List<Filter> filters) implements Filter {
        /**
         * Checks the components.
         *
         * @param filters at least one filter
         */
        public And {
            filters = requireSeveral("and", filters);
        }

        @Override
        public Filter and(Filter other) {
            return new And(append(filters, other));
        }
    }

    /** At least one is true. */
    record Or(List<Filter> filters) implements Filter {
        /**
         * Checks the components.
         *
         * @param filters at least one filter
         */
        public Or {
            filters = requireSeveral("or", filters);
        }

        @Override
        public Filter or(Filter other) {
            return new Or(append(filters, other));
        }
    }

    /** It is false; unknown stays unknown. */
    record Not(Filter filter) implements Filter {
        /**
         * Checks the components.
         *
         * @param filter the filter
         */
        public Not {
            Objects.requireNonNull(filter, "filter");
        }
    }

    /** A ready-made expression of the server, in base64. */
    record Expression(String base64) implements Filter {
        /**
         * Checks the components.
         *
         * @param base64 the expression as base64 of msgpack
         */
        public Expression {
            if (!MsgpackCheck.isOneValue(decode(base64))) {
                throw new IllegalArgumentException("'" + base64 + "' is no expression: its bytes are not one value");
            }
        }

        /** {@return the expression's bytes} */
        public byte[] bytes() {
            return decode(base64);
        }

        private static byte[] decode(String base64) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + base64 + "' is no base64: " + e.getMessage(), e);
            }
        }
    }

    /**
     * {@return the value of a bin}
     *
     * @param name the name
     * @throws IllegalArgumentException if no bin can have that name
     */
    static Operand.BinValue bin(String name) {
        return new Operand.BinValue(name);
    }

    /** {@return the user key, of the records that hold it} */
    static Operand key() {
        return new Operand.UserKey();
    }

    /** {@return a filter for records that store their user key} */
    static Filter hasKey() {
        return new HasKey();
    }

    /** {@return the name of a record's set; empty for records of no set} */
    static Operand setName() {
        return RecordMetadata.SET_NAME;
    }

    /** {@return when a record was last written, in nanoseconds since 1970} */
    static Operand lastUpdate() {
        return RecordMetadata.LAST_UPDATE;
    }

    /** {@return when a record expires, in nanoseconds since 1970; -1 for never} */
    static Operand voidTime() {
        return RecordMetadata.VOID_TIME;
    }

    /** {@return in how many seconds a record expires; -1 for never} */
    static Operand timeToLive() {
        return RecordMetadata.TIME_TO_LIVE;
    }

    /** {@return a record's size in bytes, as stored} Needs server 7.0. */
    static Operand recordSize() {
        return RecordMetadata.RECORD_SIZE;
    }

    /**
     * Cuts a set into {@code modulus} samples of about the same size, numbered from zero.
     *
     * @param modulus the number of samples, 1 or more
     * @return the number of the sample, 0 to {@code modulus - 1}
     */
    static Operand digestModulo(int modulus) {
        return new Operand.DigestModulo(modulus);
    }

    /**
     * {@return the value of an expression that another client has encoded, to compare or to index}
     *
     * @param base64 the expression as base64 of msgpack
     * @throws IllegalArgumentException if it is no base64, or not one expression
     */
    static Operand.ExpressionValue expressionValue(String base64) {
        return new Operand.ExpressionValue(base64);
    }

    /**
     * {@return an expression that another client has encoded; what it asks for is not looked at}
     *
     * @param base64 the expression as base64 of msgpack
     * @throws IllegalArgumentException if it is no base64, or not one expression
     */
    static Filter expression(String base64) {
        return new Expression(base64);
    }

    /**
     * {@return a filter that is true where another is false, and unknown where it is unknown}
     *
     * @param filter the filter
     */
    static Filter not(Filter filter) {
        return new Not(filter);
    }

    /**
     * {@return all of some filters, of which there is at least one}
     *
     * @param filters at least one filter
     */
    static Filter allOf(List<Filter> filters) {
        return filters.size() == 1 ? filters.get(0) : new And(filters);
    }

    /**
     * {@return any of some filters, of which there is at least one}
     *
     * @param filters at least one filter
     */
    static Filter anyOf(List<Filter> filters) {
        return filters.size() == 1 ? filters.get(0) : new Or(filters);
    }

    /**
     * {@return a filter that is true where both are true}
     *
     * @param other the other filter
     */
    default Filter and(Filter other) {
        return new And(List.of(this, other));
    }

    /**
     * {@return a filter that is true where at least one of both is true}
     *
     * @param other the other filter
     */
    default Filter or(Filter other) {
        return new Or(List.of(this, other));
    }

    /**
     * Returns this filter with its comparisons of stored values with numbers applied to integers and floats alike. Numbers compare
     * by their exact value: {@code bin("a").greaterThan(40).acrossNumbers()} selects 41 and 40.5. Applies to comparisons,
     * {@code in}, {@code between} and {@code contains}; expressions of other clients stay as they are.
     *
     * @return the wider filter; unknown where the value is neither an integer nor a float
     */
    default Filter acrossNumbers() {
        return NumberTests.widened(this);
    }

    /**
     * {@return the part for integers of a test that {@link #acrossNumbers} made; this filter if it is no such test} It is true for
     * fewer records: those whose value is an integer.
     */
    default Filter ofIntegers() {
        return NumberTests.ofIntegers(this);
    }

    private static List<Filter> requireSeveral(String name, List<Filter> filters) {
        if (filters.size() < 2) {
            throw new IllegalArgumentException(
                    "'" + name + "' of " + filters.size() + " filters; it takes two or more");
        }
        return List.copyOf(filters);
    }

    private static List<Filter> append(List<Filter> filters, Filter last) {
        List<Filter> appended = new ArrayList<>(filters);
        appended.add(last);
        return appended;
    }
}
