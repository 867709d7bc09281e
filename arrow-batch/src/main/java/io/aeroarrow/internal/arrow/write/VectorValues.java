package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.model.Value;
import java.util.IdentityHashMap;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of a vector as values of bins, the inverse of what scans decode into a vector of the same type.
 */
final class VectorValues {

    private final DictionaryProvider dictionaries;
    private final @Nullable DecimalStorage decimals;
    private final IdentityHashMap<FieldVector, Field> fields;
    private final NestedElements nested;

    /**
     * Creates a reader.
     *
     * @param ordered whether maps are written as key-ordered maps
     * @param decimals how decimals with a fraction are stored whose field does not say it; null if that is an error
     * @param fields the fields of vectors whose own field does not say all
     */
    VectorValues(
            DictionaryProvider dictionaries,
            boolean ordered,
            @Nullable DecimalStorage decimals,
            IdentityHashMap<FieldVector, Field> fields) {
        this.fields = fields;
        this.dictionaries = dictionaries;
        this.decimals = decimals;
        nested = new NestedElements(this, ordered);
    }

    /**
     * Returns a function from a row to its value, which is a null value for null.
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
        return scalar != null ? scalar : nested.of(vector);
    }

    private IntFunction<Value> encoded(FieldVector vector, DictionaryEncoding encoding) {
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        if (dictionary == null) {
            throw unsupported(
                    vector.getField(), "its dictionary " + encoding.getId() + " is missing; pass it with the rows");
        }
        IntFunction<Value> values = of(dictionary.getVector());
        BaseIntVector indexes = (BaseIntVector) vector;
        int size = dictionary.getVector().getValueCount();
        return row -> {
            long index = indexes.getValueAsLong(row);
            if (index < 0 || index >= size) {
                throw new UnwritableValueException(
                        vector.getField(),
                        "the dictionary index is " + index + ", but the dictionary has " + size + " values");
            }
            return values.apply((int) index);
        };
    }

    /** Returns the field that says how a vector is written. */
    Field field(FieldVector vector) {
        return fields.getOrDefault(vector, vector.getField());
    }

    /** Returns how decimals with a fraction are stored; null if nothing says it. */
    @Nullable
    DecimalStorage decimals(FieldVector vector) {
        return DecimalStorage.of(field(vector)).orElse(decimals);
    }

    private @Nullable IntFunction<Value> scalar(FieldVector vector) {
        IntToLongFunction whole = IntegerElements.of(vector, field(vector), decimals(vector));
        if (whole != null) {
            return row -> Value.of(whole.applyAsLong(row));
        }
        IntFunction<Value> fractions = DecimalElements.values(vector, field(vector), decimals(vector));
        if (fractions != null) {
            return fractions;
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

    /** Compares by name, as the oldest supported Arrow does not have the view types. */
    private static boolean isNamed(ArrowType type, String name) {
        return type.getTypeID().name().equals(name);
    }

    private IntFunction<Value> blob(FieldVector vector, ByteRange bytes) {
        boolean sketch = SchemaBins.hasBinType(field(vector), "hll");
        return row -> {
            Value blob = Value.of(RawMemory.toArray(bytes.address(row), bytes.length(row)));
            return sketch ? new Value.HllValue((Value.BlobValue) blob) : blob;
        };
    }

    private IntFunction<Value> text(FieldVector vector) {
        requireNoJson(field(vector));
        boolean geo = SchemaBins.hasBinType(field(vector), "geojson");
        return row -> {
            String text = String.valueOf(vector.getObject(row));
            return geo ? Value.geoJson(text) : Value.of(text);
        };
    }

    static void requireNoJson(Field field) {
        if (SchemaBins.hasBinType(field, "list")
                || SchemaBins.hasBinType(field, "map")
                || SchemaBins.isJson(field)
                || SchemaBins.isText(field)) {
            throw unsupported(
                    field,
                    "it is text, some of it JSON text of values of other types, which it would replace; leave the"
                            + " column out, or remove the field's metadata 'aerospike.type' to write strings");
        }
    }

    static IllegalArgumentException unsupported(Field field, String reason) {
        return new IllegalArgumentException(
                "field '" + field.getName() + "' of type " + field.getType() + " cannot be written: " + reason);
    }
}
