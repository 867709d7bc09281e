package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import org.jspecify.annotations.Nullable;

/** The amount of an increment. It takes the type of the element that it is added to. */
final class Delta {
    private final boolean real;
    private final long integer;
    private final double number;

    private Delta(boolean real, long integer, double number) {
        this.real = real;
        this.integer = integer;
        this.number = number;
    }

    /** Reads the amount; null and nil mean one. */
    static Delta of(@Nullable ByteSlice sent, boolean negative) {
        int sign = negative ? -1 : 1;
        if (sent == null) {
            return new Delta(false, sign, sign);
        }
        MsgpackReader in = new MsgpackReader(sent);
        return switch (in.peek()) {
            case NIL -> new Delta(false, sign, sign);
            case INTEGER -> {
                long value = sign * in.integer();
                yield new Delta(false, value, value);
            }
            case REAL -> {
                double value = sign * in.real();
                yield new Delta(true, truncated(value), value);
            }
            default -> throw RequestFailure.parameter("the amount of an increment is not a number");
        };
    }

    /** The sum with an element; null for an absent one. */
    BinValue addTo(@Nullable ByteSlice element) {
        if (element == null) {
            // Added to zero, which makes -0.0 to 0.0.
            return real ? BinValue.of(0.0 + number) : BinValue.of(integer);
        }
        MsgpackReader in = new MsgpackReader(element);
        MsgpackKind kind = in.peek();
        if (kind == MsgpackKind.INTEGER) {
            return BinValue.of(in.integer() + integer);
        } else if (kind == MsgpackKind.REAL) {
            return BinValue.of(in.real() + number);
        }
        throw RequestFailure.parameter("an increment of an element that is not a number");
    }

    /** Converts as x86-64 does. */
    private static long truncated(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }
}
