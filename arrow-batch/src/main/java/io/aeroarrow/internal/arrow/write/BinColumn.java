package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.bytes.Utf8;
import io.aeroarrow.internal.request.BinOp;
import io.aeroarrow.internal.request.WriteEncoder;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.NullValue;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Writes the elements of a vector as values of a bin. Numbers, text and bytes are copied from memory to memory; nested
 * and dictionary-encoded elements are converted to a {@link Value} first.
 */
final class BinColumn {

    /** Writes an element that is not null in the vector. */
    private interface Writer {
        /** Returns false if the element represents null nevertheless; nothing is written then. */
        boolean write(int row, WriteEncoder out);
    }

    private final FieldVector vector;
    private final BinOp bin;
    private final Value name;
    private final Writer writer;

    /**
     * Creates the writer of a column.
     *
     * @throws IllegalArgumentException if the vector's type cannot be written, or no bin can have the name
     */
    BinColumn(FieldVector vector, VectorValues values) {
        for (String part : List.of(FieldMetadata.PATH_METADATA, FieldMetadata.VALUE_METADATA)) {
            if (values.field(vector).getMetadata().containsKey(part)) {
                throw new IllegalArgumentException("field '" + vector.getName() + "' has the metadata " + part
                        + "; a write replaces whole bins. Leave out the field, or write the whole value of the bin.");
            }
        }
        this.vector = vector;
        this.bin = new BinOp(SchemaBins.binName(values.field(vector)));
        this.name = Value.of(bin.bin());
        Writer direct = vector.getField().getDictionary() == null ? direct(vector, values, bin) : null;
        this.writer = direct != null ? direct : byValue(values.of(vector), bin);
    }

    String bin() {
        return bin.bin();
    }

    /** Whether the names contain the name of this bin. */
    boolean isAmong(List<Value> names) {
        return names.contains(name);
    }

    /**
     * Writes an element.
     *
     * @return false if the element is null; nothing is written then
     * @throws IllegalArgumentException if no bin can hold the element
     */
    boolean write(int row, WriteEncoder out) {
        try {
            return !vector.isNull(row) && writer.write(row, out);
        } catch (UnwritableValueException e) {
            throw e.inColumn(vector.getField());
        }
    }

    void remove(WriteEncoder out) {
        out.remove(bin);
    }

    private static @Nullable Writer direct(FieldVector vector, VectorValues values, BinOp bin) {
        IntToLongFunction integers = IntegerElements.of(vector, values.field(vector), values.decimals(vector));
        if (integers != null) {
            return (row, out) -> {
                out.integer(bin, integers.applyAsLong(row));
                return true;
            };
        } else if (vector instanceof FloatingPointVector numbers) {
            return (row, out) -> {
                out.real(bin, numbers.getValueAsDouble(row));
                return true;
            };
        } else if (vector instanceof BitVector bits) {
            return (row, out) -> {
                out.bool(bin, bits.get(row) != 0);
                return true;
            };
        }
        ByteRange bytes = ByteRange.of(vector);
        return bytes == null ? null : bytes(values.field(vector), bytes, bin);
    }

    private static @Nullable Writer bytes(Field field, ByteRange bytes, BinOp bin) {
        ArrowType type = field.getType();
        if (VectorValues.isText(type)) {
            VectorValues.requireNoJson(field);
            return SchemaBins.hasBinType(field, "geojson") ? null : text(field, bytes, bin);
        }
        int particle = SchemaBins.hasBinType(field, "hll") ? Particle.HLL : Particle.BLOB;
        return (row, out) -> {
            out.bytes(bin, particle, bytes.address(row), bytes.length(row));
            return true;
        };
    }

    private static Writer text(Field field, ByteRange bytes, BinOp bin) {
        return (row, out) -> {
            long address = bytes.address(row);
            int length = bytes.length(row);
            if (!Utf8.isValid(address, length)) {
                throw new UnwritableValueException(field, "the text is not well-formed UTF-8");
            }
            out.bytes(bin, Particle.STRING, address, length);
            return true;
        };
    }

    private static Writer byValue(IntFunction<Value> values, BinOp bin) {
        return (row, out) -> {
            Value value = values.apply(row);
            if (value instanceof NullValue) {
                return false;
            }
            out.value(bin, value);
            return true;
        };
    }
}
