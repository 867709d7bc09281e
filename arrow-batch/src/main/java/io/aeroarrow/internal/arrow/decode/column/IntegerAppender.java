package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends integers that are in range to vectors of integers, dates, times, timestamps and durations. */
public abstract class IntegerAppender extends FixedWidthAppender {

    IntegerAppender(BaseFixedWidthVector vector) {
        super(vector);
    }

    /**
     * Returns an appender for integers of the given width.
     *
     * @param bits 8, 16, 32 or 64
     */
    public static IntegerAppender of(BaseFixedWidthVector vector, int bits, boolean signed) {
        return switch (bits) {
            case Byte.SIZE -> new Int8(vector, signed ? Byte.MIN_VALUE : 0, signed ? Byte.MAX_VALUE : 0xff);
            case Short.SIZE -> new Int16(vector, signed ? Short.MIN_VALUE : 0, signed ? Short.MAX_VALUE : 0xffff);
            case Integer.SIZE ->
                new Int32(vector, signed ? Integer.MIN_VALUE : 0, signed ? Integer.MAX_VALUE : 0xffff_ffffL);
            default -> new Int64(vector, signed ? Long.MIN_VALUE : 0);
        };
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
        return particle == Particle.INTEGER && length == Long.BYTES && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    public final long appendPlain(int row, long at, long end) {
        int size = PlainMsgpack.integerSize(at);
        if (size == 0 || end - at < size) {
            return 0;
        }
        long number = PlainMsgpack.integer(at, size);
        return !PlainMsgpack.isUnsigned(at, number) && appendNumber(row, number) ? at + size : 0;
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
        return element.kind() == MsgpackCursor.Kind.INTEGER
                ? appendNumber(row, element.number())
                : super.appendElement(row, element);
    }

    /** Appends to a type narrower than a long, and checks its range. */
    private abstract static class Narrow extends IntegerAppender {
        private final long min;
        private final long max;

        Narrow(BaseFixedWidthVector vector, long min, long max) {
            super(vector);
            this.min = min;
            this.max = max;
        }

        @Override
        public final boolean appendNumber(int row, long number) {
            if (number < min || number > max) {
                return false;
            }
            put(row, number);
            return true;
        }

        abstract void put(int row, long number);
    }

    private static final class Int8 extends Narrow {
        Int8(BaseFixedWidthVector vector, long min, long max) {
            super(vector, min, max);
        }

        @Override
        void put(int row, long number) {
            RawMemory.putByte(data() + row, (byte) number);
        }
    }

    private static final class Int16 extends Narrow {
        Int16(BaseFixedWidthVector vector, long min, long max) {
            super(vector, min, max);
        }

        @Override
        void put(int row, long number) {
            RawMemory.putShort(data() + ((long) row << 1), (short) number);
        }
    }

    private static final class Int32 extends Narrow {
        Int32(BaseFixedWidthVector vector, long min, long max) {
            super(vector, min, max);
        }

        @Override
        void put(int row, long number) {
            RawMemory.putInt(data() + ((long) row << 2), (int) number);
        }
    }

    private static final class Int64 extends IntegerAppender {
        private final long min;

        Int64(BaseFixedWidthVector vector, long min) {
            super(vector);
            this.min = min;
        }

        @Override
        public boolean appendNumber(int row, long number) {
            if (number < min) {
                return false;
            }
            RawMemory.putLong(data() + ((long) row << 3), number);
            return true;
        }

        @Override
        boolean appendUnsigned(int row, long bits) {
            if (min < 0) {
                return false;
            }
            RawMemory.putLong(data() + ((long) row << 3), bits);
            return true;
        }
    }
}
