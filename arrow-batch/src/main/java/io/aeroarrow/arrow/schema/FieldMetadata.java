package io.aeroarrow.arrow.schema;

import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What an Arrow schema asks of the server. */
public final class FieldMetadata {

    /** The metadata of a field that names its bin, where that is not the field's own name. */
    public static final String BIN_METADATA = "aerospike.bin";

    /**
     * The metadata of a field that names the type of its bin, where the field's own type does not say it: {@code geojson},
     * {@code hll}, or {@code blob} for packed numbers, which are written as such; {@code json} for JSON text of anything.
     */
    public static final String TYPE_METADATA = "aerospike.type";

    /** The value of {@link #TYPE_METADATA} of a utf8 field that reads values of any type as JSON text. */
    public static final String JSON_TYPE = "json";

    /** The metadata of a field that says what becomes of values that do not fit it: the name of an {@link OnMismatch}. */
    public static final String ON_MISMATCH_METADATA = "aerospike.onMismatch";

    private FieldMetadata() {}

    /**
     * What becomes of values that do not fit a field.
     *
     * @param usual what the read does with fields that do not say it
     * @throws IllegalArgumentException if the field names no policy
     */
    public static OnMismatch onMismatch(Field field, OnMismatch usual) {
        String own = field.getMetadata().get(ON_MISMATCH_METADATA);
        if (own == null) {
            return usual;
        }
        return Arrays.stream(OnMismatch.values())
                .filter(policy -> policy.name().equalsIgnoreCase(own))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("field '" + field.getName() + "' has the metadata "
                        + ON_MISMATCH_METADATA + " '" + own + "'; it is one of "
                        + Arrays.toString(OnMismatch.values())));
    }

    /** Whether a field of text is JSON of whatever its bin holds. */
    public static boolean isJson(Field field) {
        return JSON_TYPE.equals(field.getMetadata().get(TYPE_METADATA));
    }

    /** The bin that a field reads. */
    public static String binName(Field field) {
        return Bin.requireName(field.getMetadata().getOrDefault(BIN_METADATA, field.getName()));
    }

    /** Whether a field reads a bin, and not record metadata. */
    public static boolean isBin(Field field) {
        return MetadataColumn.named(field.getName()) == null;
    }

    /**
     * The bins to request, in the order of the fields.
     *
     * @throws IllegalArgumentException if two fields read one bin, or a name is none that a bin can have
     */
    public static BinSelection bins(Schema schema) {
        List<String> names = schema.getFields().stream()
                .filter(FieldMetadata::isBin)
                .map(FieldMetadata::binName)
                .toList();
        return BinSelection.of(names);
    }

    /** Whether a bin field is declared to have a value in every record. */
    public static boolean requiresBin(Schema schema) {
        return schema.getFields().stream().anyMatch(field -> isBin(field) && !field.isNullable());
    }
}
