package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/** Reads the path of a field from its metadata. */
public final class FieldPath {

    private FieldPath() {}

    /**
     * Returns the keys of a field's path; empty if it has none.
     *
     * @throws IllegalArgumentException if the path is malformed, or the field is not nullable
     */
    public static List<String> of(Field field) {
        String path = field.getMetadata().get(FieldMetadata.PATH_METADATA);
        if (path == null) {
            return List.of();
        }
        List<String> keys = parse(path);
        if (keys.contains("")) {
            throw new IllegalArgumentException("field '" + field.getName() + "' has the path '" + path
                    + "' with an empty key; separate the keys by single dots, as in 'view.feature'");
        }
        if (!field.isNullable()) {
            throw new IllegalArgumentException("field '" + field.getName() + "' has the path '" + path
                    + "', which a record may not have; declare the field nullable");
        }
        return keys;
    }

    private static List<String> parse(String path) {
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next == '\\' && i + 1 < path.length()) {
                i++;
                key.append(path.charAt(i));
            } else if (next == '.') {
                keys.add(key.toString());
                key.setLength(0);
            } else {
                key.append(next);
            }
        }
        keys.add(key.toString());
        return keys;
    }
}
