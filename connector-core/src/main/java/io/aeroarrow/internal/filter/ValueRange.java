package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The values of one type in the order of servers: nil, false, true, integers, strings, lists, maps, blobs, floats, GeoJSON. The
 * first value of a type is the end of the type before.
 *
 * @param start the first value in the range, encoded
 * @param end the first value after the range, encoded; null for none
 */
record ValueRange(String start, @Nullable String end) {

    private static final String FALSE = "c2";
    private static final String TRUE = "c3";
    private static final String LOWEST_INTEGER = "d38000000000000000";
    private static final String EMPTY_STRING = "a103";
    /** Quoted, because a bare list would be a call. */
    private static final String EMPTY_LIST = "927e90";

    private static final String EMPTY_MAP = "80";
    /** A string without the byte of its type counts as a blob. */
    private static final String LOWEST_BLOB = "a0";

    /** Blobs of other types, which old clients wrote, cannot be read as blobs. */
    private static final ValueRange READABLE_BLOBS = new ValueRange("a104", "a105");

    private static final String LOWEST_FLOAT = "cbfff0000000000000";
    private static final String LOWEST_GEOJSON = "a117";

    /** All values but nil. */
    static final ValueRange EXISTING = new ValueRange(FALSE, null);

    static ValueRange of(BinType type) {
        return switch (type) {
            case BOOL -> new ValueRange(FALSE, LOWEST_INTEGER);
            case INTEGER -> new ValueRange(LOWEST_INTEGER, EMPTY_STRING);
            case STRING -> new ValueRange(EMPTY_STRING, EMPTY_LIST);
            case LIST -> new ValueRange(EMPTY_LIST, EMPTY_MAP);
            case MAP -> new ValueRange(EMPTY_MAP, LOWEST_BLOB);
            case BLOB -> new ValueRange(LOWEST_BLOB, LOWEST_FLOAT);
            case FLOAT -> new ValueRange(LOWEST_FLOAT, LOWEST_GEOJSON);
            case GEOJSON -> new ValueRange(LOWEST_GEOJSON, null);
            case MISSING, HLL -> throw new IllegalArgumentException("lists and maps hold no values of type " + type);
        };
    }

    /** Returns the values that servers can read as a type of expressions. A blob without the byte of its type ends a server. */
    static ValueRange readable(int type) {
        return switch (type) {
            case OperandEncoder.TYPE_BOOL -> of(BinType.BOOL);
            case OperandEncoder.TYPE_INTEGER -> of(BinType.INTEGER);
            case OperandEncoder.TYPE_STRING -> of(BinType.STRING);
            case OperandEncoder.TYPE_LIST -> of(BinType.LIST);
            case OperandEncoder.TYPE_MAP -> of(BinType.MAP);
            case OperandEncoder.TYPE_BLOB -> READABLE_BLOBS;
            case OperandEncoder.TYPE_FLOAT -> of(BinType.FLOAT);
            default -> throw new IllegalArgumentException("no values of type " + type);
        };
    }

    /**
     * Returns the values for which a comparison is true; null if they are not one range.
     *
     * @param value a value that is not a float
     */
    private static @Nullable ValueRange ofOrdered(ComparisonOperator operator, Value value, ValueRange all) {
        String at = encoded(value);
        String after = value instanceof IntegerValue integer
                ? integer.value() == Long.MAX_VALUE ? all.end() : encoded(Value.of(integer.value() + 1))
                // The next text or blob ends with a zero byte.
                : successor(value);
        return switch (operator) {
            case EQUAL -> new ValueRange(at, after);
            case NOT_EQUAL -> null;
            case GREATER -> after == null || after.equals(all.end()) ? null : new ValueRange(after, all.end());
            case GREATER_OR_EQUAL -> new ValueRange(at, all.end());
            case LESS -> new ValueRange(all.start(), at);
            case LESS_OR_EQUAL -> new ValueRange(all.start(), after);
        };
    }

    /**
     * Returns the values for which a comparison is true; null if they are not one range.
     *
     * @param outcome false for the values for which it is false
     */
    static @Nullable ValueRange of(ComparisonOperator operator, Value value, boolean outcome) {
        if (value instanceof FloatValue number) {
            return ofFloats(operator, number.value(), outcome);
        }
        ComparisonOperator effective = outcome ? operator : operator.negated();
        if (value instanceof IntegerValue) {
            return ofOrdered(effective, value, of(BinType.INTEGER));
        } else if (value instanceof StringValue) {
            return ofOrdered(effective, value, of(BinType.STRING));
        } else if (value instanceof BlobValue) {
            return ofOrdered(effective, value, READABLE_BLOBS);
        } else if (value instanceof BoolValue bool && effective == ComparisonOperator.EQUAL) {
            return bool.value() ? new ValueRange(TRUE, LOWEST_INTEGER) : new ValueRange(FALSE, TRUE);
        }
        return null;
    }

    /** In the order of servers NaN equals every float, so that a range between two floats excludes it, and an open one includes it. */
    private static @Nullable ValueRange ofFloats(ComparisonOperator operator, double value, boolean outcome) {
        if (!Double.isFinite(value)) {
            return null;
        }
        String at = encoded(Value.of(value));
        String after = encoded(Value.of(Math.nextUp(value)));
        return switch (operator) {
            case EQUAL -> outcome ? new ValueRange(at, after) : null;
            case LESS -> outcome ? new ValueRange(LOWEST_FLOAT, at) : new ValueRange(at, LOWEST_GEOJSON);
            case LESS_OR_EQUAL -> outcome ? new ValueRange(LOWEST_FLOAT, after) : new ValueRange(after, LOWEST_GEOJSON);
            case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> null;
        };
    }

    /** Returns the values from one to another, both included; null if they are not one range. */
    static @Nullable ValueRange between(Value low, Value high) {
        ValueRange from = of(ComparisonOperator.GREATER_OR_EQUAL, low, !(low instanceof FloatValue));
        ValueRange to = of(ComparisonOperator.LESS_OR_EQUAL, high, true);
        if (low instanceof FloatValue) {
            from = of(ComparisonOperator.LESS, low, false);
        }
        return from == null || to == null ? null : new ValueRange(from.start(), to.end());
    }

    private static String successor(Value value) {
        MsgpackWriter out = new MsgpackWriter();
        byte[] bytes = value instanceof BlobValue blob
                ? blob.bytes()
                : ((StringValue) value).value().getBytes(StandardCharsets.UTF_8);
        out.particle(
                value instanceof BlobValue ? Particle.BLOB : Particle.STRING, Arrays.copyOf(bytes, bytes.length + 1));
        return HexFormat.of().formatHex(out.bytes());
    }

    private static String encoded(Value value) {
        MsgpackWriter out = new MsgpackWriter();
        new OperandEncoder(out).writeValue(value);
        return HexFormat.of().formatHex(out.bytes());
    }

    boolean isOpen() {
        return end == null;
    }

    void write(MsgpackWriter out) {
        out.encoded(HexFormat.of().parseHex(start));
        if (end != null) {
            out.encoded(HexFormat.of().parseHex(end));
        }
    }
}
