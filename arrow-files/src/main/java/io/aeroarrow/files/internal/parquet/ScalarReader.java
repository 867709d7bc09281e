package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.internal.column.BytesSetter;
import io.aeroarrow.files.internal.column.LongSetter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Writes values that are not nested into a vector, converting from the Parquet type. */
final class ScalarReader extends PrimitiveConverter implements ColumnReader {

    @FunctionalInterface
    private interface Integers {
        void set(int index, long value);
    }

    @FunctionalInterface
    private interface Bytes {
        void set(int index, Binary value);
    }

    private final FieldVector vector;
    private final Integers number;
    private final Bytes bytes;
    private int index;

    ScalarReader(FieldVector vector, PrimitiveType type) {
        this.vector = vector;
        PrimitiveTypeName name = type.getPrimitiveTypeName();
        boolean isNumber = name == PrimitiveTypeName.INT32 || name == PrimitiveTypeName.INT64;
        this.number = isNumber ? number(vector) : (i, value) -> unexpected();
        this.bytes = isNumber || name == PrimitiveTypeName.BOOLEAN ? (i, value) -> unexpected() : bytes(vector, name);
    }

    private static Integers number(FieldVector vector) {
        long scale = ArrowToParquetSchema.scale(vector.getField().getType());
        return switch (vector.getMinorType()) {
            case NULL -> (index, value) -> {};
            case DECIMAL ->
                (index, value) -> {
                    DecimalVector decimals = (DecimalVector) vector;
                    decimals.setSafe(index, BigDecimal.valueOf(value, decimals.getScale()));
                };
            case DECIMAL256 ->
                (index, value) -> {
                    Decimal256Vector decimals = (Decimal256Vector) vector;
                    decimals.setSafe(index, BigDecimal.valueOf(value, decimals.getScale()));
                };
            default -> counted(LongSetter.of(vector), scale);
        };
    }

    private static Integers counted(LongSetter setter, long scale) {
        if (scale == 1) {
            return setter::set;
        }
        return scale > 0
                ? (index, value) -> setter.set(index, Math.floorDiv(value, scale))
                : (index, value) -> setter.set(index, Math.multiplyExact(value, -scale));
    }

    private static Bytes bytes(FieldVector vector, PrimitiveTypeName name) {
        if (name == PrimitiveTypeName.INT96) {
            LongSetter setter = LongSetter.of(vector);
            boolean nanos = vector.getField().getType() instanceof ArrowType.Timestamp time
                    && time.getUnit() == TimeUnit.NANOSECOND;
            return nanos
                    ? (index, value) -> setter.set(index, Int96Timestamps.nanos(value))
                    : (index, value) -> setter.set(index, Int96Timestamps.micros(value));
        }
        return switch (vector.getMinorType()) {
            case FLOAT2 ->
                (index, value) -> {
                    byte[] half = value.getBytesUnsafe();
                    ((Float2Vector) vector).setSafe(index, (short) ((half[0] & 0xff) | half[1] << 8));
                };
            case DECIMAL ->
                (index, value) -> {
                    DecimalVector decimals = (DecimalVector) vector;
                    decimals.setSafe(index, decimal(value, decimals.getScale()));
                };
            case DECIMAL256 ->
                (index, value) -> {
                    Decimal256Vector decimals = (Decimal256Vector) vector;
                    decimals.setSafe(index, decimal(value, decimals.getScale()));
                };
            case FLOAT4, FLOAT8 ->
                (index, value) -> {
                    throw new IllegalArgumentException(
                            "column " + vector.getName() + " holds bytes; it needs a number");
                };
            default -> {
                BytesSetter setter = BytesSetter.of(vector);
                yield (index, value) -> setter.set(index, value.getBytesUnsafe());
            }
        };
    }

    private static BigDecimal decimal(Binary value, int scale) {
        return new BigDecimal(new BigInteger(value.getBytesUnsafe()), scale);
    }

    private void unexpected() {
        throw new IllegalArgumentException(
                "column " + vector.getName() + " holds a value of another type than the file declares");
    }

    @Override
    public Converter converter() {
        return this;
    }

    @Override
    public void at(int next) {
        index = next;
    }

    @Override
    public void addInt(int value) {
        number.set(index, value);
    }

    @Override
    public void addLong(long value) {
        number.set(index, value);
    }

    @Override
    public void addBoolean(boolean value) {
        ((BitVector) vector).setSafe(index, value ? 1 : 0);
    }

    @Override
    public void addFloat(float value) {
        ((Float4Vector) vector).setSafe(index, value);
    }

    @Override
    public void addDouble(double value) {
        ((Float8Vector) vector).setSafe(index, value);
    }

    @Override
    public void addBinary(Binary value) {
        bytes.set(index, value);
    }
}
