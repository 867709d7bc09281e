package io.aeroarrow.arrow.schema;

import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.model.PartitionSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** The reserved column names that read what a record is besides its bins. */
public enum MetadataColumn {
    /** The user key as it was stored, typed as declared; null where the record was written without it. */
    KEY("__key"),
    /** The 20 bytes that address the record. */
    DIGEST("__digest"),
    /** The set's name, null for none. */
    SET("__set"),
    /** How often the record was written, modulo 65,535. */
    GENERATION("__generation"),
    /** When the record expires, null for never. */
    EXPIRY("__expiry"),
    /** Seconds from the start of the batch to the record's expiry, at least 1; null for never. */
    TTL("__ttl"),
    /** Which of the {@value PartitionSet#PARTITIONS} partitions the record is in. */
    PARTITION("__partition"),
    /** The server's result code: in batch reads 0 for found, 2 for not found. */
    RESULT_CODE("__result_code"),
    /**
     * The names of the bins whose value did not fit their column and is null there, in the order of the columns; that of
     * another metadata column is its own. Empty where all fit.
     */
    MISMATCH("__mismatch");

    private static final Map<String, MetadataColumn> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MetadataColumn::columnName, column -> column));

    private final String columnName;

    MetadataColumn(String columnName) {
        this.columnName = columnName;
    }

    /** The reserved name. */
    public String columnName() {
        return columnName;
    }

    /** A field of that name and of the type that fits best when nothing else is asked for. */
    public Field field() {
        List<Field> children = this == MISMATCH
                ? List.of(new Field("element", FieldType.notNullable(new ArrowType.Utf8()), null))
                : List.of();
        return new Field(columnName, FieldType.nullable(usualType()), children);
    }

    private ArrowType usualType() {
        return switch (this) {
            case KEY, SET -> new ArrowType.Utf8();
            case DIGEST -> new ArrowType.FixedSizeBinary(KeyDigester.DIGEST_SIZE);
            case GENERATION, PARTITION, RESULT_CODE -> new ArrowType.Int(Integer.SIZE, true);
            case TTL -> new ArrowType.Int(Long.SIZE, true);
            case MISMATCH -> new ArrowType.List();
            case EXPIRY -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
        };
    }

    /** The metadata that a column of that name reads, or null if the name is a bin's. */
    public static @Nullable MetadataColumn named(String columnName) {
        return BY_NAME.get(columnName);
    }
}
