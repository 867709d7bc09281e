package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import io.aeroarrow.model.Value.StringValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of a vector as values of bins, the other way round than scans do: what a column of that type reads
 * from a bin is what is written to it.
 */
final class VectorValues {

    /** A field of a struct. */
    private record Child(Value name, FieldVector vector, IntFunction<Value> values) {}

    private final DictionaryProvider dictionaries;
    private final boolean ordered;

    /**
     * @param ordered whether maps are to be kept by the server in the order of their keys
     */
    VectorValues(DictionaryProvider dictionaries, boolean ordered) {
        this.dictionaries = dictionaries;
        this.ordered = ordered;
    }

    /**
     * A reader of a vector's elements, which gives a null value for null.
     *
     * @throws IllegalArgumentException naming the field, if its type cannot be written
     */
    IntFunction<Value> of(FieldVector vector) {
        IntFunction<Value> present = present(vector);
        return row -> vector.isNull(row) ? Value.ofNull() : present.apply(row);
    }

    private IntFunction<Value> present(FieldVector vector) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            return encoded(vector, encoding);
        }
        IntFunction<Value> scalar = scalar(vector);
        return scalar != null ? scalar : nested(vector);
    }

    private IntFunction<Value> encoded(FieldVector vector, DictionaryEncoding encoding) {
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        if (dictionary == null) {
            throw unsupported(vector.getField(), "its dictionary " + encoding.getId() + " is not there");
        }
        IntFunction<Value> values = of(dictionary.getVector());
        BaseIntVector indexes = (BaseIntVector) vector;
        int size = dictionary.getVector().getValueCount();
        return row -> {
            long index = indexes.getValueAsLong(row);
            if (index < 0 || index >= size) {
                throw new UnwritableValueException(
                        vector.getField(), "it is value " + index + " of a dictionary that has " + size + " values");
            }
            return values.apply((int) index);
        };
    }

    private static @Nullable IntFunction<Value> scalar(FieldVector vector) {
        IntToLongFunction whole = longs(vector);
        if (whole != null) {
            return row -> Value.of(whole.applyAsLong(row));
        }
        ArrowType type = vector.getField().getType();
        if (vector instanceof FloatingPointVector numbers) {
            return row -> Value.of(numbers.getValueAsDouble(row));
        } else if (vector instanceof BitVector bits) {
            return row -> Value.of(bits.get(row) != 0);
        } else if (isText(type)) {
            return text(vector);
        } else if (vector instanceof NullVector) {
            return row -> Value.ofNull();
        }
        ByteRange bytes = ByteRange.of(vector);
        return bytes == null ? null : blob(vector, bytes);
    }

    static boolean isText(ArrowType type) {
        return type instanceof ArrowType.Utf8 || type instanceof ArrowType.LargeUtf8 || isNamed(type, "Utf8View");
    }

    static boolean isView(ArrowType type) {
        return isNamed(type, "Utf8View") || isNamed(type, "BinaryView");
    }

    /** Types that the oldest Arrow does not have are known by their names. */
    private static boolean isNamed(ArrowType type, String name) {
        return type.getTypeID().name().equals(name);
    }

    static boolean isOf(Field field, String binType) {
        return binType.equals(field.getMetadata().get(FieldMetadata.TYPE_METADATA));
    }

    private static IntFunction<Value> blob(FieldVector vector, ByteRange bytes) {
        boolean sketch = isOf(vector.getField(), "hll");
        return row -> {
            Value blob = Value.of(RawMemory.toArray(bytes.address(row), bytes.length(row)));
            return sketch ? new Value.HllValue((Value.BlobValue) blob) : blob;
        };
    }

    private static IntFunction<Value> text(FieldVector vector) {
        requireNoJson(vector.getField());
        boolean geo = isOf(vector.getField(), "geojson");
        return row -> {
            String text = String.valueOf(vector.getObject(row));
            return geo ? Value.geoJson(text) : Value.of(text);
        };
    }

    static void requireNoJson(Field field) {
        if (isOf(field, "list") || isOf(field, "map") || isOf(field, "json")) {
            throw unsupported(field, "it is JSON text of what the bin really holds; leave the column out");
        }
    }

    /** The elements of a vector of integers, or of what is kept as integers; null if it is neither. */
    static @Nullable IntToLongFunction longs(FieldVector vector) {
        if (vector instanceof UInt8Vector unsigned) {
            return row -> requireSigned(unsigned, row);
        } else if (vector instanceof BaseIntVector integers) {
            return integers::getValueAsLong;
        }
        return vector.getField().getType() instanceof ArrowType.Decimal ? decimal(vector) : count(vector);
    }

    private static long requireSigned(UInt8Vector vector, int row) {
        long value = vector.get(row);
        if (value < 0) {
            throw new UnwritableValueException(
                    vector.getField(),
                    Long.toUnsignedString(value) + " is above the largest integer of a bin, " + Long.MAX_VALUE);
        }
        return value;
    }

    /** Integers: a decimal without a fraction is read from them. */
    private static IntToLongFunction decimal(FieldVector vector) {
        Field field = vector.getField();
        if (((ArrowType.Decimal) field.getType()).getScale() > 0) {
            throw unsupported(
                    field, "bins hold no fractions exactly but those of float64; cast it to that, or to utf8");
        }
        IntFunction<BigDecimal> read =
                vector instanceof DecimalVector small ? small::getObject : ((Decimal256Vector) vector)::getObject;
        return row -> {
            BigDecimal value = read.apply(row);
            try {
                return value.longValueExact();
            } catch (ArithmeticException e) {
                throw new UnwritableValueException(field, value + " does not fit into the 64 bits of an integer bin");
            }
        };
    }

    /** Points in time and spans of it are counts of the type's unit. */
    private static @Nullable IntToLongFunction count(FieldVector vector) {
        if (vector instanceof TimeStampVector times) {
            return times::get;
        } else if (vector instanceof DateDayVector days) {
            return days::get;
        } else if (vector instanceof DateMilliVector millis) {
            return millis::get;
        } else if (vector instanceof TimeSecVector seconds) {
            return seconds::get;
        } else if (vector instanceof TimeMilliVector millis) {
            return millis::get;
        } else if (vector instanceof TimeMicroVector micros) {
            return micros::get;
        } else if (vector instanceof TimeNanoVector nanos) {
            return nanos::get;
        } else if (vector instanceof DurationVector spans) {
            return row -> DurationVector.get(spans.getDataBuffer(), row);
        }
        return null;
    }

    private IntFunction<Value> nested(FieldVector vector) {
        if (vector instanceof MapVector maps) {
            return map(maps);
        } else if (vector instanceof ListVector lists) {
            return list(lists.getDataVector(), lists::getElementStartIndex, lists::getElementEndIndex);
        } else if (vector instanceof LargeListVector lists) {
            return list(lists.getDataVector(), row -> (int) lists.getElementStartIndex(row), row ->
                    (int) lists.getElementEndIndex(row));
        } else if (vector instanceof FixedSizeListVector lists) {
            int size = lists.getListSize();
            return isOf(lists.getField(), "blob")
                    ? packed(lists, size)
                    : list(lists.getDataVector(), row -> row * size, row -> (row + 1) * size);
        } else if (vector instanceof StructVector structs) {
            return struct(structs);
        }
        throw unsupported(vector.getField(), "nothing of that type is written to bins");
    }

    private IntFunction<Value> list(FieldVector data, IntFunction<Integer> start, IntFunction<Integer> end) {
        IntFunction<Value> elements = of(data);
        return row -> {
            int last = end.apply(row);
            List<Value> values = new ArrayList<>();
            for (int i = start.apply(row); i < last; i++) {
                values.add(elements.apply(i));
            }
            return Value.of(values);
        };
    }

    /** Numbers as they lie in memory, as embeddings are stored. */
    private static IntFunction<Value> packed(FixedSizeListVector lists, int size) {
        FieldVector data = lists.getDataVector();
        int width = data.getField().getType() instanceof ArrowType.FloatingPoint real
                ? switch (real.getPrecision()) {
                    case HALF -> Short.BYTES;
                    case SINGLE -> Float.BYTES;
                    case DOUBLE -> Double.BYTES;
                }
                : data.getField().getType() instanceof ArrowType.Int whole ? whole.getBitWidth() / Byte.SIZE : 0;
        if (width == 0) {
            throw unsupported(lists.getField(), "only lists of numbers are packed into a blob");
        }
        return row -> {
            for (int i = 0; i < size; i++) {
                if (data.isNull(row * size + i)) {
                    throw new UnwritableValueException(lists.getField(), "a packed list cannot hold a null");
                }
            }
            ByteBuffer bytes = ByteBuffer.allocate(size * width).order(ByteOrder.LITTLE_ENDIAN);
            data.getDataBuffer().getBytes((long) row * size * width, bytes.array());
            return Value.of(bytes.array());
        };
    }

    private IntFunction<Value> map(MapVector maps) {
        StructVector pairs = (StructVector) maps.getDataVector();
        IntFunction<Value> keys = of((FieldVector) pairs.getChildByOrdinal(0));
        IntFunction<Value> values = of((FieldVector) pairs.getChildByOrdinal(1));
        return row -> {
            Map<Value, Value> entries = new LinkedHashMap<>();
            for (int i = maps.getElementStartIndex(row); i < maps.getElementEndIndex(row); i++) {
                Value key = keys.apply(i);
                requireKey(maps.getField(), key);
                if (entries.put(key, values.apply(i)) != null) {
                    throw new UnwritableValueException(maps.getField(), "a map has the key " + key + " twice");
                }
            }
            return map(entries);
        };
    }

    private static void requireKey(Field field, Value key) {
        if (!(key instanceof IntegerValue || key instanceof StringValue || key instanceof BlobValue)) {
            throw new UnwritableValueException(
                    field, "a map has the key " + key + "; servers take integers, strings and blobs as keys");
        }
    }

    private Value map(Map<Value, Value> entries) {
        return new MapValue(entries, ordered ? MapOrder.KEY_ORDERED : MapOrder.UNORDERED);
    }

    /** Fields that are null are left out, as reading makes null of those that are missing. */
    private IntFunction<Value> struct(StructVector structs) {
        List<Child> children = new ArrayList<>();
        for (FieldVector child : structs.getChildrenFromFields()) {
            children.add(new Child(Value.of(child.getName()), child, of(child)));
        }
        return row -> {
            Map<Value, Value> entries = new LinkedHashMap<>();
            for (Child child : children) {
                if (!child.vector.isNull(row)) {
                    entries.put(child.name, child.values.apply(row));
                }
            }
            return map(entries);
        };
    }

    private static IllegalArgumentException unsupported(Field field, String why) {
        return new IllegalArgumentException(
                "field '" + field.getName() + "' of type " + field.getType() + " cannot be written: " + why);
    }
}
