package io.aeroarrow.internal.arrow.schema;

import java.util.List;

/**
 * How a field's value lies in the value that a server answers.
 *
 * @param form what the server answers, and what the field reads of it
 * @param path the keys that lead to the field's value in a map; empty if it is the whole value
 */
public record ValueShape(Form form, List<String> path) {

    /** What the server answers, and what the field reads of it. */
    public enum Form {
        /** The field reads the bin, or the value at the path in it. */
        BIN,
        /** The field reads a subset of the bin's map, or the value at the path in it. */
        SUBSET,
        /** The field reads the number of elements of the bin. */
        ELEMENTS,
        /** The field reads the number of bytes of the bin. */
        BYTES,
        /** The field reads a number that the server counted. */
        COUNTED
    }

    static final ValueShape WHOLE = new ValueShape(Form.BIN, List.of());

    public ValueShape {
        path = List.copyOf(path);
    }
}
