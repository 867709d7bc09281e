package io.aeroarrow.files.internal.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.float16Type;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.mapType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.unknownType;

import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.ListBounds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Derives the Parquet type of each column, as Arrow's C++ writer does. */
final class ArrowToParquetSchema {

    private final DictionaryProvider dictionaries;

    private ArrowToParquetSchema(DictionaryProvider dictionaries) {
        this.dictionaries = dictionaries;
    }

    static MessageType of(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        if (root.getFieldVectors().isEmpty()) {
            throw new IllegalArgumentException("the schema has no columns; Parquet needs at least one");
        }
        FieldVectors.requireDistinctNames(root.getSchema());
        ArrowToParquetSchema types = new ArrowToParquetSchema(dictionaries);
        List<Type> columns = new ArrayList<>();
        root.getFieldVectors().forEach(vector -> columns.add(types.type(vector, vector.getName())));
        return new MessageType("schema", columns);
    }

    private Type type(FieldVector column, String name) {
        Field field = column.getField();
        Repetition repetition = field.isNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        FieldVector vector = FieldVectors.storage(column);
        if (field.getDictionary() != null) {
            // The dictionary may hold a null.
            return withRepetition(type(FieldVectors.dictionary(field, dictionaries), name), Repetition.OPTIONAL);
        }
        if (vector instanceof MapVector map) {
            StructVector entries = (StructVector) map.getDataVector();
            Type key = withRepetition(type(child(entries, 0), "key"), Repetition.REQUIRED);
            GroupType keyValue = new GroupType(Repetition.REPEATED, "key_value", key, type(child(entries, 1), "value"));
            return group(repetition, mapType(), List.of(keyValue), name);
        }
        if (ListBounds.isList(vector.getField().getType())) {
            Type element = type(ListBounds.of(vector).elements(), "element");
            return group(repetition, listType(), List.of(new GroupType(Repetition.REPEATED, "list", element)), name);
        }
        if (vector instanceof StructVector struct) {
            List<Type> children = new ArrayList<>();
            struct.getChildrenFromFields().forEach(child -> children.add(type(child, child.getName())));
            if (children.isEmpty()) {
                throw new IllegalArgumentException(
                        "column " + name + " is a struct without fields, which Parquet does not support");
            }
            return new GroupType(repetition, name, children);
        }
        return primitive(vector, repetition, name);
    }

    private static FieldVector child(StructVector struct, int place) {
        return (FieldVector) struct.getChildByOrdinal(place);
    }

    private static Type withRepetition(Type type, Repetition repetition) {
        if (type.isRepetition(repetition)) {
            return type;
        }
        if (type.isPrimitive()) {
            return Types.primitive(type.asPrimitiveType().getPrimitiveTypeName(), repetition)
                    .length(type.asPrimitiveType().getTypeLength())
                    .as(type.getLogicalTypeAnnotation())
                    .named(type.getName());
        }
        return group(
                repetition, type.getLogicalTypeAnnotation(), type.asGroupType().getFields(), type.getName());
    }

    private static GroupType group(
            Repetition repetition, @Nullable LogicalTypeAnnotation annotation, List<Type> fields, String name) {
        return Types.buildGroup(repetition)
                .as(annotation)
                .addFields(fields.toArray(new Type[0]))
                .named(name);
    }

    private static PrimitiveType primitive(FieldVector vector, Repetition repetition, String name) {
        ArrowType type = vector.getField().getType();
        if (type instanceof ArrowType.FixedSizeBinary binary) {
            return fixed(repetition, binary.getByteWidth(), null, name);
        }
        if (type instanceof ArrowType.Decimal decimal) {
            return fixed(
                    repetition,
                    bytesOfDigits(decimal.getPrecision()),
                    decimalType(decimal.getScale(), decimal.getPrecision()),
                    name);
        }
        if (type instanceof ArrowType.Date) {
            return named(repetition, PrimitiveTypeName.INT32, dateType(), name);
        }
        if (type instanceof ArrowType.Time time) {
            TimeUnit unit = unit(time.getUnit());
            PrimitiveTypeName integer = unit == TimeUnit.MILLIS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
            return named(repetition, integer, timeType(false, unit), name);
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            boolean zoned =
                    timestamp.getTimezone() != null && !timestamp.getTimezone().isEmpty();
            return named(repetition, PrimitiveTypeName.INT64, timestampType(zoned, unit(timestamp.getUnit())), name);
        }
        return switch (vector.getMinorType()) {
            case NULL -> named(repetition, PrimitiveTypeName.INT32, unknownType(), name);
            case BIT -> named(repetition, PrimitiveTypeName.BOOLEAN, null, name);
            case TINYINT -> named(repetition, PrimitiveTypeName.INT32, intType(8, true), name);
            case SMALLINT -> named(repetition, PrimitiveTypeName.INT32, intType(16, true), name);
            case INT -> named(repetition, PrimitiveTypeName.INT32, null, name);
            case BIGINT, DURATION -> named(repetition, PrimitiveTypeName.INT64, null, name);
            case UINT1 -> named(repetition, PrimitiveTypeName.INT32, intType(8, false), name);
            case UINT2 -> named(repetition, PrimitiveTypeName.INT32, intType(16, false), name);
            case UINT4 -> named(repetition, PrimitiveTypeName.INT32, intType(32, false), name);
            case UINT8 -> named(repetition, PrimitiveTypeName.INT64, intType(64, false), name);
            case FLOAT2 -> fixed(repetition, Short.BYTES, float16Type(), name);
            case FLOAT4 -> named(repetition, PrimitiveTypeName.FLOAT, null, name);
            case FLOAT8 -> named(repetition, PrimitiveTypeName.DOUBLE, null, name);
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR -> named(repetition, PrimitiveTypeName.BINARY, stringType(), name);
            case VARBINARY, LARGEVARBINARY, VIEWVARBINARY -> named(repetition, PrimitiveTypeName.BINARY, null, name);
            default -> throw FieldVectors.unsupported(vector.getField());
        };
    }

    private static PrimitiveType named(
            Repetition repetition,
            PrimitiveTypeName primitive,
            @Nullable LogicalTypeAnnotation annotation,
            String name) {
        return Types.primitive(primitive, repetition).as(annotation).named(name);
    }

    private static PrimitiveType fixed(
            Repetition repetition, int bytes, @Nullable LogicalTypeAnnotation annotation, String name) {
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(bytes)
                .as(annotation)
                .named(name);
    }

    /** Returns the number of bytes for a signed number with this many decimal digits. */
    static int bytesOfDigits(int digits) {
        return BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }

    /** Returns the Parquet unit. Parquet has no seconds, so they become milliseconds. */
    static TimeUnit unit(org.apache.arrow.vector.types.TimeUnit unit) {
        return switch (unit) {
            case SECOND, MILLISECOND -> TimeUnit.MILLIS;
            case MICROSECOND -> TimeUnit.MICROS;
            case NANOSECOND -> TimeUnit.NANOS;
        };
    }

    /** Returns how many Parquet units make an Arrow unit; negative: how many Arrow units make a Parquet unit. */
    static long scale(ArrowType type) {
        if (type instanceof ArrowType.Date date && date.getUnit() == DateUnit.MILLISECOND) {
            return -86_400_000L;
        }
        if ((type instanceof ArrowType.Timestamp timestamp
                        && timestamp.getUnit() == org.apache.arrow.vector.types.TimeUnit.SECOND)
                || (type instanceof ArrowType.Time time
                        && time.getUnit() == org.apache.arrow.vector.types.TimeUnit.SECOND)) {
            return 1_000;
        }
        return 1;
    }
}
