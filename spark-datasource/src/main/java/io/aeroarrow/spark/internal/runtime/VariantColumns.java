package io.aeroarrow.spark.internal.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
    private static final @Nullable MethodHandle VALUE = part("getValue");
    private static final @Nullable MethodHandle METADATA = part("getMetadata");

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

    /** Returns the bytes of a value of this type: an object that Spark's rows return. */
    public static byte[] value(Object variant) {
        return bytes(VALUE, variant);
    }

    /** Returns the bytes of the metadata of a value of this type. */
    public static byte[] metadata(Object variant) {
        return bytes(METADATA, variant);
    }

    private static byte[] bytes(@Nullable MethodHandle part, Object variant) {
        if (part == null) {
            throw new IllegalStateException("this version of Spark has no variants");
        }
        try {
            return (byte[]) part.invokeExact(variant);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) { // Spark's methods declare no checked exceptions.
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle part(String getter) {
        try {
            Class<?> value = Class.forName("org.apache.spark.unsafe.types.VariantVal");
            return MethodHandles.publicLookup()
                    .findVirtual(value, getter, MethodType.methodType(byte[].class))
                    .asType(MethodType.methodType(byte[].class, Object.class));
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Spark has an unknown form of the type VARIANT", e);
        }
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
