package io.aeroarrow.spark.type;

import io.aeroarrow.arrow.schema.FieldMetadata;
import org.apache.spark.sql.types.StructField;

/** What the columns of a table stand for: bins, or metadata of records, whose names are reserved. */
public final class TableColumns {

    private static final String METADATA_PREFIX = "__";

    private TableColumns() {}

    public static boolean isMetadata(String column) {
        return column.startsWith(METADATA_PREFIX);
    }

    /** The bin of a column: the one that its metadata names, or that of its name. */
    public static String bin(StructField column) {
        return column.metadata().contains(FieldMetadata.BIN_METADATA)
                ? column.metadata().getString(FieldMetadata.BIN_METADATA)
                : column.name();
    }
}
