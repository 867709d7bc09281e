package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.Set;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** The columns of a table: bins, or record metadata under reserved names. Names and metadata keys are the Arrow API's. */
public final class TableColumns {

    public static final String KEY = MetadataColumn.KEY.columnName();
    public static final String DIGEST = MetadataColumn.DIGEST.columnName();
    public static final String GENERATION = MetadataColumn.GENERATION.columnName();
    public static final String PARTITION = MetadataColumn.PARTITION.columnName();
    public static final String RESULT_CODE = MetadataColumn.RESULT_CODE.columnName();
    /** Bins that could not be read; a write leaves them unchanged. */
    public static final String MISMATCH = MetadataColumn.MISMATCH.columnName();

    /** The key of the type of bin in a column's metadata. */
    static final String TYPE_KEY = FieldMetadata.TYPE_METADATA;

    public static final int DIGEST_BYTES = 20;

    private static final String RESERVED_PREFIX = "__";

    /** Types of bins whose column is text of values of other types. */
    private static final Set<String> JSON_TYPES =
            Set.of(FieldMetadata.TEXT_TYPE, FieldMetadata.JSON_TYPE, "list", "map");

    private TableColumns() {}

    /** Returns whether a read treats a column as record metadata. The prefix {@code __} is reserved. */
    public static boolean isMetadata(String column) {
        return column.startsWith(RESERVED_PREFIX);
    }

    /** Returns whether a write treats a column as record metadata, which is never a bin. */
    public static boolean isMetadataColumn(String column) {
        return MetadataColumn.named(column) != null;
    }

    /** Returns the bin of a column: the one that its metadata names, or the column's name. */
    public static String bin(StructField column) {
        return bin(column.metadata(), column.name());
    }

    /** Returns the bin that metadata names. */
    public static String bin(Metadata metadata, String otherwise) {
        return text(metadata, FieldMetadata.BIN_METADATA, otherwise);
    }

    /** Returns whether metadata names a bin. */
    public static boolean namesBin(StructField column) {
        return column.metadata().contains(FieldMetadata.BIN_METADATA);
    }

    /** Returns whether a column reads something else than the value of its bin: a part at a path, or a count. */
    public static boolean isDerived(StructField column) {
        return column.metadata().contains(FieldMetadata.PATH_METADATA)
                || column.metadata().contains(FieldMetadata.VALUE_METADATA);
    }

    /** Returns the type of bin that metadata names, such as {@code json} or {@code geojson}. */
    public static String type(Metadata metadata, String otherwise) {
        return text(metadata, FieldMetadata.TYPE_METADATA, otherwise);
    }

    /** Returns whether a type of bin means text of values of other types. */
    public static boolean isJsonType(String type) {
        return JSON_TYPES.contains(type);
    }

    /** Returns metadata that names a bin and its type; the type may be empty. */
    public static Metadata metadata(String bin, String type) {
        MetadataBuilder metadata = new MetadataBuilder().putString(FieldMetadata.BIN_METADATA, bin);
        if (!type.isEmpty()) {
            metadata.putString(FieldMetadata.TYPE_METADATA, type);
        }
        return metadata.build();
    }

    /** Returns the mismatch policy that metadata names. */
    public static String onMismatch(Metadata metadata, String otherwise) {
        return text(metadata, FieldMetadata.ON_MISMATCH_METADATA, otherwise);
    }

    /** Returns metadata with another mismatch policy. */
    public static Metadata withOnMismatch(Metadata metadata, String policy) {
        return new MetadataBuilder()
                .withMetadata(metadata)
                .putString(FieldMetadata.ON_MISMATCH_METADATA, policy)
                .build();
    }

    private static String text(Metadata metadata, String key, String otherwise) {
        return metadata.contains(key) ? metadata.getString(key) : otherwise;
    }
}
