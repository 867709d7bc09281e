package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends floats, and integers that the column's float type can hold exactly. */
public abstract class FloatAppender extends FixedWidthAppender {

    /**
     * The smallest double above {@link Long#MAX_VALUE}. The cast to double rounds the largest longs up to this value.
     */
    private static final double ABOVE_LONGS = 0x1p63;

    FloatAppender(BaseFixedWidthVector vector) {
        super(vector);
    }

    public static FloatAppender float64(BaseFixedWidthVector vector) {
        return new Float64(vector);
    }

    public static FloatAppender float32(BaseFixedWidthVector vector) {
        return new Float32(vector);
    }

    public static FloatAppender float16(BaseFixedWidthVector vector) {
        return new Float16(vector);
    }

    @Override
    public final int appendOps(int firstRow, long[] ops, int from, int to) {
        for (int i = from; i < to; i++) {
            long op = ops[i];
            if (op == 0) {
                appendNull(firstRow + i);
            } else if (!appendOp(firstRow + i, op)) {
                return i;
            }
        }
        return to;
    }

    @Override
    public final boolean append(int row, int particle, long value, int length) {
        if (particle == Particle.FLOAT && length == Long.BYTES) {
            return appendReal(row, Double.longBitsToDouble(RawMemory.getLongBE(value)));
        }
        return particle == Particle.INTEGER && length == Long.BYTES && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    public final long appendPlain(int row, long at, long end) {
        boolean appended = RawMemory.getUnsignedByte(at) == PlainMsgpack.FLOAT64
                && end - at > Double.BYTES
                && appendReal(row, Double.longBitsToDouble(RawMemory.getLongBE(at + 1)));
        return appended ? at + 1 + Double.BYTES : 0;
    }

    @Override
    public final int appendValues(int firstRow, long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value == 0) {
                appendNull(firstRow + i);
            } else if (appendPlain(firstRow + i, value, Long.MAX_VALUE) == 0) {
                return i;
            }
        }
        return to;
    }

    @Override
    public final boolean appendElement(int row, MsgpackCursor element) {
        return element.kind() == MsgpackCursor.Kind.FLOAT
                ? appendReal(row, element.real())
                : super.appendElement(row, element);
    }

    @Override
    public final boolean appendNumber(int row, long number) {
        double real = number;
        return real != ABOVE_LONGS && (long) real == number && appendReal(row, real);
    }

    private static final class Float64 extends FloatAppender {
        Float64(BaseFixedWidthVector vector) {
            super(vector);
        }

        @Override
        boolean appendReal(int row, double real) {
            RawMemory.putDouble(data() + ((long) row << 3), real);
            return true;
        }
    }

    private static final class Float32 extends FloatAppender {
        Float32(BaseFixedWidthVector vector) {
            super(vector);
        }

        @Override
        boolean appendReal(int row, double real) {
            float single = (float) real;
            if (single != real && !Double.isNaN(real)) {
                return false;
            }
            RawMemory.putFloat(data() + ((long) row << 2), single);
            return true;
        }
    }

    private static final class Float16 extends FloatAppender {
        Float16(BaseFixedWidthVector vector) {
            super(vector);
        }

        @Override
        boolean appendReal(int row, double real) {
            if (!HalfFloat.holds(real)) {
                return false;
            }
            RawMemory.putShort(data() + ((long) row << 1), HalfFloat.bits(real));
            return true;
        }
    }
}
