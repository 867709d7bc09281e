package io.aeroarrow.internal.arrow.schema;

import java.util.List;

/**
 * How a field's value lies in the value that a server answers.
 *
 * @param path the keys that lead to it; empty if it is the whole value
 * @param isSubset whether the value that the server answers is a subset of a map
 */
public record ValueShape(List<String> path, boolean isSubset) {

    static final ValueShape WHOLE = new ValueShape(List.of(), false);

    public ValueShape {
        path = List.copyOf(path);
    }
}
