package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.model.Bin;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads from a schema which bins its fields name, and how. */
public final class SchemaBins {

    private static final String CANONICAL_VARIANT = "arrow.parquet.variant";

    private SchemaBins() {}

    /**
     * Returns how a field treats values that its type cannot hold exactly.
     *
     * @param byDefault the policy of fields that name none
     * @throws IllegalArgumentException if the field names an unknown policy
     */
    public static OnMismatch onMismatch(Field field, OnMismatch byDefault) {
        String own = field.getMetadata().get(FieldMetadata.ON_MISMATCH_METADATA);
        if (own == null) {
            return byDefault;
        }
        return Arrays.stream(OnMismatch.values())
                .filter(policy -> policy.name().equalsIgnoreCase(own))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("field '" + field.getName() + "' has the metadata "
                        + FieldMetadata.ON_MISMATCH_METADATA + " '" + own + "'; set it to one of "
                        + Arrays.toString(OnMismatch.values())));
    }

    /** Whether a utf8 field reads values of any type, also strings, as JSON text. */
    public static boolean isJson(Field field) {
        return hasBinType(field, FieldMetadata.JSON_TYPE);
    }

    /** Whether a utf8 field reads values of any type as text: strings unchanged, all other values as JSON. */
    public static boolean isText(Field field) {
        return hasBinType(field, FieldMetadata.TEXT_TYPE);
    }

    /** Whether a struct field reads values of any type as variants: by our metadata, or by Arrow's own name of the type. */
    public static boolean isVariant(Field field) {
        return field.getType() instanceof ArrowType.Struct
                && (hasBinType(field, FieldMetadata.VARIANT_TYPE)
                        || CANONICAL_VARIANT.equals(
                                field.getMetadata().get(ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME)));
    }

    /** Whether a field's metadata names this type of bin. */
    public static boolean hasBinType(Field field, String binType) {
        return binType.equals(field.getMetadata().get(FieldMetadata.TYPE_METADATA));
    }

    /**
     * Returns the name of a field's bin.
     *
     * @throws IllegalArgumentException if no bin can have the name
     */
    public static String binName(Field field) {
        return Bin.requireName(field.getMetadata().getOrDefault(FieldMetadata.BIN_METADATA, field.getName()));
    }

    /** Whether a field reads a bin; all others read record metadata. */
    public static boolean isBin(Field field) {
        return MetadataColumn.named(field.getName()) == null;
    }

    /** Whether the schema has a bin field that is not nullable. */
    public static boolean requiresBin(Schema schema) {
        return schema.getFields().stream().anyMatch(field -> isBin(field) && !field.isNullable());
    }
}
