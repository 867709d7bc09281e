package io.aeroarrow.files;

import io.aeroarrow.files.internal.column.BytesSetter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Fills vectors of any type with random values: nulls where allowed, and often the limits of the type. */
final class RandomVectors {

    private static final String[] TEXTS = {
        "", " ", "null", "NULL", "a,b", "\"quoted\"", "line\nbreak\r\n", "Zürich", "\uD83D\uDE80", "0", "[1]"
    };

    private final Random random;

    RandomVectors(Random random) {
        this.random = random;
    }

    void set(FieldVector vector, int index) {
        if (vector instanceof NullVector) {
            return;
        }
        if (vector instanceof ExtensionTypeVector<?> extension) {
            set((FieldVector) extension.getUnderlyingVector(), index);
        } else if (vector.getField().isNullable() && random.nextInt(4) == 0) {
            vector.setNull(index);
        } else {
            setValue(vector, index);
        }
    }

    private void setValue(FieldVector vector, int index) {
        if (vector instanceof StructVector struct) {
            struct.getChildrenFromFields().forEach(child -> set(child, index));
            struct.setIndexDefined(index);
        } else if (vector instanceof MapVector map) {
            setMap(map, index);
        } else if (vector instanceof ListVector list) {
            int start = list.startNewValue(index);
            list.endValue(index, elements(list.getDataVector(), start, random.nextInt(4)));
        } else if (vector instanceof LargeListVector list) {
            int start = (int) list.startNewValue((long) index);
            list.endValue(index, (long) elements(list.getDataVector(), start, random.nextInt(4)));
        } else if (vector instanceof FixedSizeListVector list) {
            elements(list.getDataVector(), list.startNewValue(index), list.getListSize());
        } else {
            setScalar(vector, index);
        }
    }

    private int elements(FieldVector vector, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(vector, start + i);
        }
        return count;
    }

    private void setMap(MapVector map, int index) {
        StructVector entries = (StructVector) map.getDataVector();
        int start = map.startNewValue(index);
        int count = random.nextInt(4);
        for (int i = start; i < start + count; i++) {
            setValue((FieldVector) entries.getChildByOrdinal(0), i);
            set((FieldVector) entries.getChildByOrdinal(1), i);
            entries.setIndexDefined(i);
        }
        map.endValue(index, count);
    }

    private void setScalar(FieldVector vector, int index) {
        if (vector instanceof VariableWidthFieldVector) {
            BytesSetter.of(vector).set(index, bytes(vector));
        } else if (vector instanceof FixedSizeBinaryVector fixed) {
            byte[] bytes = new byte[fixed.getByteWidth()];
            random.nextBytes(bytes);
            fixed.setSafe(index, bytes);
        } else if (vector instanceof BitVector bits) {
            bits.setSafe(index, random.nextInt(2));
        } else if (vector instanceof DecimalVector decimals) {
            decimals.setSafe(index, decimal(decimals.getPrecision(), decimals.getScale()));
        } else if (vector instanceof Decimal256Vector decimals) {
            decimals.setSafe(index, decimal(decimals.getPrecision(), decimals.getScale()));
        } else if (vector instanceof Float2Vector halves) {
            halves.setSafe(index, Float16.toFloat16(pick((float) random.nextGaussian(), Float.NaN, 65504f, -0f)));
        } else if (vector instanceof Float4Vector floats) {
            floats.setSafe(
                    index,
                    pick(
                            Float.intBitsToFloat(random.nextInt() & 0xbfff_ffff),
                            Float.MAX_VALUE,
                            Float.NEGATIVE_INFINITY,
                            -0f));
        } else if (vector instanceof Float8Vector doubles) {
            doubles.setSafe(
                    index, pick(random.nextGaussian() * 1e9, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE));
        } else if (vector instanceof IntervalDayVector days) {
            days.setSafe(index, random.nextInt(), random.nextInt());
        } else if (vector instanceof IntervalMonthDayNanoVector all) {
            all.setSafe(index, random.nextInt(), random.nextInt(), random.nextLong());
        } else {
            setNumber((BaseFixedWidthVector) vector, index);
        }
    }

    private void setNumber(BaseFixedWidthVector vector, int index) {
        while (index >= vector.getValueCapacity()) {
            vector.reAlloc();
        }
        BitVectorHelper.setBit(vector.getValidityBuffer(), index);
        long value = number(vector);
        switch (vector.getTypeWidth()) {
            case 1 -> vector.getDataBuffer().setByte(index, (byte) value);
            case 2 -> vector.getDataBuffer().setShort(index * 2L, (short) value);
            case 4 -> vector.getDataBuffer().setInt(index * 4L, (int) value);
            default -> vector.getDataBuffer().setLong(index * 8L, value);
        }
    }

    private long number(BaseFixedWidthVector vector) {
        ArrowType type = vector.getField().getType();
        if (vector instanceof DateMilliVector) {
            return random.nextInt(100_000) * 86_400_000L - 86_400_000L * 50_000;
        }
        if (type instanceof ArrowType.Date) {
            return random.nextLong(200_000) - 100_000;
        }
        if (type instanceof ArrowType.Time time) {
            long perDay = switch (time.getUnit()) {
                case SECOND -> 86_400L;
                case MILLISECOND -> 86_400_000L;
                case MICROSECOND -> 86_400_000_000L;
                case NANOSECOND -> 86_400_000_000_000L;
            };
            return pick(random.nextLong(perDay), 0L, perDay - 1, 1L);
        }
        if (type instanceof ArrowType.Timestamp) {
            return random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L;
        }
        return pick(random.nextLong(), -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @SafeVarargs
    private <T> T pick(T usual, T... special) {
        return random.nextInt(3) > 0 ? usual : special[random.nextInt(special.length)];
    }

    private BigDecimal decimal(int precision, int scale) {
        BigInteger greatest = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        BigInteger value = pick(new BigInteger(precision * 3, random), greatest, greatest.negate(), BigInteger.ZERO);
        return new BigDecimal(value, scale);
    }

    private byte[] bytes(FieldVector vector) {
        if (vector.getField().getType() instanceof ArrowType.Utf8
                || vector.getField().getType() instanceof ArrowType.LargeUtf8
                || vector.getField().getType() instanceof ArrowType.Utf8View) {
            String text = pick("text number " + random.nextInt(1000), TEXTS);
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
