package io.aeroarrow.spark.internal.write;

import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.spark.internal.options.WriteOption;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.options.WriteOptions.WriteColumnNames;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The columns that control a write: keys, generations and expiry.
 *
 * @param key the column of user keys or digests
 * @param keysAreDigests whether the key column holds digests
 * @param generation the column of generations to check; null for none
 * @param timeToLive the column of times to live, in seconds; null for none
 * @param expiry the column of expiry timestamps; null for none
 */
record ControlColumns(
        String key,
        boolean keysAreDigests,
        @Nullable String generation,
        @Nullable String timeToLive,
        @Nullable String expiry)
        implements Serializable {

    /**
     * Finds the control columns of rows.
     *
     * @throws IllegalArgumentException if there is no key column, or a column is missing or has another type
     */
    static ControlColumns of(StructType rows, WriteOptions options) {
        WriteColumnNames names = options.columns();
        boolean byKey = !names.key().isEmpty() || (names.digest().isEmpty() && has(rows, TableColumns.KEY));
        String key = byKey ? key(rows, names) : digest(rows, names);
        requireKeyType(rows.apply(key), byKey);
        String generation = options.generation() == GenerationCheck.Kind.NONE
                ? null
                : find(rows, names.generation(), WriteOption.GENERATION_COLUMN);
        String timeToLive = optional(rows, names.timeToLive(), WriteOption.TTL_COLUMN);
        String expiry = timeToLive != null ? null : optional(rows, names.expiry(), WriteOption.EXPIRY_COLUMN);
        requireInteger(rows, generation, "generations");
        requireInteger(rows, timeToLive, "times to live");
        requireTimestamp(rows, expiry);
        return new ControlColumns(key, !byKey, generation, timeToLive, expiry);
    }

    /** Returns whether a column controls the write. */
    boolean contains(StructField column) {
        String name = column.name();
        return name.equals(key)
                || name.equals(generation)
                || name.equals(timeToLive)
                || name.equals(expiry)
                || (name.equals(TableColumns.MISMATCH) && isListOfStrings(column.dataType()));
    }

    private static String key(StructType rows, WriteColumnNames names) {
        return names.key().isEmpty() ? TableColumns.KEY : find(rows, names.key(), WriteOption.KEY_COLUMN);
    }

    private static String digest(StructType rows, WriteColumnNames names) {
        if (!names.digest().isEmpty()) {
            return find(rows, names.digest(), WriteOption.DIGEST_COLUMN);
        }
        if (!has(rows, TableColumns.DIGEST)) {
            throw new IllegalArgumentException("the rows have no key column: name it by option '"
                    + WriteOption.KEY_COLUMN.key() + "', or a column of digests by '"
                    + WriteOption.DIGEST_COLUMN.key() + "'; the columns are " + Arrays.toString(rows.fieldNames()));
        }
        return TableColumns.DIGEST;
    }

    private static boolean has(StructType rows, String name) {
        return Arrays.asList(rows.fieldNames()).contains(name);
    }

    /** Finds a column by name, and by case-insensitive name if only one matches. */
    private static String find(StructType rows, String name, WriteOption option) {
        if (has(rows, name)) {
            return name;
        }
        List<String> similar = Arrays.stream(rows.fieldNames())
                .filter(column -> column.equalsIgnoreCase(name))
                .toList();
        if (similar.size() == 1) {
            return similar.get(0);
        }
        throw new IllegalArgumentException("option '" + option.key() + "' names the column '" + name
                + "', which the rows do not have; the columns are " + Arrays.toString(rows.fieldNames()));
    }

    /** Finds a column that may be missing if the option has its default. */
    private static @Nullable String optional(StructType rows, String name, WriteOption option) {
        return name.equals(option.defaultValue()) && !has(rows, name) ? null : find(rows, name, option);
    }

    private static void requireKeyType(StructField key, boolean isKey) {
        DataType type = key.dataType();
        boolean supported = isKey
                ? isInteger(type) || type instanceof StringType || type instanceof BinaryType
                : type instanceof BinaryType;
        if (!supported) {
            throw new IllegalArgumentException("column '" + key.name() + "' has type " + type.sql() + "; "
                    + (isKey ? "keys are integers, strings or binary: cast it" : "digests are binary of 20 bytes"));
        }
    }

    private static boolean isInteger(DataType type) {
        return type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType
                || (type instanceof DecimalType decimal && decimal.scale() == 0);
    }

    private static void requireInteger(StructType rows, @Nullable String name, String content) {
        if (name != null && !isInteger(rows.apply(name).dataType())) {
            throw new IllegalArgumentException("column '" + name + "' has type "
                    + rows.apply(name).dataType().sql() + "; " + content + " are integers: cast it");
        }
    }

    private static void requireTimestamp(StructType rows, @Nullable String name) {
        if (name != null && !(rows.apply(name).dataType() instanceof TimestampType)) {
            throw new IllegalArgumentException("column '" + name + "' has type "
                    + rows.apply(name).dataType().sql() + "; expiry times are timestamps: cast it");
        }
    }

    private static boolean isListOfStrings(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StringType;
    }
}
