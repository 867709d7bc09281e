package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** What a field counts instead of reading the value of its bin. */
enum CountedValue {
    ELEMENTS(FieldMetadata.ELEMENTS_VALUE),
    BYTES(FieldMetadata.BYTES_VALUE),
    HLL_COUNT(FieldMetadata.HLL_COUNT_VALUE);

    private final String text;

    CountedValue(String text) {
        this.text = text;
    }

    /**
     * Returns what a field counts; null if it reads its bin.
     *
     * @throws IllegalArgumentException if its metadata is unknown, or does not go with its type or path
     */
    static @Nullable CountedValue of(Field field) {
        String text = field.getMetadata().get(FieldMetadata.VALUE_METADATA);
        if (text == null) {
            return null;
        }
        String subject =
                "field '" + field.getName() + "' has the metadata " + FieldMetadata.VALUE_METADATA + " '" + text + "'";
        if (!(field.getType() instanceof ArrowType.Int)) {
            throw new IllegalArgumentException(subject + "; declare it as an integer");
        }
        if (field.getMetadata().containsKey(FieldMetadata.PATH_METADATA)) {
            throw new IllegalArgumentException(
                    subject + " and a path; only whole bins are counted. Remove one of them");
        }
        return Arrays.stream(values())
                .filter(value -> value.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(subject + "; set it to one of "
                        + Arrays.stream(values()).map(value -> value.text).toList()));
    }
}
