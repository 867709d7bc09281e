package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.jspecify.annotations.Nullable;

/** Converts between Spark and Arrow types, for the types whose vectors Spark reads without a copy. */
public final class SparkTypes {

    private static final Map<DataType, ArrowType> TO_ARROW = Map.ofEntries(
            Map.entry(DataTypes.BooleanType, new ArrowType.Bool()),
            Map.entry(DataTypes.ByteType, new ArrowType.Int(Byte.SIZE, true)),
            Map.entry(DataTypes.ShortType, new ArrowType.Int(Short.SIZE, true)),
            Map.entry(DataTypes.IntegerType, new ArrowType.Int(Integer.SIZE, true)),
            Map.entry(DataTypes.LongType, new ArrowType.Int(Long.SIZE, true)),
            Map.entry(DataTypes.FloatType, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry(DataTypes.DoubleType, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Map.entry(DataTypes.StringType, new ArrowType.Utf8()),
            Map.entry(DataTypes.BinaryType, new ArrowType.Binary()),
            Map.entry(DataTypes.DateType, new ArrowType.Date(DateUnit.DAY)),
            Map.entry(DataTypes.TimestampType, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            Map.entry(DataTypes.TimestampNTZType, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)));

    /** The type of intervals: Spark's vectors support microseconds only. */
    private static final ArrowType INTERVAL = new ArrowType.Duration(TimeUnit.MICROSECOND);

    private static final ArrowType MONTHS = new ArrowType.Interval(IntervalUnit.YEAR_MONTH);

    private static final ArrowType TIME = new ArrowType.Time(TimeUnit.NANOSECOND, Long.SIZE);

    private static final String ELEMENT = "element";

    /** The key by which Spark recognizes a variant: in the Arrow field of its metadata. */
    private static final String SPARK_VARIANT = "variant";

    /** The metadata that Spark columns and Arrow fields share. */
    private static final List<String> KEPT_METADATA = List.of(
            FieldMetadata.BIN_METADATA,
            FieldMetadata.PATH_METADATA,
            FieldMetadata.VALUE_METADATA,
            FieldMetadata.TYPE_METADATA,
            FieldMetadata.ON_MISMATCH_METADATA,
            FieldMetadata.DECIMAL_METADATA);

    private SparkTypes() {}

    /**
     * Converts columns to an Arrow schema.
     *
     * @throws IllegalArgumentException if a column's type is not supported; the message names the column
     */
    public static Schema toArrow(StructType columns) {
        List<Field> fields =
                Arrays.stream(columns.fields()).map(SparkTypes::toArrow).toList();
        return new Schema(fields);
    }

    /**
     * Converts columns to an Arrow schema for a read, whose errors name the types as Spark does.
     *
     * @throws IllegalArgumentException if a column's type is not supported; the message names the column
     */
    public static Schema toRead(StructType columns) {
        List<Field> fields = new ArrayList<>();
        for (StructField column : columns.fields()) {
            Field field = toArrow(column);
            Map<String, String> metadata = new LinkedHashMap<>(field.getMetadata());
            metadata.put(FieldMetadata.DECLARED_TYPE_METADATA, column.dataType().sql());
            FieldType type = new FieldType(field.isNullable(), field.getType(), null, metadata);
            fields.add(new Field(field.getName(), type, field.getChildren()));
        }
        return new Schema(fields);
    }

    private static Field toArrow(StructField column) {
        Field field = toArrow(column, column.name(), column.dataType(), column.nullable());
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : KEPT_METADATA) {
            if (column.metadata().contains(key)) {
                metadata.put(key, column.metadata().getString(key));
            }
        }
        metadata.putAll(field.getMetadata());
        FieldType type = new FieldType(field.isNullable(), field.getType(), null, metadata);
        return new Field(field.getName(), type, field.getChildren());
    }

    private static Field toArrow(StructField column, String name, DataType type, boolean nullable) {
        if (type instanceof ArrayType array) {
            Field element = toArrow(column, ELEMENT, array.elementType(), array.containsNull());
            return field(name, new ArrowType.List(), nullable, List.of(element));
        } else if (type instanceof MapType map) {
            Field key = toArrow(column, MapVector.KEY_NAME, map.keyType(), false);
            Field value = toArrow(column, MapVector.VALUE_NAME, map.valueType(), map.valueContainsNull());
            Field pair = field(MapVector.DATA_VECTOR_NAME, new ArrowType.Struct(), false, List.of(key, value));
            return field(name, new ArrowType.Map(false), nullable, List.of(pair));
        } else if (type instanceof StructType struct) {
            List<Field> fields = Arrays.stream(struct.fields())
                    .map(field -> toArrow(column, field.name(), field.dataType(), field.nullable()))
                    .toList();
            return field(name, new ArrowType.Struct(), nullable, fields);
        } else if (type instanceof DecimalType decimal) {
            return decimal(column, name, decimal, nullable);
        } else if (VariantColumns.is(type)) {
            return variant(column, name, nullable);
        }
        ArrowType scalar = scalar(type);
        if (scalar == null) {
            throw new IllegalArgumentException("column '" + column.name() + "' has type " + type.sql()
                    + ", which is not supported; use integers, float, double, boolean, string, binary, date,"
                    + " timestamps, times, intervals, decimals, variant, or arrays, maps and structs of these");
        }
        return field(name, scalar, nullable, List.of());
    }

    private static Field variant(StructField column, String name, boolean nullable) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FieldMetadata.TYPE_METADATA, FieldMetadata.VARIANT_TYPE);
        String storage = DecimalColumns.named(column.metadata());
        if (storage != null) {
            metadata.put(FieldMetadata.DECIMAL_METADATA, storage);
        }
        FieldType names = new FieldType(false, new ArrowType.Binary(), null, Map.of(SPARK_VARIANT, "true"));
        // The order of the children is that of Spark's vectors.
        List<Field> parts = List.of(
                field("value", new ArrowType.Binary(), false, List.of()), new Field("metadata", names, List.of()));
        return new Field(name, new FieldType(nullable, new ArrowType.Struct(), null, metadata), parts);
    }

    private static Field decimal(StructField column, String name, DecimalType decimal, boolean nullable) {
        ArrowType type = new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
        if (!DecimalStorage.isNeededFor(type)) {
            return field(name, type, nullable, List.of());
        }
        String storage = DecimalColumns.named(column.metadata());
        if (storage == null) {
            throw new IllegalArgumentException("column '" + column.name() + "' has type "
                    + column.dataType().sql() + ", and no bin type holds decimal fractions; say how they are stored, by"
                    + " .option(\"decimals\", \"TEXT\"), DOUBLE or SCALED, or cast the column");
        }
        Map<String, String> metadata = Map.of(FieldMetadata.DECIMAL_METADATA, storage);
        return new Field(name, new FieldType(nullable, type, null, metadata), List.of());
    }

    /**
     * Spark itself checks the lengths of CHAR and VARCHAR, converts the units of intervals, and compares by the collation of a
     * string.
     */
    private static @Nullable ArrowType scalar(DataType type) {
        if (type instanceof CharType || type instanceof VarcharType || type instanceof StringType) {
            return TO_ARROW.get(DataTypes.StringType);
        } else if (type instanceof DayTimeIntervalType) {
            return INTERVAL;
        } else if (type instanceof YearMonthIntervalType) {
            return MONTHS;
        }
        return NewerTypes.isTime(type) ? TIME : TO_ARROW.get(type);
    }

    private static Field field(String name, ArrowType type, boolean nullable, List<Field> children) {
        return new Field(name, new FieldType(nullable, type, null), children);
    }

    /** Converts an Arrow schema to Spark columns. */
    public static StructType toSpark(Schema schema) {
        StructField[] columns =
                schema.getFields().stream().map(SparkTypes::toSpark).toArray(StructField[]::new);
        return new StructType(columns);
    }

    /** Converts an Arrow field to a Spark column, with its metadata. */
    public static StructField toSpark(Field field) {
        MetadataBuilder metadata = new MetadataBuilder();
        KEPT_METADATA.forEach(key -> {
            String value = field.getMetadata().get(key);
            // Spark's type says it, and users may convert the column.
            if (value != null && !value.equals(FieldMetadata.VARIANT_TYPE)) {
                metadata.putString(key, value);
            }
        });
        return DataTypes.createStructField(field.getName(), type(field), field.isNullable(), metadata.build());
    }

    private static DataType type(Field field) {
        ArrowType type = field.getType();
        List<Field> children = field.getChildren();
        boolean variant = type instanceof ArrowType.Struct
                && FieldMetadata.VARIANT_TYPE.equals(field.getMetadata().get(FieldMetadata.TYPE_METADATA));
        if (variant) {
            return VariantColumns.type();
        } else if (type instanceof ArrowType.List) {
            return DataTypes.createArrayType(
                    type(children.get(0)), children.get(0).isNullable());
        } else if (type instanceof ArrowType.Map) {
            List<Field> pair = children.get(0).getChildren();
            return DataTypes.createMapType(
                    type(pair.get(0)), type(pair.get(1)), pair.get(1).isNullable());
        } else if (type instanceof ArrowType.Struct) {
            return new StructType(children.stream().map(SparkTypes::toSpark).toArray(StructField[]::new));
        } else if (type instanceof ArrowType.Decimal decimal) {
            return DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale());
        }
        return scalar(type);
    }

    private static DataType scalar(ArrowType type) {
        // Spark's vectors do not read fixed-size binary.
        if (type.equals(INTERVAL)) {
            return DayTimeIntervalType.DEFAULT();
        } else if (type.equals(MONTHS)) {
            return YearMonthIntervalType.DEFAULT();
        } else if (type.equals(TIME)) {
            return NewerTypes.time();
        }
        ArrowType readable = type instanceof ArrowType.FixedSizeBinary ? new ArrowType.Binary() : type;
        return TO_ARROW.entrySet().stream()
                .filter(entry -> entry.getValue().equals(readable))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Arrow type " + type + " has no Spark type"));
    }

    /** Returns whether a type is or contains an interval. */
    public static boolean hasIntervals(DataType type) {
        if (type instanceof StructType struct) {
            return Arrays.stream(struct.fields()).anyMatch(field -> hasIntervals(field.dataType()));
        } else if (type instanceof ArrayType array) {
            return hasIntervals(array.elementType());
        } else if (type instanceof MapType map) {
            return hasIntervals(map.keyType()) || hasIntervals(map.valueType());
        }
        return type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType
                || type instanceof CalendarIntervalType;
    }
}
