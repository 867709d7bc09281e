package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.BitVector;

/** Appends booleans, and the integers 0 and 1. */
final class BoolAppender extends FixedWidthAppender {

    BoolAppender(BitVector vector) {
        super(vector);
    }

    @Override
    void clearData(long address, int rows) {
        RawMemory.fill(address, (rows + 7L) >> 3, (byte) 0);
    }

    @Override
    void clearValue(long address, int row) {
        clearBit(address, row);
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
        if (particle == Particle.BOOL) {
            return appendNumber(row, RawMemory.getUnsignedByte(value));
        }
        return particle == Particle.INTEGER && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    boolean appendNumber(int row, long number) {
        if (number == 1) {
            setBit(data(), row);
        } else if (number != 0) {
            return false;
        }
        return setValid(row);
    }

    @Override
    boolean appendBool(int row, boolean bool) {
        return appendNumber(row, bool ? 1 : 0);
    }
}
