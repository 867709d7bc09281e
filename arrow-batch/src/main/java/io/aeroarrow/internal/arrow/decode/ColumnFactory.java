package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.arrow.decode.column.BoolAppender;
import io.aeroarrow.internal.arrow.decode.column.ByteColumn;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.DecimalAppender;
import io.aeroarrow.internal.arrow.decode.column.DictionaryByteColumn;
import io.aeroarrow.internal.arrow.decode.column.DictionaryValues;
import io.aeroarrow.internal.arrow.decode.column.FixedSizeBinaryAppender;
import io.aeroarrow.internal.arrow.decode.column.FloatAppender;
import io.aeroarrow.internal.arrow.decode.column.FractionAppender;
import io.aeroarrow.internal.arrow.decode.column.IntegerAppender;
import io.aeroarrow.internal.arrow.decode.column.JsonAppender;
import io.aeroarrow.internal.arrow.decode.column.OffsetByteColumn;
import io.aeroarrow.internal.arrow.decode.column.TextAppender;
import io.aeroarrow.internal.arrow.decode.column.UpdateTimeAppender;
import io.aeroarrow.internal.arrow.decode.column.VariableWidthAppender;
import io.aeroarrow.internal.arrow.decode.column.ViewByteColumn;
import io.aeroarrow.internal.arrow.decode.nested.CountAppender;
import io.aeroarrow.internal.arrow.decode.nested.FixedSizeListAppender;
import io.aeroarrow.internal.arrow.decode.nested.ListAppender;
import io.aeroarrow.internal.arrow.decode.nested.ListMemory;
import io.aeroarrow.internal.arrow.decode.nested.MapSubsetAppender;
import io.aeroarrow.internal.arrow.decode.nested.PairAppender;
import io.aeroarrow.internal.arrow.decode.nested.PathAppender;
import io.aeroarrow.internal.arrow.decode.nested.StructAppender;
import io.aeroarrow.internal.arrow.decode.nested.StructMemory;
import io.aeroarrow.internal.arrow.decode.nested.VariantAppender;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.arrow.schema.ValueShape;
import io.aeroarrow.internal.value.MsgpackCursor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Chooses the appender of each vector. Only this class knows all types. */
final class ColumnFactory {

    private final DictionaryProvider dictionaries;
    private final Map<Long, DictionaryValues> values = new HashMap<>();

    /**
     * @param dictionaries the dictionaries of dictionary-encoded fields; decoding adds values to them
     */
    ColumnFactory(DictionaryProvider dictionaries) {
        this.dictionaries = dictionaries;
    }

    /**
     * Returns the appender that fills a vector.
     *
     * @throws IllegalArgumentException if the vector's type is unsupported, or its dictionary is missing; names the
     *     field
     */
    ColumnAppender appender(FieldVector vector) {
        Field field = vector.getField();
        ColumnAppender appender =
                field.getDictionary() == null ? plain(vector) : encoded(vector, field.getDictionary());
        if (appender == null) {
            throw new IllegalArgumentException("field '" + field.getName() + "' has the unsupported type " + field
                    + ". Use an integer, float, bool, utf8, binary, fixed-size binary, date, time, timestamp, duration,"
                    + " decimal, dictionary-encoded utf8 or binary, or a list, fixed-size list, map or"
                    + " struct of these.");
        }
        return appender;
    }

    /** As {@link #appender}, for a vector of a bin, of a part of a bin, or of a value that servers compute. */
    ColumnAppender valueAppender(FieldVector vector, ValueShape shape) {
        if (MetadataColumn.named(vector.getName()) == MetadataColumn.LAST_UPDATE) {
            return new UpdateTimeAppender(appender(vector), MetadataAppender.unitsPerSecond(vector.getField()));
        }
        ColumnAppender column = appender(vector);
        ColumnAppender inMap = shape.path().isEmpty() ? column : new PathAppender(shape.path(), column);
        return switch (shape.form()) {
            case BIN -> inMap;
            case SUBSET -> new MapSubsetAppender(inMap);
            case ELEMENTS -> CountAppender.ofElements(column);
            case BYTES -> CountAppender.ofBytes(column);
            case COUNTED -> CountAppender.counted(column);
        };
    }

    private @Nullable ColumnAppender plain(FieldVector vector) {
        if (vector instanceof BitVector bits) {
            return new BoolAppender(bits);
        } else if (vector instanceof FixedSizeBinaryVector binary) {
            return new FixedSizeBinaryAppender(binary);
        } else if (vector instanceof DecimalVector decimal) {
            return decimal(decimal, decimal.getPrecision(), decimal.getScale());
        } else if (vector instanceof Decimal256Vector decimal) {
            return decimal(decimal, decimal.getPrecision(), decimal.getScale());
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            return number(fixed, vector.getField().getType());
        }
        ColumnAppender bytes = bytes(vector);
        return bytes == null ? nested(vector) : bytes;
    }

    private static @Nullable ColumnAppender decimal(BaseFixedWidthVector vector, int precision, int scale) {
        if (scale == 0) {
            return new DecimalAppender(vector, precision);
        } else if (scale < 0) {
            return null;
        }
        Field field = vector.getField();
        DecimalStorage storage = DecimalStorage.of(field)
                .orElseThrow(
                        () -> new IllegalArgumentException("field '" + field.getName() + "' is a decimal with scale "
                                + scale
                                + "; no bin type holds decimal fractions. Say how the bin stores them, with the"
                                + " metadata "
                                + FieldMetadata.DECIMAL_METADATA + ": " + Arrays.toString(DecimalStorage.values())));
        return storage == DecimalStorage.SCALED
                ? new DecimalAppender(vector, precision)
                : new FractionAppender(vector, precision, scale, storage == DecimalStorage.TEXT);
    }

