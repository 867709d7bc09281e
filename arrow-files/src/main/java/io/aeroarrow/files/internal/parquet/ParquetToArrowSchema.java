package io.aeroarrow.files.internal.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Derives the Arrow schema: a column has the type it was written from if the file stores it and it fits the values. */
final class ParquetToArrowSchema {

    private final TimeUnit int96;

    private ParquetToArrowSchema(TimeUnit int96) {
        this.int96 = int96;
    }

    /**
     * Derives the schema.
     *
     * @param int96 the unit of INT96 timestamps
     */
    static Schema of(MessageType parquet, Optional<Schema> original, Map<String, String> metadata, TimeUnit int96) {
        ParquetToArrowSchema types = new ParquetToArrowSchema(int96);
        List<Field> fields = new ArrayList<>();
        for (Type column : parquet.getFields()) {
            Field plain = types.field(column);
            fields.add(original.flatMap(schema -> byName(schema.getFields(), column.getName()))
                    .flatMap(field -> OriginalField.of(field, plain))
                    .orElse(plain));
        }
        return new Schema(fields, metadata);
    }

    static Optional<Field> byName(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.getName().equals(name)).findFirst();
    }

    private Field field(Type type) {
        if (type.isRepetition(Repetition.REPEATED)) {
            throw new IllegalArgumentException("column " + type.getName()
                    + " is repeated without a LIST annotation, a form of old writers. Rewrite the file.");
        }
        return field(type, !type.isRepetition(Repetition.REQUIRED));
    }

    private Field field(Type type, boolean nullable) {
        if (type.isPrimitive()) {
            return new Field(type.getName(), new FieldType(nullable, primitive(type.asPrimitiveType()), null), null);
        }
        GroupType group = type.asGroupType();
        if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            Type inside = ListLevels.element(group);
            Field element = named(ListLevels.isElement(group) ? field(inside, false) : field(inside), "item");
            return new Field(type.getName(), new FieldType(nullable, ArrowType.List.INSTANCE, null), List.of(element));
        }
        if (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            GroupType entries = entries(group);
            Field key = named(field(entries.getType(0)), "key");
            Field required = new Field("key", new FieldType(false, key.getType(), null), key.getChildren());
            Field struct = new Field(
                    "entries",
                    FieldType.notNullable(ArrowType.Struct.INSTANCE),
                    List.of(required, named(field(entries.getType(1)), "value")));
            return new Field(type.getName(), new FieldType(nullable, new ArrowType.Map(false), null), List.of(struct));
        }
        List<Field> children = group.getFields().stream().map(this::field).toList();
        return new Field(type.getName(), new FieldType(nullable, ArrowType.Struct.INSTANCE, null), children);
    }

    /** Returns the middle of the three levels of a map. */
    private static GroupType entries(GroupType group) {
        if (group.getFieldCount() != 1
                || group.getType(0).isPrimitive()
                || !group.getType(0).isRepetition(Repetition.REPEATED)
                || group.getType(0).asGroupType().getFieldCount() != 2) {
            throw new IllegalArgumentException("column " + group.getName()
                    + " is a map without the three levels that Parquet requires, a form of old writers."
                    + " Rewrite the file.");
        }
        return group.getType(0).asGroupType();
    }

    private static Field named(Field field, String name) {
        return new Field(name, field.getFieldType(), field.getChildren());
    }

    private ArrowType primitive(PrimitiveType type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (annotation instanceof UnknownLogicalTypeAnnotation) {
            return ArrowType.Null.INSTANCE;
        }
        if (annotation instanceof IntLogicalTypeAnnotation integer) {
            return new ArrowType.Int(integer.getBitWidth(), integer.isSigned());
        }
        if (annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation) {
            return ArrowType.Utf8.INSTANCE;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return new ArrowType.Decimal(
                    decimal.getPrecision(), decimal.getScale(), decimal.getPrecision() > 38 ? 256 : 128);
        }
        if (annotation instanceof DateLogicalTypeAnnotation) {
            return new ArrowType.Date(DateUnit.DAY);
        }
        if (annotation instanceof TimeLogicalTypeAnnotation time) {
            TimeUnit unit = unit(time.getUnit());
            return new ArrowType.Time(unit, unit == TimeUnit.MILLISECOND ? Integer.SIZE : Long.SIZE);
        }
        if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return new ArrowType.Timestamp(unit(timestamp.getUnit()), timestamp.isAdjustedToUTC() ? "UTC" : null);
        }
        if (annotation instanceof Float16LogicalTypeAnnotation) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
        }
        return physical(type.getPrimitiveTypeName(), type.getTypeLength());
    }

    private ArrowType physical(PrimitiveTypeName name, int length) {
        return switch (name) {
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case INT32 -> new ArrowType.Int(Integer.SIZE, true);
            case INT64 -> new ArrowType.Int(Long.SIZE, true);
            case INT96 -> new ArrowType.Timestamp(int96, null);
            case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BINARY -> ArrowType.Binary.INSTANCE;
            case FIXED_LEN_BYTE_ARRAY -> new ArrowType.FixedSizeBinary(length);
        };
    }

    private static TimeUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }
}
