package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key of a row.
 *
 * @param digests whether the column holds digests in place of user keys
 */
record LookupKeyColumn(String column, int index, boolean digests) implements Serializable {

    static LookupKeyColumn of(StructType rows, String column, boolean digests) {
        int index = Arrays.asList(rows.fieldNames()).indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("the rows have no column '" + column
                    + "' for the keys; their columns are " + String.join(", ", rows.fieldNames()));
        }
        String type = rows.fields()[index].dataType().typeName();
        boolean fits = switch (type) {
            case "long", "integer", "short", "byte", "string" -> !digests;
            case "binary" -> true;
            default -> false;
        };
        if (!fits) {
            throw new IllegalArgumentException("column '" + column + "' is of type " + type + "; "
                    + (digests ? "digests are binary" : "keys are integers, strings or binary"));
        }
        return new LookupKeyColumn(column, index, digests);
    }

    /** Returns the key of a row; null if it is null. */
    @Nullable
    Value key(Row row) {
        Object key = row.get(index);
        if (key == null) {
            return null;
        } else if (key instanceof String text) {
            return Value.of(text);
        } else if (key instanceof byte[] bytes) {
            if (digests && bytes.length != TableColumns.DIGEST_BYTES) {
                throw new IllegalArgumentException("column '" + column + "' holds " + bytes.length
                        + " bytes; a digest has " + TableColumns.DIGEST_BYTES);
            }
            return Value.of(bytes);
        }
        return Value.of(((Number) key).longValue());
    }
}
