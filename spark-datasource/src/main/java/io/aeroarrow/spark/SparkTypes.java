package io.aeroarrow.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's types as Arrow's, as far as Spark reads such vectors without a copy. */
final class SparkTypes {

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

    private SparkTypes() {}

    /**
     * The Arrow schema whose vectors Spark reads as the columns of a struct.
     *
     * @throws IllegalArgumentException naming the column, if nothing decodes to its type
     */
    static Schema toArrow(StructType columns) {
        List<Field> fields =
                Arrays.stream(columns.fields()).map(SparkTypes::toArrow).toList();
        return new Schema(fields);
    }

    private static Field toArrow(StructField column) {
        ArrowType type = TO_ARROW.get(column.dataType());
        if (type == null) {
            throw new IllegalArgumentException("column '" + column.name() + "' has type "
                    + column.dataType().sql()
                    + ", which is not decoded yet; integers, float, double, boolean, string, binary, date and timestamps"
                    + " are");
        }
        return new Field(column.name(), new FieldType(column.nullable(), type, null), null);
    }

    /** The columns that Spark sees for an inferred Arrow schema. */
    static StructType toSpark(Schema schema) {
        StructField[] columns =
                schema.getFields().stream().map(SparkTypes::toSpark).toArray(StructField[]::new);
        return new StructType(columns);
    }

    static StructField toSpark(Field field) {
        return DataTypes.createStructField(field.getName(), toSpark(field.getType()), field.isNullable());
    }

    private static DataType toSpark(ArrowType type) {
        // Spark's vectors do not read fixed-size binary.
        ArrowType readable = type instanceof ArrowType.FixedSizeBinary ? new ArrowType.Binary() : type;
        return TO_ARROW.entrySet().stream()
                .filter(entry -> entry.getValue().equals(readable))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Spark has no type for " + type));
    }
}
