package io.aeroarrow.model;

import io.aeroarrow.internal.api.WellFormed;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The value of a bin, of an element of a list or map, or of a user key, as the server stores it. */
public sealed interface Value extends Serializable {

    /** A signed 64-bit integer. */
    record IntegerValue(long value) implements Value {}

    /** An IEEE-754 double. */
    record FloatValue(double value) implements Value {}

    /** Text, sent as UTF-8. */
    record StringValue(String value) implements Value {
        /**
         * Checks the components.
         *
         * @param value the value
         * @throws IllegalArgumentException if it contains half of a surrogate pair
         */
        public StringValue {
            Objects.requireNonNull(value, "value");
            WellFormed.require(value);
        }
    }

    /** A boolean. */
    record BoolValue(boolean value) implements Value {}

    /** GeoJSON text; the server computes the cell ids and rejects text that is no GeoJSON. */
    record GeoJsonValue(String json) implements Value {
        /**
         * Checks the components.
         *
         * @param json GeoJSON text
         * @throws IllegalArgumentException if it contains half of a surrogate pair
         */
        public GeoJsonValue {
            Objects.requireNonNull(json, "json");
            WellFormed.require(json);
        }
    }

    /** Raw bytes; the array is copied in and out. */
    final class BlobValue implements Value {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private BlobValue(byte[] bytes) {
            this.bytes = bytes;
        }

        /** {@return a copy of the bytes} */
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

    /** A HyperLogLog sketch, in the server's own form. */
    record HllValue(BlobValue sketch) implements Value {
        /**
         * Checks the components.
         *
         * @param sketch the sketch
         */
        public HllValue {
            Objects.requireNonNull(sketch, "sketch");
        }
    }

    /** Writing it removes the bin. Lists and maps may hold it. */
    record NullValue() implements Value {}

    /**
     * A list.
     *
     * @param ordered whether the server keeps it sorted; to write an ordered list, pass sorted values
     */
    record ListValue(List<Value> values, boolean ordered) implements Value {
        /**
         * Checks the components.
         *
         * @param values the elements
         * @param ordered whether the server keeps it sorted
         */
        public ListValue {
            values = List.copyOf(values);
        }
    }

    /** How the server keeps a map. */
    enum MapOrder {
        /** Sorted by key, but not marked as ordered. */
        UNORDERED,
        /** By the order of the keys. */
        KEY_ORDERED,
        /** By the order of the keys, with an index by the order of the values. */
        KEY_VALUE_ORDERED
    }

    /**
     * A map. Its keys stay in the order given; servers return them sorted. Servers take integers, strings and blobs as
     * keys.
     */
    record MapValue(Map<Value, Value> entries, MapOrder order) implements Value {
        /**
         * Checks the components.
         *
         * @param entries keys and values
         * @param order the order
         */
        public MapValue {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            Objects.requireNonNull(order, "order");
        }
    }

    /**
     * {@return the value of a bin or element}
     *
     * @param value the value
     */
    static Value of(long value) {
        return new IntegerValue(value);
    }

    /**
     * {@return the value of a bin or element}
     *
     * @param value the value
     */
    static Value of(double value) {
        return new FloatValue(value);
    }

    /**
     * {@return the value of a bin or element}
     *
     * @param value the value
     */
    static Value of(String value) {
        return new StringValue(value);
    }

    /**
     * {@return the value of a bin or element}
     *
     * @param value the value
     */
    static Value of(boolean value) {
        return new BoolValue(value);
    }

    /**
     * {@return the value of a bin or element}
     *
     * @param value the value
     */
    static Value of(byte[] value) {
        return new BlobValue(value.clone());
    }

    /**
     * {@return an unordered list}
     *
     * @param values the elements
     */
    static Value of(List<Value> values) {
        return new ListValue(values, false);
    }

    /**
     * {@return an unordered map}
     *
     * @param entries keys and values
     */
    static Value of(Map<Value, Value> entries) {
        return new MapValue(entries, MapOrder.UNORDERED);
    }

    /**
     * {@return a GeoJSON value} The server checks the text.
     *
     * @param json GeoJSON text
     */
    static Value geoJson(String json) {
        return new GeoJsonValue(json);
    }

    /** {@return null, which removes a bin when it is written} */
    static Value ofNull() {
        return new NullValue();
    }
}
