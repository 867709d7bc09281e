package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.vector.BitVector;

/** Appends booleans, and the integers 0 and 1 as booleans. */
public final class BoolAppender extends FixedWidthAppender {

    public BoolAppender(BitVector vector) {
        super(vector);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle == Particle.BOOL && length == 1) {
            return appendNumber(row, RawMemory.getUnsignedByte(value));
        }
        return particle == Particle.INTEGER && length == Long.BYTES && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        int code = RawMemory.getUnsignedByte(at);
        if (code != PlainMsgpack.FALSE && code != PlainMsgpack.TRUE) {
            return 0;
        }
        return appendNumber(row, code - PlainMsgpack.FALSE) ? at + 1 : 0;
    }

    @Override
    public boolean appendNumber(int row, long number) {
        if ((number & ~1) != 0) {
            return false;
        }
        // The bit may still hold a value of the previous batch.
        long at = data() + (row >> 3);
        int cleared = RawMemory.getByte(at) & ~(1 << (row & 7));
        RawMemory.putByte(at, (byte) (cleared | (int) number << (row & 7)));
        return true;
    }

    @Override
    boolean appendBool(int row, boolean bool) {
        return appendNumber(row, bool ? 1 : 0);
    }
}
