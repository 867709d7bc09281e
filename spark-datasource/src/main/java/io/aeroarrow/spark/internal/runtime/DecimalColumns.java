package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Columns with decimals that have a fraction. Their metadata says how bins store these; it holds for all decimals within the
 * column.
 */
public final class DecimalColumns {

    private DecimalColumns() {}

    /**
     * Returns columns whose metadata names a storage, where they need one and name none.
     *
     * @param storage null leaves the columns unchanged
     */
    public static StructType in(StructType columns, @Nullable DecimalStorage storage) {
        return storage == null
                ? columns
                : new StructType(Arrays.stream(columns.fields())
                        .map(column -> named(column.metadata()) == null ? with(column, storage.name()) : column)
                        .toArray(StructField[]::new));
    }

    /** Returns a column with this storage in its metadata, if it needs one and {@code storage} is not null. */
    public static StructField with(StructField column, @Nullable String storage) {
        if (storage == null || !isNeededFor(column.dataType())) {
            return column;
        }
        Metadata metadata = new MetadataBuilder()
                .withMetadata(column.metadata())
                .putString(FieldMetadata.DECIMAL_METADATA, storage)
                .build();
        return DataTypes.createStructField(column.name(), column.dataType(), column.nullable(), metadata);
    }

    /** Returns the storage that the metadata of a column names; null for none. */
    public static @Nullable String named(Metadata metadata) {
        return metadata.contains(FieldMetadata.DECIMAL_METADATA)
                ? metadata.getString(FieldMetadata.DECIMAL_METADATA)
                : null;
    }

    private static boolean isNeededFor(DataType type) {
        if (type instanceof StructType struct) {
            return Arrays.stream(struct.fields()).anyMatch(field -> isNeededFor(field.dataType()));
        } else if (type instanceof ArrayType array) {
            return isNeededFor(array.elementType());
        } else if (type instanceof MapType map) {
            return isNeededFor(map.keyType()) || isNeededFor(map.valueType());
        }
        return (type instanceof DecimalType decimal && decimal.scale() > 0) || VariantColumns.is(type);
    }
}
