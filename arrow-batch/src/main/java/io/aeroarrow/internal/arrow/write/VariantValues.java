package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variants of a vector as values: objects as maps with string keys, dates and times as integers, UUIDs as text.
 */
final class VariantValues {

    private static final int MAX_DEPTH = 256;
    private static final int VERSION = 1;

    private final Field field;
    private final ByteRange values;
    private final ByteRange metadata;
    private final MapOrder order;
    private final @Nullable DecimalStorage decimals;

    /** The last metadata, and its names: most variants of a column have the same ones. */
    private VariantBytes lastMetadata;

    private Value[] names = {};
    /** How many values the variant may still have: each one takes a byte, unless several places share one. */
    private int left;

    private VariantValues(
            Field field, ByteRange values, ByteRange metadata, MapOrder order, @Nullable DecimalStorage decimals) {
        this.field = field;
        this.values = values;
        this.metadata = metadata;
        this.order = order;
        this.decimals = decimals;
        lastMetadata = new VariantBytes(field, new byte[0]);
    }

    /**
     * Returns the variants of a vector.
     *
     * @param decimals how decimals with a fraction are stored; null to store floats, if these have the same text
     * @throws IllegalArgumentException if the vector does not have the two parts of a variant
     */
    static IntFunction<Value> of(StructVector vector, MapOrder order, @Nullable DecimalStorage decimals) {
        FieldVector value = vector.getChild("value");
        FieldVector metadata = vector.getChild("metadata");
        ByteRange values = value == null ? null : ByteRange.of(value);
        ByteRange names = metadata == null ? null : ByteRange.of(metadata);
        if (value == null || values == null || names == null) {
            throw VectorValues.unsupported(vector.getField(), "a variant has the binary fields 'value' and 'metadata'");
        }
        VariantValues variants = new VariantValues(vector.getField(), values, names, order, decimals);
        return row -> value.isNull(row) ? Value.ofNull() : variants.value(row);
    }

    private Value value(int row) {
        readNames(new VariantBytes(field, RawMemory.toArray(metadata.address(row), metadata.length(row))));
        VariantBytes bytes = new VariantBytes(field, RawMemory.toArray(values.address(row), values.length(row)));
        left = bytes.length();
        return value(bytes, 0, MAX_DEPTH);
    }

    private void readNames(VariantBytes dictionary) {
        if (dictionary.hasSameBytes(lastMetadata)) {
            return;
        }
        int header = dictionary.unsigned8(0);
        if ((header & 0x0f) != VERSION) {
            throw dictionary.damaged("its metadata has version " + (header & 0x0f));
        }
        int size = (header >> 6) + 1;
        int count = dictionary.unsigned(1, size);
        long text = 1 + (count + 2L) * size;
        if (text > dictionary.length()) {
            throw dictionary.damaged("its metadata announces " + count + " names");
        }
        Value[] read = new Value[count];
        for (int i = 0; i < count; i++) {
            int start = dictionary.unsigned(1 + (i + 1) * size, size);
            int end = dictionary.unsigned(1 + (i + 2) * size, size);
            read[i] = Value.of(dictionary.text(Math.toIntExact(text + start), end - start));
        }
        names = read;
        lastMetadata = dictionary;
    }

    private Value value(VariantBytes bytes, int at, int depth) {
        if (left == 0) {
            throw bytes.damaged("it has more values than bytes");
        }
        left--;
        int header = bytes.unsigned8(at);
        int info = header >> 2;
        return switch (header & 3) {
            case 0 -> primitive(bytes, info, at + 1);
            case 1 -> Value.of(bytes.text(at + 1, info));
            case 2 -> object(bytes, info, at + 1, requireShallow(depth));
            default -> array(bytes, info, at + 1, requireShallow(depth));
        };
    }

