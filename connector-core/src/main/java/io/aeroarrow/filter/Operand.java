package io.aeroarrow.filter;

import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.HasBin;
import io.aeroarrow.filter.Filter.HasType;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Matches;
import io.aeroarrow.filter.Filter.StartsWith;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a filter looks at. The value that it is compared with says of which type it must be: {@code
 * bin("a").greaterThan(5)} is unknown for a record whose {@code a} is a float.
 */
public sealed interface Operand extends Serializable
        permits StoredValue,
                CollectionSize,
                Operand.UserKey,
                Operand.DigestModulo,
                Operand.ExpressionValue,
                RecordMetadata {

    /** The value of a bin; unknown where the bin is missing or of another type. */
    record BinValue(String name) implements StoredValue {
        /**
         * Checks the components.
         *
         * @param name the name
         */
        public BinValue {
            Bin.requireName(name);
        }

        @Override
        public Filter exists() {
            return new HasBin(name);
        }

        @Override
        public Filter isMissing() {
            return new HasType(name, BinType.MISSING);
        }

        @Override
        public Filter hasType(BinType type) {
            return new HasType(name, type);
        }

        @Override
        public PathValue step(PathStep step) {
            return new PathValue(name, List.of(step));
        }

        @Override
        public String toString() {
            return "bin '" + name + "'";
        }
    }

    /** The user key; unknown where the record was written without it, or with one of another type. */
    record UserKey() implements Operand {
        @Override
        public String toString() {
            return "user key";
        }
    }

    /** The remainder of the digest's last four bytes, a little-endian number: cuts a set into samples. */
    record DigestModulo(int modulus) implements Operand {
        /**
         * Checks the components.
         *
         * @param modulus the number of samples, 1 or more
         */
        public DigestModulo {
            if (modulus < 1) {
                throw new IllegalArgumentException("digest modulo " + modulus + "; it must be 1 or more");
            }
        }

        @Override
        public String toString() {
            return "digest modulo " + modulus;
        }
    }

    /**
     * The value of an expression that another client has encoded. The server refuses a comparison with a value of another
     * type than the expression has.
     */
    record ExpressionValue(String base64) implements Operand {
        /**
         * Checks the components.
         *
         * @param base64 the expression as base64 of msgpack
         * @throws IllegalArgumentException if it is no base64, or not one expression
         */
        public ExpressionValue {
            byte[] unused = new Filter.Expression(base64).bytes();
        }

        /** {@return the expression's bytes} */
        public byte[] bytes() {
            return new Filter.Expression(base64).bytes();
        }

        @Override
        public String toString() {
            return "expression " + base64;
        }
    }

    /**
     * Compares with a value of any type that the operand can have.
     *
     * @param operator the comparison
     * @param value the value to compare with
     * @return the filter
     */
    default Filter compare(ComparisonOperator operator, Value value) {
        return new Comparison(this, operator, value);
    }

    /**
     * {@return a filter that is true for values equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter equalTo(long value) {
        return compare(ComparisonOperator.EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter equalTo(double value) {
        return compare(ComparisonOperator.EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter equalTo(String value) {
        return compare(ComparisonOperator.EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter equalTo(boolean value) {
        return compare(ComparisonOperator.EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter equalTo(byte[] value) {
        return compare(ComparisonOperator.EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values that differ from the given one}
     *
     * @param value the value to compare with
     */
    default Filter notEqualTo(long value) {
        return compare(ComparisonOperator.NOT_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values that differ from the given one}
     *
     * @param value the value to compare with
     */
    default Filter notEqualTo(double value) {
        return compare(ComparisonOperator.NOT_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values that differ from the given one}
     *
     * @param value the value to compare with
     */
    default Filter notEqualTo(String value) {
        return compare(ComparisonOperator.NOT_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values that differ from the given one}
     *
     * @param value the value to compare with
     */
    default Filter notEqualTo(boolean value) {
        return compare(ComparisonOperator.NOT_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values that differ from the given one}
     *
     * @param value the value to compare with
     */
    default Filter notEqualTo(byte[] value) {
        return compare(ComparisonOperator.NOT_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than the given one}
     *
     * @param value the value to compare with
     */
    default Filter greaterThan(long value) {
        return compare(ComparisonOperator.GREATER, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than the given one}
     *
     * @param value the value to compare with
     */
    default Filter greaterThan(double value) {
        return compare(ComparisonOperator.GREATER, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than the given one}
     *
     * @param value the value to compare with
     */
    default Filter greaterThan(String value) {
        return compare(ComparisonOperator.GREATER, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atLeast(long value) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atLeast(double value) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values greater than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atLeast(String value) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than the given one}
     *
     * @param value the value to compare with
     */
    default Filter lessThan(long value) {
        return compare(ComparisonOperator.LESS, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than the given one}
     *
     * @param value the value to compare with
     */
    default Filter lessThan(double value) {
        return compare(ComparisonOperator.LESS, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than the given one}
     *
     * @param value the value to compare with
     */
    default Filter lessThan(String value) {
        return compare(ComparisonOperator.LESS, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atMost(long value) {
        return compare(ComparisonOperator.LESS_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atMost(double value) {
        return compare(ComparisonOperator.LESS_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return a filter that is true for values less than or equal to the given one}
     *
     * @param value the value to compare with
     */
    default Filter atMost(String value) {
        return compare(ComparisonOperator.LESS_OR_EQUAL, Value.of(value));
    }

    /**
     * {@return one of some values, all of one type}
     *
     * @param values at least one value; all of one type
     */
    default Filter in(List<Value> values) {
        return new In(this, values);
    }

    /**
     * {@return a filter that is true for values equal to one of some}
     *
     * @param values at least one value; all of one type
     */
    default Filter in(long... values) {
        return in(Arrays.stream(values).mapToObj(Value::of).toList());
    }

    /**
     * {@return a filter that is true for values equal to one of some}
     *
     * @param values at least one value; all of one type
     */
    default Filter in(double... values) {
        return in(Arrays.stream(values).mapToObj(Value::of).toList());
    }

    /**
     * {@return a filter that is true for values equal to one of some}
     *
     * @param values at least one value; all of one type
     */
    default Filter in(String... values) {
        return in(Arrays.stream(values).map(Value::of).toList());
    }

    /**
     * {@return a filter that is true for values equal to one of some, and perhaps for others} See {@link Filter.MayBeIn}.
     *
     * @param values at least one value; all of one type
     */
    default Filter mayBeIn(List<Value> values) {
        return new Filter.MayBeIn(this, values);
    }

    /**
     * {@return from {@code low} to {@code high}, both included}
     *
     * @param low the lowest value, included
     * @param high the highest value, included
     */
    default Filter between(Value low, Value high) {
        return new Between(this, low, high);
    }

    /**
     * {@return a filter that is true for values from {@code low} to {@code high}, both included}
     *
     * @param low the lowest value, included
     * @param high the highest value, included
     */
    default Filter between(long low, long high) {
        return between(Value.of(low), Value.of(high));
    }

    /**
     * {@return a filter that is true for values from {@code low} to {@code high}, both included}
     *
     * @param low the lowest value, included
     * @param high the highest value, included
     */
    default Filter between(double low, double high) {
        return between(Value.of(low), Value.of(high));
    }

    /**
     * {@return a filter that is true for values from {@code low} to {@code high}, both included}
     *
     * @param low the lowest value, included
     * @param high the highest value, included
     */
    default Filter between(String low, String high) {
        return between(Value.of(low), Value.of(high));
    }

    /**
     * {@return a string that starts with a prefix, which is no pattern}
     *
     * @param prefix the prefix, taken literally
     */
    default Filter startsWith(String prefix) {
        return new StartsWith(this, prefix);
    }

    /**
     * {@return a string in which a POSIX regular expression is found anywhere, unless it is anchored}
     *
     * @param regex a POSIX regular expression without NUL
     * @param flags how to read the regular expression
     */
    default Filter matches(String regex, RegexFlag... flags) {
        return new Matches(this, regex, Set.of(flags));
    }
}
