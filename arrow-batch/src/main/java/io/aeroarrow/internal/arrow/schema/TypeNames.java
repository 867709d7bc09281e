package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The names of types in messages: {@code int64}, {@code list<utf8>}. */
public final class TypeNames {

    private TypeNames() {}

    /** Returns the name of a field's declared type: the one that its metadata has, else the name that Arrow uses. */
    public static String declared(Field field) {
        String name = field.getMetadata().get(FieldMetadata.DECLARED_TYPE_METADATA);
        return name == null ? of(field) : name;
    }

    /** Returns the name that Arrow uses for a field's type. */
    static String of(Field field) {
        ArrowType type = field.getType();
        if (SchemaBins.isVariant(field)) {
            return "variant";
        } else if (type instanceof ArrowType.Int integer) {
            return (integer.getIsSigned() ? "int" : "uint") + integer.getBitWidth();
        } else if (type instanceof ArrowType.FloatingPoint number) {
            return floating(number.getPrecision());
        } else if (type instanceof ArrowType.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        } else if (type instanceof ArrowType.FixedSizeBinary binary) {
            return "fixed-size binary of " + binary.getByteWidth() + " bytes";
        } else if (type instanceof ArrowType.Date date) {
            return date.getUnit() == DateUnit.DAY ? "date32" : "date64";
        } else if (type instanceof ArrowType.Time time) {
            return "time" + time.getBitWidth() + "[" + unit(time.getUnit()) + "]";
        } else if (type instanceof ArrowType.Timestamp timestamp) {
            String zone = timestamp.getTimezone();
            return "timestamp[" + unit(timestamp.getUnit()) + (zone == null ? "" : ", " + zone) + "]";
        } else if (type instanceof ArrowType.Duration duration) {
            return "duration[" + unit(duration.getUnit()) + "]";
        }
        boolean fixed = type instanceof ArrowType.FixedSizeList;
        String name = fixed ? "fixed-size list" : type.getTypeID().name().toLowerCase(Locale.ROOT);
        String size = type instanceof ArrowType.FixedSizeList list ? "[" + list.getListSize() + "]" : "";
        return field.getChildren().isEmpty() ? name : name + "<" + children(field) + ">" + size;
    }

    private static String children(Field field) {
        if (field.getType() instanceof ArrowType.Map) {
            // The only child holds the pairs.
            return field.getChildren().get(0).getChildren().stream()
                    .map(TypeNames::of)
                    .collect(Collectors.joining(", "));
        }
        boolean named = field.getType() instanceof ArrowType.Struct;
        return field.getChildren().stream()
                .map(child -> named ? child.getName() + ": " + of(child) : of(child))
                .collect(Collectors.joining(", "));
    }

    private static String floating(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> "float16";
            case SINGLE -> "float32";
            case DOUBLE -> "float64";
        };
    }

    private static String unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> "s";
            case MILLISECOND -> "ms";
            case MICROSECOND -> "us";
            case NANOSECOND -> "ns";
        };
    }
}
