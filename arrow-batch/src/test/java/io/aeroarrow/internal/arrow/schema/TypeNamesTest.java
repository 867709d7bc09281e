package io.aeroarrow.internal.arrow.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

class TypeNamesTest {

    private static final ArrowType INT8 = new ArrowType.Int(8, true);

    @Test
    void namesTypesAsArrowDoes() {
        assertThat(name(new ArrowType.Int(64, true))).isEqualTo("int64");
        assertThat(name(new ArrowType.Int(16, false))).isEqualTo("uint16");
        assertThat(name(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)))
                .isEqualTo("float64");
        assertThat(name(new ArrowType.Decimal(10, 2, 128))).isEqualTo("decimal(10, 2)");
        assertThat(name(new ArrowType.Utf8())).isEqualTo("utf8");
        assertThat(name(new ArrowType.Bool())).isEqualTo("bool");
        assertThat(name(new ArrowType.Date(DateUnit.DAY))).isEqualTo("date32");
        assertThat(name(new ArrowType.Time(TimeUnit.NANOSECOND, 64))).isEqualTo("time64[ns]");
        assertThat(name(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"))).isEqualTo("timestamp[us, UTC]");
        assertThat(name(new ArrowType.Duration(TimeUnit.SECOND))).isEqualTo("duration[s]");
        assertThat(name(new ArrowType.FixedSizeBinary(20))).isEqualTo("fixed-size binary of 20 bytes");
    }

    @Test
    void namesNestedTypesWithTheirElements() {
        Field element = field("element", INT8);
        assertThat(name(new ArrowType.List(), element)).isEqualTo("list<int8>");
        assertThat(name(new ArrowType.FixedSizeList(3), element)).isEqualTo("fixed-size list<int8>[3]");
        assertThat(name(new ArrowType.Struct(), field("a", INT8), field("b", new ArrowType.Utf8())))
                .isEqualTo("struct<a: int8, b: utf8>");
        Field pairs =
                field("entries", new ArrowType.Struct(), field("key", new ArrowType.Utf8()), field("value", INT8));
        assertThat(name(new ArrowType.Map(false), pairs)).isEqualTo("map<utf8, int8>");
    }

    @Test
    void usesTheNameThatTheMetadataHas() {
        Map<String, String> metadata = Map.of(FieldMetadata.DECLARED_TYPE_METADATA, "TINYINT");
        Field declared = new Field("x", new FieldType(true, INT8, null, metadata), List.of());
        assertThat(TypeNames.declared(declared)).isEqualTo("TINYINT");
    }

    private static String name(ArrowType type, Field... children) {
        return TypeNames.declared(field("x", type, children));
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }
}
