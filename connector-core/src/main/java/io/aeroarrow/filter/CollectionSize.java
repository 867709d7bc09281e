package io.aeroarrow.filter;

import java.util.Objects;

/**
 * The number of elements of a list, or of pairs of a map; unknown where the value is neither.
 *
 * @param value the list or map
 */
public record CollectionSize(StoredValue value) implements Operand {
    /** Checks the components. */
    public CollectionSize {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "size of " + value;
    }
}
