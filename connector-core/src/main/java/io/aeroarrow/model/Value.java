package io.aeroarrow.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/** A scalar bin value or user key, as the server stores it. */
public sealed interface Value extends Serializable {

    /** A signed 64-bit integer. */
    record IntegerValue(long value) implements Value {}

    /** An IEEE-754 double. */
    record FloatValue(double value) implements Value {}

    /** Text, sent as UTF-8. */
    record StringValue(String value) implements Value {
        public StringValue {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A boolean. */
    record BoolValue(boolean value) implements Value {}

    /** GeoJSON text; the server computes the cell ids and rejects text that is no GeoJSON. */
    record GeoJsonValue(String json) implements Value {
        public GeoJsonValue {
            Objects.requireNonNull(json, "json");
        }
    }

    /** Raw bytes; the array is copied in and out. */
    final class BlobValue implements Value {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private BlobValue(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BlobValue blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "BlobValue[" + bytes.length + " bytes]";
        }
    }

    /** Writing it removes the bin. */
    record NullValue() implements Value {}

    static Value of(long value) {
        return new IntegerValue(value);
    }

    static Value of(double value) {
        return new FloatValue(value);
    }

    static Value of(String value) {
        return new StringValue(value);
    }

    static Value of(boolean value) {
        return new BoolValue(value);
    }

    static Value of(byte[] value) {
        return new BlobValue(value.clone());
    }

    static Value geoJson(String json) {
        return new GeoJsonValue(json);
    }

    static Value ofNull() {
        return new NullValue();
    }
}