    private static @Nullable ColumnAppender number(BaseFixedWidthVector vector, ArrowType type) {
        if (type instanceof ArrowType.Int integer) {
            return IntegerAppender.of(vector, integer.getBitWidth(), integer.getIsSigned());
        } else if (type instanceof ArrowType.FloatingPoint real) {
            return switch (real.getPrecision()) {
                case DOUBLE -> FloatAppender.float64(vector);
                case SINGLE -> FloatAppender.float32(vector);
                case HALF -> FloatAppender.float16(vector);
            };
        } else if (type instanceof ArrowType.Timestamp
                || type instanceof ArrowType.Duration
                || type instanceof ArrowType.Date
                || type instanceof ArrowType.Time
                || (type instanceof ArrowType.Interval interval && interval.getUnit() == IntervalUnit.YEAR_MONTH)) {
            return IntegerAppender.of(vector, vector.getTypeWidth() * Byte.SIZE, true);
        }
        return null;
    }

    private static @Nullable ColumnAppender bytes(FieldVector vector) {
        if (vector instanceof VarCharVector text) {
            return text(text, OffsetByteColumn.of(text));
        } else if (vector instanceof VarBinaryVector binary) {
            return new VariableWidthAppender(OffsetByteColumn.of(binary));
        } else if (vector instanceof LargeVarCharVector text) {
            return text(text, OffsetByteColumn.of(text));
        } else if (vector instanceof LargeVarBinaryVector binary) {
            return new VariableWidthAppender(OffsetByteColumn.of(binary));
        }
        // The oldest supported Arrow version lacks these types, so they are recognized by name.
        return switch (vector.getField().getType().getTypeID().name()) {
            case "Utf8View" -> text(vector, new ViewByteColumn(vector));
            case "BinaryView" -> new VariableWidthAppender(new ViewByteColumn(vector));
            default -> null;
        };
    }

    private @Nullable ColumnAppender nested(FieldVector vector) {
        if (vector instanceof MapVector map) {
            PairAppender pairs = pairs((StructVector) map.getDataVector());
            return new ListAppender(ListMemory.of(map), MsgpackCursor.Kind.MAP, pairs, false);
        } else if (vector instanceof ListVector list) {
            return list(ListMemory.of(list), list.getDataVector());
        } else if (vector instanceof LargeListVector list) {
            return list(ListMemory.of(list), list.getDataVector());
        } else if (vector instanceof FixedSizeListVector list) {
            return new FixedSizeListAppender(list, appender(list.getDataVector()));
        } else if (vector instanceof StructVector struct) {
            if (SchemaBins.isVariant(struct.getField())) {
                return new VariantAppender(
                        new StructMemory(struct), variantPart(struct, "value"), variantPart(struct, "metadata"));
            }
            List<FieldVector> children = struct.getChildrenFromFields();
            return new StructAppender(
                    new StructMemory(struct),
                    children.stream().map(FieldVector::getField).toList(),
                    children.stream().map(this::appender).toList());
        }
        return null;
    }

    private static VariableWidthAppender variantPart(StructVector variant, String name) {
        FieldVector part = variant.getChild(name);
        boolean isPart = part != null && variant.size() == 2 && part.getField().getType() instanceof ArrowType.Binary;
        if (isPart && bytes(part) instanceof VariableWidthAppender bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("field '" + variant.getField().getName() + "' is a variant by its metadata "
                + FieldMetadata.TYPE_METADATA + ", but is " + variant.getField().getType() + " of "
                + variant.getField().getChildren()
                + ". Declare a struct of two binary fields, 'value' and 'metadata'.");
    }

    private ListAppender list(ListMemory memory, FieldVector elements) {
        return new ListAppender(
                memory,
                MsgpackCursor.Kind.LIST,
                appender(elements),
                elements.getField().isNullable());
    }

    private PairAppender pairs(StructVector pairs) {
        List<FieldVector> children = pairs.getChildrenFromFields();
        return new PairAppender(
                new StructMemory(pairs),
                appender(children.get(0)),
                appender(children.get(1)),
                children.get(1).getField().isNullable());
    }

    private @Nullable ColumnAppender encoded(FieldVector vector, DictionaryEncoding encoding) {
        if (!(vector instanceof BaseFixedWidthVector numbers)
                || !(vector.getField().getType() instanceof ArrowType.Int integer)) {
            return null;
        }
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        if (dictionary == null) {
            throw new IllegalArgumentException("field '" + vector.getName() + "' refers to dictionary "
                    + encoding.getId() + ", which is missing. Add it to the dictionary provider.");
        }
        ByteColumn column = new DictionaryByteColumn(
                IntegerAppender.of(numbers, integer.getBitWidth(), integer.getIsSigned()),
                values.computeIfAbsent(encoding.getId(), id -> new DictionaryValues(dictionary)),
                vector.getName());
        return dictionary.getVectorType() instanceof ArrowType.Utf8
                ? text(vector, column)
                : new VariableWidthAppender(column);
    }

    private static ColumnAppender text(FieldVector vector, ByteColumn column) {
        return SchemaBins.isJson(vector.getField())
                ? new JsonAppender(column)
                : new TextAppender(column, SchemaBins.isText(vector.getField()));
    }
}
