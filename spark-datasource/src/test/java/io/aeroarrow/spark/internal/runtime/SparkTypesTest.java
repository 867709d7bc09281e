package io.aeroarrow.spark.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;
import org.junit.jupiter.api.Test;

class SparkTypesTest {

    @Test
    void everyTypeComesBackAsItWent() {
        StructType columns = new StructType()
                .add("bool", DataTypes.BooleanType)
                .add("byte", DataTypes.ByteType)
                .add("short", DataTypes.ShortType)
                .add("int", DataTypes.IntegerType)
                .add("long", DataTypes.LongType, false)
                .add("float", DataTypes.FloatType)
                .add("double", DataTypes.DoubleType)
                .add("string", DataTypes.StringType)
                .add("binary", DataTypes.BinaryType)
                .add("date", DataTypes.DateType)
                .add("timestamp", DataTypes.TimestampType)
                .add("ntz", DataTypes.TimestampNTZType)
                .add("interval", DataTypes.createDayTimeIntervalType())
                .add("decimal", DataTypes.createDecimalType(18, 0))
                .add("array", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.StringType, false)))
                .add("map", DataTypes.createMapType(DataTypes.LongType, DataTypes.BinaryType, false))
                .add(
                        "struct",
                        new StructType().add("a", DataTypes.LongType, false).add("b", DataTypes.DateType));
        assertThat(SparkTypes.toSpark(SparkTypes.toArrow(columns))).isEqualTo(columns);
    }

    @Test
    void lengthsAndUnitsAreSparks() {
        StructType columns = new StructType()
                .add("char", new CharType(3))
                .add("varchar", new VarcharType(3))
                .add("hours", DataTypes.createDayTimeIntervalType((byte) 1, (byte) 1));
        assertThat(SparkTypes.toArrow(columns).getFields())
                .extracting(Field::getType)
                .containsExactly(
                        new ArrowType.Utf8(), new ArrowType.Utf8(), new ArrowType.Duration(TimeUnit.MICROSECOND));
    }

    @Test
    void digestsAreBinary() {
        Field digest = new Field("d", FieldType.nullable(new ArrowType.FixedSizeBinary(20)), null);
        assertThat(SparkTypes.toSpark(digest).dataType()).isEqualTo(DataTypes.BinaryType);
    }

    @Test
    void typesWithoutADecoderAreNamed() {
        StructType columns = new StructType().add("m", DataTypes.createArrayType(DataTypes.createDecimalType(10, 2)));
        assertThatThrownBy(() -> SparkTypes.toArrow(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'm'")
                .hasMessageContaining("DECIMAL(10,2)");
        Field unsigned = new Field("u", FieldType.nullable(new ArrowType.Int(64, false)), null);
        assertThatThrownBy(() -> SparkTypes.toSpark(new Schema(List.of(unsigned))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Int(64, false)");
    }
}
