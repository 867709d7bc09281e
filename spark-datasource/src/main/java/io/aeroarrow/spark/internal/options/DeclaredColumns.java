package io.aeroarrow.spark.internal.options;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.Arrays;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns as a user has declared them: a STRING reads values of any type, strings unchanged and all other values as JSON, like
 * inferred columns of mixed types.
 */
final class DeclaredColumns {

    private static final String RESERVED_PREFIX = "__";

    private DeclaredColumns() {}

    /** Returns the columns for decoding and filters. Spark must not see their metadata, which prevents writes. */
    static StructType decoded(StructType columns) {
        return new StructType(
                Arrays.stream(columns.fields()).map(DeclaredColumns::decoded).toArray(StructField[]::new));
    }

    private static StructField decoded(StructField column) {
        boolean ofAnyType = column.dataType() instanceof StringType
                && !column.name().startsWith(RESERVED_PREFIX)
                && !column.metadata().contains(FieldMetadata.TYPE_METADATA);
        if (!ofAnyType) {
            return column;
        }
        MetadataBuilder metadata = new MetadataBuilder()
                .withMetadata(column.metadata())
                .putString(FieldMetadata.TYPE_METADATA, FieldMetadata.TEXT_TYPE);
        return new StructField(column.name(), column.dataType(), column.nullable(), metadata.build());
    }
}
