package io.aeroarrow.spark.write;

import io.aeroarrow.model.Bin;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.spark.option.WriteOption;
import io.aeroarrow.spark.option.WriteOptions;
import io.aeroarrow.spark.type.SparkTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of rows are to a write. Made on the driver, so that what cannot be written fails before a task starts.
 *
 * @param columns the columns that are written or say how to, in the order of their vectors
 * @param ordinals where each of them is in a row
 * @param key the column of the keys, or of the digests
 * @param generation the column of generations that is checked, null for none
 * @param timeToLive the column of seconds to live, null for none
 * @param expiry the column of times of expiry, null for none
 */
public record WriteLayout(
        StructType columns,
        List<Integer> ordinals,
        String key,
        boolean keysAreDigests,
        boolean keyIsBin,
        @Nullable String generation,
        @Nullable String timeToLive,
        @Nullable String expiry)
        implements Serializable {

    static final String KEY = "__key";
    public static final String DIGEST = "__digest";
    public static final String GENERATION = "__generation";
    /** Lists of the bins that a row leaves alone. */
    public static final String MISMATCH = "__mismatch";

    private static final String BIN_METADATA = "aerospike.bin";
    private static final String TYPE_METADATA = "aerospike.type";

    /** Values of {@link #TYPE_METADATA} of text that is not what the bin really holds. */
    private static final Set<String> JSON_TYPES = Set.of("json", "list", "map");

    /** Names that no bin has: they are what a record is besides its bins. */
    private static final Set<String> RESERVED =
            Set.of(KEY, DIGEST, "__set", GENERATION, "__expiry", "__ttl", "__partition", "__result_code", MISMATCH);

    /**
     * Finds out what the columns of rows are.
     *
     * @param table the columns that the table is known to have, which may say of which types their bins are
     * @throws IllegalArgumentException if there are no keys, or a column cannot be written, with what to do
     */
    public static WriteLayout of(StructType rows, StructType table, WriteOptions options) {
        WriteOptions.WriteColumnNames names = options.columns();
        String digest = names.digest().isEmpty() ? DIGEST : find(rows, names.digest(), WriteOption.DIGEST_COLUMN);
        boolean byKey = !names.key().isEmpty() || (names.digest().isEmpty() && has(rows, KEY));
        if (!byKey && !has(rows, digest)) {
            throw new IllegalArgumentException("nothing says which column the keys are: name it by option '"
                    + WriteOption.KEY_COLUMN.key() + "', or one of digests by '" + WriteOption.DIGEST_COLUMN.key()
                    + "'; the columns are " + Arrays.toString(rows.fieldNames()));
        }
        String key = !byKey ? digest : names.key().isEmpty() ? KEY : find(rows, names.key(), WriteOption.KEY_COLUMN);
        requireKeyType(rows.apply(key), byKey);
        String generation = options.generation() == GenerationCheck.Kind.NONE
                ? null
                : find(rows, names.generation(), WriteOption.GENERATION_COLUMN);
        String timeToLive = optional(rows, names.timeToLive(), WriteOption.TTL_COLUMN);
        String expiry = timeToLive != null ? null : optional(rows, names.expiry(), WriteOption.EXPIRY_COLUMN);
        requireInteger(rows, generation, "generations");
        requireInteger(rows, timeToLive, "seconds to live");
        requireTimestamp(rows, expiry);
        boolean keyIsBin = byKey && options.keyAsBin() && !RESERVED.contains(key);
        List<StructField> columns = new ArrayList<>();
        List<Integer> ordinals = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            StructField column = rows.apply(i);
            String name = column.name();
            boolean control = name.equals(key)
                    || name.equals(generation)
                    || name.equals(timeToLive)
                    || name.equals(expiry)
                    || (name.equals(MISMATCH) && isListOfText(column.dataType()));
            boolean bin = !RESERVED.contains(name) && (!control || (name.equals(key) && keyIsBin));
            if (bin) {
                columns.add(bin(column, table, options));
                ordinals.add(i);
            } else if (control) {
                columns.add(column);
                ordinals.add(i);
            }
        }
        WriteLayout layout = new WriteLayout(
                new StructType(columns.toArray(StructField[]::new)),
                List.copyOf(ordinals),
                key,
                !byKey,
                keyIsBin,
                generation,
                timeToLive,
                expiry);
        layout.requireWritable();
        return layout;
    }

    /** Rows of which the digest and the generation are known, and which are changed only if they still have it. */
    public static WriteLayout byDigest(List<StructField> columns, List<Integer> ordinals) {
        StructType all = new StructType(columns.toArray(StructField[]::new));
        return new WriteLayout(all, List.copyOf(ordinals), DIGEST, true, false, GENERATION, null, null);
    }

    private static boolean has(StructType rows, String name) {
        return Arrays.asList(rows.fieldNames()).contains(name);
    }

    /** A column by its name; by another case of it, if only one has it. */
    private static String find(StructType rows, String name, WriteOption option) {
        if (has(rows, name)) {
            return name;
        }
        List<String> alike = Arrays.stream(rows.fieldNames())
                .filter(column -> column.equalsIgnoreCase(name))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new IllegalArgumentException("option '" + option.key() + "' names the column '" + name
                + "', which the rows do not have; they have " + Arrays.toString(rows.fieldNames()));
    }

    /** A column that need not be there if it was not asked for. */
    private static @Nullable String optional(StructType rows, String name, WriteOption option) {
        return name.equals(option.usual()) && !has(rows, name) ? null : find(rows, name, option);
    }

    private static void requireKeyType(StructField key, boolean isKey) {
        DataType type = key.dataType();
        boolean good = isKey
                ? isInteger(type) || type instanceof StringType || type instanceof BinaryType
                : type instanceof BinaryType;
        if (!good) {
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

    private static void requireInteger(StructType rows, @Nullable String name, String what) {
        if (name != null && !isInteger(rows.apply(name).dataType())) {
            throw new IllegalArgumentException("column '" + name + "' has type "
                    + rows.apply(name).dataType().sql() + "; " + what + " are integers");
        }
    }

    private static void requireTimestamp(StructType rows, @Nullable String name) {
        if (name != null && !(rows.apply(name).dataType() instanceof TimestampType)) {
            throw new IllegalArgumentException("column '" + name + "' has type "
                    + rows.apply(name).dataType().sql() + "; times of expiry are timestamps");
        }
    }

    private static boolean isListOfText(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StringType;
    }

    private static Metadata known(StructField column, StructType table) {
        return has(table, column.name()) ? table.apply(column.name()).metadata() : Metadata.empty();
    }

    private static String type(StructField column, StructType table) {
        return text(column.metadata(), TYPE_METADATA, text(known(column, table), TYPE_METADATA, ""));
    }

    /** Whether a column is text of what its bin really holds, which must not take the bin's place. */
    public static boolean isJson(StructField column, StructType table) {
        return JSON_TYPES.contains(type(column, table));
    }

    /**
     * The column of a bin, which says which one it is.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    public static StructField bin(StructField column, StructType table, WriteOptions options) {
        Metadata own = column.metadata();
        Metadata known = known(column, table);
        String type = type(column, table);
        if (isJson(column, table)) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "' is JSON text of what the bin really holds,"
                            + " and would replace it; leave the column out, or read it by a type of its own");
        }
        String bin = options.columnBins()
                .getOrDefault(column.name(), text(own, BIN_METADATA, text(known, BIN_METADATA, column.name())));
        MetadataBuilder metadata = new MetadataBuilder().putString(BIN_METADATA, Bin.requireName(bin));
        if (!type.isEmpty()) {
            metadata.putString(TYPE_METADATA, type);
        }
        return DataTypes.createStructField(column.name(), column.dataType(), true, metadata.build());
    }

    private static String text(Metadata metadata, String key, String otherwise) {
        return metadata.contains(key) ? metadata.getString(key) : otherwise;
    }

    private void requireWritable() {
        Map<String, String> columnOfBin = new HashMap<>();
        for (StructField column : columns.fields()) {
            if (isBin(column)) {
                String other = columnOfBin.put(column.metadata().getString(BIN_METADATA), column.name());
                if (other != null) {
                    throw new IllegalArgumentException("columns '" + other + "' and '" + column.name()
                            + "' are both written to bin '" + column.metadata().getString(BIN_METADATA) + "'");
                }
            }
        }
        if (columnOfBin.isEmpty()) {
            throw new IllegalArgumentException(
                    "the rows have no column of a bin to write; they have " + Arrays.toString(columns.fieldNames()));
        }
        toArrow();
    }

    /** Whether a column is one of a bin, and does not only say how to write. */
    private static boolean isBin(StructField column) {
        return column.metadata().contains(BIN_METADATA);
    }

    /** The bin of a column that {@link #bin} has made. */
    public static String binName(StructField column) {
        return column.metadata().getString(BIN_METADATA);
    }

    /** The column of the keys as Spark parses names, dots being part of it. */
    public String quotedKey() {
        return '`' + key.replace("`", "``") + '`';
    }

    /** The vectors that rows are put into. */
    Schema toArrow() {
        return SparkTypes.toArrow(columns);
    }
}
