package io.aeroarrow.filter;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.List;
import java.util.Objects;

/** Checks what an operand is compared with, so that a filter fails where it is built and not at the server. */
final class FilterLiterals {

    private FilterLiterals() {}

    /**
     * Checks that an operand can be compared with all of some values.
     *
     * @throws IllegalArgumentException if there is none, if they are of several types, or of one the operand never has
     */
    static void require(Operand operand, List<Value> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(operand + " is compared with an empty list, which selects nothing");
        }
        Objects.requireNonNull(operand, "operand");
        Value first = values.get(0);
        for (Value value : values) {
            if (!admits(operand, value)) {
                throw new IllegalArgumentException(operand + " cannot be compared with " + describe(value));
            }
            if (value.getClass() != first.getClass()) {
                throw new IllegalArgumentException(operand + " is compared with " + describe(first) + " and with "
                        + describe(value) + "; the values must be of one type");
            }
        }
    }

    static void requireText(Operand operand, String pattern) {
        require(operand, List.of(new StringValue(pattern)));
    }

    private static boolean admits(Operand operand, Value value) {
        boolean keyType = value instanceof IntegerValue || value instanceof StringValue || value instanceof BlobValue;
        if (operand instanceof StoredValue || operand instanceof Operand.ExpressionValue) {
            return keyType || value instanceof FloatValue || value instanceof BoolValue;
        }
        if (operand instanceof Operand.UserKey) {
            return keyType;
        }
        return operand == RecordMetadata.SET_NAME ? value instanceof StringValue : value instanceof IntegerValue;
    }

    static String describe(Value value) {
        if (value instanceof IntegerValue integer) {
            return "the integer " + integer.value();
        }
        if (value instanceof FloatValue number) {
            return "the float " + number.value();
        }
        if (value instanceof StringValue text) {
            return "the string '" + text.value() + "'";
        }
        if (value instanceof BoolValue bool) {
            return "the bool " + bool.value();
        }
        if (value instanceof BlobValue blob) {
            return "a blob of " + blob.bytes().length + " bytes";
        }
        if (value instanceof Value.NullValue) {
            return "null; ask whether the bin is missing";
        }
        return value instanceof Value.GeoJsonValue ? "GeoJSON" : "a list, a map or a HyperLogLog";
    }
}
