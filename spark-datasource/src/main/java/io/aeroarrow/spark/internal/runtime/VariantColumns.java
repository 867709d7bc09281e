package io.aeroarrow.spark.internal.runtime;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Columns of type VARIANT. The type is found by name: Spark has it from 4.0 on. */
public final class VariantColumns {

    private static final @Nullable DataType TYPE = find();

    private VariantColumns() {}

    private static @Nullable DataType find() {
        try {
            return (DataType) Class.forName("org.apache.spark.sql.types.VariantType$")
                    .getField("MODULE$")
                    .get(null);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Spark has an unknown form of the type VARIANT", e);
        }
    }

    /** Returns whether a type is VARIANT. */
    public static boolean is(DataType type) {
        return type.equals(TYPE);
    }

    /**
     * Returns the type VARIANT.
     *
     * @throws IllegalArgumentException if this Spark does not have it
     */
    public static DataType type() {
        if (TYPE == null) {
            throw new IllegalArgumentException(
                    "the type VARIANT needs Spark 4.0 or later; read the column as STRING, which is JSON text");
        }
        return TYPE;
    }

    /**
     * Returns inferred columns, of which some are VARIANT.
     *
     * @param names the columns to change
     * @param mixed whether to change the columns that are text of values of mixed types
     * @throws IllegalArgumentException if there is no such column, or Spark has no such type
     */
    public static StructType in(StructType inferred, Collection<String> names, boolean mixed) {
        List<String> known = Arrays.asList(inferred.fieldNames());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("option 'variant' names the bin '" + name
                        + "', which no record of the sample has; it has the bins " + known);
            }
        }
        return new StructType(Arrays.stream(inferred.fields())
                .map(column -> names.contains(column.name()) || (mixed && isMixed(column)) ? variant(column) : column)
                .toArray(StructField[]::new));
    }

    private static boolean isMixed(StructField column) {
        return TableColumns.isJsonType(TableColumns.type(column.metadata(), ""));
    }

    private static StructField variant(StructField column) {
        Metadata metadata = new MetadataBuilder()
                .withMetadata(column.metadata())
                .remove(TableColumns.TYPE_KEY)
                .build();
        return new StructField(column.name(), type(), column.nullable(), metadata);
    }
}