    private int requireShallow(int depth) {
        if (depth == 0) {
            throw new UnwritableValueException(field, "the variant is nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth - 1;
    }

    private Value primitive(VariantBytes bytes, int type, int at) {
        return switch (type) {
            case 0 -> Value.ofNull();
            case 1 -> Value.of(true);
            case 2 -> Value.of(false);
            case 3 -> Value.of(bytes.signed(at, Byte.BYTES));
            case 4 -> Value.of(bytes.signed(at, Short.BYTES));
            // 11: a date, in days.
            case 5, 11 -> Value.of(bytes.signed(at, Integer.BYTES));
            // Times and timestamps, in microseconds or nanoseconds.
            case 6, 12, 13, 17, 18, 19 -> Value.of(bytes.signed(at, Long.BYTES));
            case 7 -> Value.of(Double.longBitsToDouble(bytes.signed(at, Double.BYTES)));
            case 8 -> decimal(bytes.decimal(at, Integer.BYTES));
            case 9 -> decimal(bytes.decimal(at, Long.BYTES));
            case 10 -> decimal(bytes.decimal(at, 2 * Long.BYTES));
            case 14 -> Value.of((double) Float.intBitsToFloat((int) bytes.signed(at, Float.BYTES)));
            case 15 -> Value.of(bytes.copy(at + Integer.BYTES, bytes.unsigned(at, Integer.BYTES)));
            case 16 -> Value.of(bytes.text(at + Integer.BYTES, bytes.unsigned(at, Integer.BYTES)));
            case 20 -> Value.of(uuid(bytes, at));
            default -> throw new UnwritableValueException(field, "the variant has the unknown type " + type);
        };
    }

    private static String uuid(VariantBytes bytes, int at) {
        long high = Long.reverseBytes(bytes.signed(at, Long.BYTES));
        return new UUID(high, Long.reverseBytes(bytes.signed(at + Long.BYTES, Long.BYTES))).toString();
    }

    private Value decimal(BigDecimal value) {
        if (value.scale() <= 0) {
            try {
                return Value.of(value.longValueExact());
            } catch (ArithmeticException e) {
                throw new UnwritableValueException(
                        field, value.toPlainString() + " does not fit into the 64 bits of an integer", e);
            }
        } else if (decimals == DecimalStorage.TEXT) {
            return Value.of(value.toPlainString());
        }
        double nearest = value.doubleValue();
        boolean exact = new BigDecimal(Double.toString(nearest)).compareTo(value) == 0;
        if (decimals == DecimalStorage.DOUBLE || (decimals == null && exact)) {
            return Value.of(nearest);
        }
        throw new UnwritableValueException(
                field,
                "the decimal " + value.toPlainString()
                        + " in a variant is not stored as "
                        + (decimals == null ? "a float, which is less exact" : decimals)
                        + ". Store the decimals of variants as TEXT or DOUBLE");
    }

    private Value array(VariantBytes bytes, int info, int at, int depth) {
        int offsetSize = (info & 3) + 1;
        int countSize = (info & 4) == 0 ? 1 : Integer.BYTES;
        int count = bytes.unsigned(at, countSize);
        int offsets = at + countSize;
        int data = data(bytes, count, offsets, offsetSize);
        List<Value> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(value(bytes, data + bytes.unsigned(offsets + i * offsetSize, offsetSize), depth));
        }
        return Value.of(elements);
    }

    private Value object(VariantBytes bytes, int info, int at, int depth) {
        int offsetSize = (info & 3) + 1;
        int idSize = ((info >> 2) & 3) + 1;
        int countSize = (info & 16) == 0 ? 1 : Integer.BYTES;
        int count = bytes.unsigned(at, countSize);
        int ids = at + countSize;
        long idsEnd = ids + (long) count * idSize;
        int data = data(bytes, count, idsEnd, offsetSize);
        int offsets = (int) idsEnd;
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int id = bytes.unsigned(ids + i * idSize, idSize);
            if (id >= names.length) {
                throw bytes.damaged("it has no name " + id);
            }
            Value element = value(bytes, data + bytes.unsigned(offsets + i * offsetSize, offsetSize), depth);
            if (entries.put(names[id], element) != null) {
                throw bytes.damaged("an object has the field " + names[id] + " twice");
            }
        }
        return new MapValue(entries, order);
    }

    /** Returns the index after {@code count + 1} entries of a table; checks that the bytes have room for them. */
    private static int data(VariantBytes bytes, int count, long table, int entrySize) {
        long data = table + (count + 1L) * entrySize;
        if (data > bytes.length()) {
            throw bytes.damaged("it announces " + count + " elements");
        }
        return (int) data;
    }
}
