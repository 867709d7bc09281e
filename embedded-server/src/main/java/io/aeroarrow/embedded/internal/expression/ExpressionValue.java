package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.geo.GeoShape;
import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** The result of an expression. */
sealed interface ExpressionValue {
    ExpressionValue UNKNOWN = new Unknown();
    ExpressionValue NIL = new Nil();
    ExpressionValue TRUE = new Bool(true);
    ExpressionValue FALSE = new Bool(false);

    static ExpressionValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static ExpressionValue of(long value) {
        return new Int(value);
    }

    static ExpressionValue of(double value) {
        return new Real(value);
    }

    /** The unknown value: a missing bin, a bin of another type, a division by zero. */
    record Unknown() implements ExpressionValue {}

    /** What removes an element, where a path applies an expression. */
    record Removal() implements ExpressionValue {}

    record Nil() implements ExpressionValue {}

    record Bool(boolean value) implements ExpressionValue {}

    record Int(long value) implements ExpressionValue {}

    record Real(double value) implements ExpressionValue {}

    record Geo(GeoShape shape, ByteSlice json) implements ExpressionValue {}

    /** A value whose type is not the static type of its expression, which is nil. */
    record Declared(ExpressionType type, ByteSlice value) implements ExpressionValue {}

    /** The bytes of a string, blob or HLL value, or the msgpack of a list or map. */
    record Raw(ByteSlice value) implements ExpressionValue {}
}
