package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import java.math.BigInteger;
import org.apache.arrow.vector.DecimalVector;

/** Appends integers to decimals without a fraction. */
final class DecimalAppender extends FixedWidthAppender {

    private static final int WIDTH = 16;

    private final long most;

    DecimalAppender(DecimalVector vector, int precision) {
        super(vector);
        BigInteger bound = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        most = bound.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
        return particle == Particle.INTEGER && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    boolean appendNumber(int row, long number) {
        // The smallest long has no positive counterpart, and fits wherever the largest does.
        boolean fits = most == Long.MAX_VALUE || (number <= most && number >= -most);
        if (!fits) {
            return false;
        }
        long address = data() + (long) row * WIDTH;
        RawMemory.putLong(address, number);
        RawMemory.putLong(address + Long.BYTES, number >> 63);
        return setValid(row);
    }
}
