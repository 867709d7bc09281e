package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.geo.GeoShape;
import io.aeroarrow.embedded.wire.Bytes;

/** What an expression evaluates to. */
sealed interface Value {
    Value UNKNOWN = new Unknown();
    Value NIL = new Nil();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long value) {
        return new Int(value);
    }

    static Value of(double value) {
        return new Real(value);
    }

    /** No value: a missing bin, a bin of another type, a division by zero. */
    record Unknown() implements Value {}

    record Nil() implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    record Real(double value) implements Value {}

    record Geo(GeoShape shape) implements Value {}

    /** The bytes of a string, blob or hll, or the msgpack of a list or map. */
    record Raw(Bytes value) implements Value {}
}
