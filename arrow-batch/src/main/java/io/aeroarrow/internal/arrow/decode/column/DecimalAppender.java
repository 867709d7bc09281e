package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import java.math.BigInteger;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends integers to decimal vectors, as their values without the decimal point. */
public final class DecimalAppender extends FixedWidthAppender {

    private final int width;
    private final long max;

    public DecimalAppender(BaseFixedWidthVector vector, int precision) {
        super(vector);
        width = vector.getTypeWidth();
        BigInteger bound = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        max = bound.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return particle == Particle.INTEGER && length == Long.BYTES && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    public boolean appendNumber(int row, long number) {
        // Long.MIN_VALUE cannot be negated; it fits wherever Long.MAX_VALUE does.
        boolean fits = max == Long.MAX_VALUE || (number <= max && number >= -max);
        if (!fits) {
            return false;
        }
        long address = data() + (long) row * width;
        RawMemory.putLong(address, number);
        for (int word = Long.BYTES; word < width; word += Long.BYTES) {
            RawMemory.putLong(address + word, number >> 63);
        }
        return true;
    }
}
