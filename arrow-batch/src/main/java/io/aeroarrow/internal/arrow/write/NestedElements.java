package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import io.aeroarrow.model.Value.StringValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Reads the elements of lists, maps and structs as values. */
final class NestedElements {

    /** A field of a struct. */
    private record Child(Value name, FieldVector vector, IntFunction<Value> values) {

        Value value(int row) {
            try {
                return values.apply(row);
            } catch (UnwritableValueException e) {
                throw e.inField(vector.getField());
            }
        }
    }

    private final VectorValues values;
    private final boolean ordered;

    /**
     * Creates a reader.
     *
     * @param values reads the elements of the children
     * @param ordered whether maps are written as key-ordered maps
     */
    NestedElements(VectorValues values, boolean ordered) {
        this.values = values;
        this.ordered = ordered;
    }

    /**
     * Reads the elements of a nested vector as values.
     *
     * @throws IllegalArgumentException naming the field, if its type cannot be written
     */
    IntFunction<Value> of(FieldVector vector) {
        if (vector instanceof MapVector maps) {
            return map(maps);
        } else if (vector instanceof ListVector lists) {
            return list(lists.getDataVector(), lists::getElementStartIndex, lists::getElementEndIndex);
        } else if (vector instanceof LargeListVector lists) {
            return list(lists.getDataVector(), row -> (int) lists.getElementStartIndex(row), row ->
                    (int) lists.getElementEndIndex(row));
        } else if (vector instanceof FixedSizeListVector lists) {
            int size = lists.getListSize();
            return SchemaBins.hasBinType(values.field(lists), "blob")
                    ? packed(lists, size)
                    : list(lists.getDataVector(), row -> row * size, row -> (row + 1) * size);
        } else if (vector instanceof StructVector structs) {
            return SchemaBins.isVariant(values.field(structs))
                    ? VariantValues.of(structs, order(), values.decimals(structs))
                    : struct(structs);
        }
        IntFunction<Value> newer = NewerElements.of(vector, values, this);
        if (newer != null) {
            return newer;
        }
        throw VectorValues.unsupported(vector.getField(), "no bin type holds its values; leave the column out");
    }

    /** Reads lists whose elements lie between two indexes of a vector. */
    IntFunction<Value> list(FieldVector data, IntFunction<Integer> start, IntFunction<Integer> end) {
        IntFunction<Value> elements = values.of(data);
        return row -> {
            int last = end.apply(row);
            List<Value> list = new ArrayList<>();
            for (int i = start.apply(row); i < last; i++) {
                list.add(elements.apply(i));
            }
            return Value.of(list);
        };
    }

    /** Packs numbers into a blob, little-endian, as embeddings are stored. */
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
            throw VectorValues.unsupported(
                    lists.getField(), "only lists of numbers are packed into a blob; remove its aerospike.type");
        }
        return row -> {
            for (int i = 0; i < size; i++) {
                if (data.isNull(row * size + i)) {
                    throw new UnwritableValueException(
                            lists.getField(), "a list packed into a blob cannot hold a null");
                }
            }
            ByteBuffer bytes = ByteBuffer.allocate(size * width).order(ByteOrder.LITTLE_ENDIAN);
            data.getDataBuffer().getBytes((long) row * size * width, bytes.array());
            return Value.of(bytes.array());
        };
    }

    private IntFunction<Value> map(MapVector maps) {
        StructVector pairs = (StructVector) maps.getDataVector();
        IntFunction<Value> keys = values.of((FieldVector) pairs.getChildByOrdinal(0));
        IntFunction<Value> mapped = values.of((FieldVector) pairs.getChildByOrdinal(1));
        return row -> {
            Map<Value, Value> entries = new LinkedHashMap<>();
            for (int i = maps.getElementStartIndex(row); i < maps.getElementEndIndex(row); i++) {
                Value key = keys.apply(i);
                requireKey(maps.getField(), key);
                if (entries.put(key, mapped.apply(i)) != null) {
                    throw new UnwritableValueException(
                            maps.getField(), "a map has the key " + ValueText.of(key) + " twice");
                }
            }
            return map(entries);
        };
    }

    private static void requireKey(Field field, Value key) {
        if (!(key instanceof IntegerValue || key instanceof StringValue || key instanceof BlobValue)) {
            throw new UnwritableValueException(
                    field, "a map has the key " + ValueText.of(key) + "; map keys must be integers, strings or blobs");
        }
    }

    private Value map(Map<Value, Value> entries) {
        return new MapValue(entries, order());
    }

    private MapOrder order() {
        return ordered ? MapOrder.KEY_ORDERED : MapOrder.UNORDERED;
    }

    /** Leaves null fields out: a read returns null for a missing field. */
    private IntFunction<Value> struct(StructVector structs) {
        List<Child> children = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FieldVector child : structs.getChildrenFromFields()) {
            if (!names.add(child.getName())) {
                throw VectorValues.unsupported(
                        structs.getField(), "it has two fields '" + child.getName() + "'; rename one");
            }
            children.add(new Child(Value.of(child.getName()), child, values.of(child)));
        }
        return row -> {
            Map<Value, Value> entries = new LinkedHashMap<>();
            for (Child child : children) {
                if (!child.vector.isNull(row)) {
                    entries.put(child.name, child.value(row));
                }
            }
            return map(entries);
        };
    }
}
