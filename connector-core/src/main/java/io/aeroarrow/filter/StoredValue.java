package io.aeroarrow.filter;

import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;

/**
 * The value of a bin, or a value inside its list or map: {@code Filter.bin("m").key("address").key("city")}, {@code
 * Filter.bin("l").index(0)}.
 */
public sealed interface StoredValue extends Operand permits Operand.BinValue, PathValue {

    /** {@return a filter for the records that have the value, of whatever type; never unknown} */
    Filter exists();

    /** {@return a filter for the records that do not have the value; never unknown} */
    Filter isMissing();

    /**
     * {@return a filter for the records whose value is of a type; never unknown}
     *
     * @param type the type
     */
    Filter hasType(BinType type);

    /**
     * {@return the value after one more step; unknown if this is not the list or map that the step needs}
     *
     * @param step the step
     */
    PathValue step(PathStep step);

    /**
     * {@return the value of a key of this map}
     *
     * @param key the key
     */
    default PathValue key(String key) {
        return step(new PathStep.Key(Value.of(key)));
    }

    /**
     * {@return the value of an integer key of this map}
     *
     * @param key the key
     */
    default PathValue key(long key) {
        return step(new PathStep.Key(Value.of(key)));
    }

    /**
     * {@return an element of this list}
     *
     * @param index the index: 0 for the first element, -1 for the last
     */
    default PathValue index(int index) {
        return step(new PathStep.Index(index));
    }

    /** {@return the number of elements of this list, or of pairs of this map; unknown for other types} */
    default Operand size() {
        return new CollectionSize(this);
    }

    /**
     * {@return a filter for the lists with an element equal to a value; unknown if this is not a list}
     *
     * @param value an integer, float, string, bool or blob; not NaN or positive infinity
     */
    default Filter contains(Value value) {
        return new Contains(this, value);
    }

    /**
     * {@return a filter for the maps that have a key; unknown if this is not a map}
     *
     * @param key an integer, string or blob
     */
    default Filter containsKey(Value key) {
        return new ContainsKey(this, key);
    }
}
