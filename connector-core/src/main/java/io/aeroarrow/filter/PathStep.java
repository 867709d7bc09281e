package io.aeroarrow.filter;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.io.Serializable;
import java.util.Objects;

/** A step from a list or map to one of its values. */
public sealed interface PathStep extends Serializable {

    /** The value of a key in a map. */
    record Key(Value key) implements PathStep {
        /**
         * Checks the components.
         *
         * @param key the key: an integer, string or blob
         */
        public Key {
            Objects.requireNonNull(key, "key");
            if (!(key instanceof IntegerValue || key instanceof StringValue || key instanceof BlobValue)) {
                throw new IllegalArgumentException(
                        FilterLiterals.describe(key) + " cannot be the key of a map. Use an integer, string or blob.");
            }
        }

        @Override
        public String toString() {
            return key instanceof IntegerValue integer
                    ? "[" + integer.value() + "]"
                    : key instanceof StringValue text ? "['" + text.value() + "']" : "[blob]";
        }
    }

    /**
     * An element of a list.
     *
     * @param index the index: 0 for the first element, -1 for the last
     */
    record Index(int index) implements PathStep {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }
}
