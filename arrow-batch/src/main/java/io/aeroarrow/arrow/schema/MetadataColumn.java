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

/** The columns that read a record's metadata. Their names are reserved: no field with such a name reads a bin. */
public enum MetadataColumn {
    /** The stored user key, of the declared type. Null if the record does not store its key. */
    KEY("__key"),
    /** The record's digest, 20 bytes. */
    DIGEST("__digest"),
    /** The set's name. Null if the record is in no set. */
    SET("__set"),
    /** The generation: how often the record was written, modulo 65,535. */
    GENERATION("__generation"),
    /** The time at which the record expires. Null if it never expires. */
    EXPIRY("__expiry"),
    /**
     * The time to live in seconds, at least 1, counted from the start of the batch. Null if the record never expires.
     */
    TTL("__ttl"),
    /** The partition, from 0 to {@value PartitionSet#PARTITIONS} - 1. */
    PARTITION("__partition"),
    /**
     * The record's size in bytes, as stored: with its keys, metadata and bin names. Servers compute it. Scans need server
     * 8.1.2, lookups 7.0.
     */
    RECORD_SIZE("__record_size"),
    /** The time of the last update, in milliseconds on the server's clock. Servers compute it. Scans need server 8.1.2. */
    LAST_UPDATE("__last_update"),
    /** The server's result code, in batch reads only: 0 if the record was found, 2 if it was not. */
    RESULT_CODE("__result_code"),
    /**
     * The names of the bins whose value is null because it did not fit its column, in the order of the columns. For
     * other metadata columns, the column's name. Empty if all values fit.
     */
    MISMATCH("__mismatch");

    private static final Map<String, MetadataColumn> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MetadataColumn::columnName, column -> column));

    private final String columnName;

    MetadataColumn(String columnName) {
        this.columnName = columnName;
    }

    /** {@return the reserved column name} */
    public String columnName() {
        return columnName;
    }

    /** {@return a nullable field of this name and of the default type} */
    public Field field() {
        List<Field> children = this == MISMATCH
                ? List.of(new Field("element", FieldType.notNullable(new ArrowType.Utf8()), null))
                : List.of();
        return new Field(columnName, FieldType.nullable(defaultType()), children);
    }

    private ArrowType defaultType() {
        return switch (this) {
            case KEY, SET -> new ArrowType.Utf8();
            case DIGEST -> new ArrowType.FixedSizeBinary(KeyDigester.DIGEST_SIZE);
            case GENERATION, PARTITION, RESULT_CODE -> new ArrowType.Int(Integer.SIZE, true);
            case TTL, RECORD_SIZE -> new ArrowType.Int(Long.SIZE, true);
            case MISMATCH -> new ArrowType.List();
            case EXPIRY, LAST_UPDATE -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
        };
    }

    /** {@return whether servers compute the value for each record, instead of sending it with each record} */
    public boolean isComputed() {
        return this == RECORD_SIZE || this == LAST_UPDATE;
    }

    /**
     * {@return the metadata column with this name; null if the name is not reserved}
     *
     * @param columnName the name of a column
     */
    public static @Nullable MetadataColumn named(String columnName) {
        return BY_NAME.get(columnName);
    }
}
