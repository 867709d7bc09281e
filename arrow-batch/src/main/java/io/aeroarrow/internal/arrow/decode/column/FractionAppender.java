package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BaseFixedWidthVector;

/**
 * Appends text, or doubles, and whole numbers to decimal vectors with a fraction. Numbers of up to 18 digits are converted
 * without an object.
 */
public final class FractionAppender extends FixedWidthAppender {

    /** Every number with this many digits is below {@link Long#MAX_VALUE}. */
    private static final int LONG_DIGITS = 18;

    /** Text is at most this long: 76 digits, a sign, a point, and zeros. */
    private static final int MAX_TEXT = 128;

    /** Up to here, multiplying a double by a power of ten moves it by less than a quarter of the last digit. */
    private static final double EXACT_STEPS = 1L << 50;

    private final int width;
    private final int precision;
    private final int scale;
    private final boolean readsText;
    private final long[] powers = new long[LONG_DIGITS + 1];

    /**
     * @param readsText whether the bins hold text; otherwise they hold doubles
     */
    public FractionAppender(BaseFixedWidthVector vector, int precision, int scale, boolean readsText) {
        super(vector);
        this.width = vector.getTypeWidth();
        this.precision = precision;
        this.scale = scale;
        this.readsText = readsText;
        powers[0] = 1;
        for (int i = 1; i <= LONG_DIGITS; i++) {
            powers[i] = powers[i - 1] * 10;
        }
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle == Particle.STRING) {
            return readsText && appendText(row, value, length);
        } else if (particle == Particle.FLOAT && length == Long.BYTES) {
            return appendReal(row, Double.longBitsToDouble(RawMemory.getLongBE(value)));
        }
        return particle == Particle.INTEGER && length == Long.BYTES && appendNumber(row, RawMemory.getLongBE(value));
    }

    @Override
    public boolean appendNumber(int row, long number) {
        if (scale <= LONG_DIGITS && number != Long.MIN_VALUE && Math.abs(number) < powers[LONG_DIGITS - scale]) {
            return storeWithin(row, number * powers[scale]);
        }
        return storeExact(row, BigDecimal.valueOf(number));
    }

    @Override
    boolean appendReal(int row, double real) {
        if (readsText || !Double.isFinite(real)) {
            return false;
        }
        double steps = scale <= LONG_DIGITS ? real * powers[scale] : Double.POSITIVE_INFINITY;
        return Math.abs(steps) < EXACT_STEPS
                ? storeWithin(row, (long) Math.rint(steps))
                : storeExact(row, BigDecimal.valueOf(real).setScale(scale, RoundingMode.HALF_EVEN));
    }

    @Override
    public boolean appendElement(int row, MsgpackCursor element) {
        return element.kind() == MsgpackCursor.Kind.FLOAT
                ? appendReal(row, element.real())
                : super.appendElement(row, element);
    }

    /** Plain digits are read here, all other forms of numbers by {@link BigDecimal}. */
    private boolean appendText(int row, long text, int length) {
        if (length < 1 || length > MAX_TEXT) {
            return false;
        }
        int at = 0;
        boolean negative = RawMemory.getUnsignedByte(text) == '-';
        if (negative) {
            at++;
        }
        long number = 0;
        int digits = 0;
        int fraction = -1;
        for (; at < length; at++) {
            int next = RawMemory.getUnsignedByte(text + at);
            if (next == '.' && fraction < 0) {
                fraction = 0;
            } else if (next >= '0' && next <= '9' && digits < LONG_DIGITS) {
                number = number * 10 + (next - '0');
                digits++;
                fraction += fraction < 0 ? 0 : 1;
            } else {
                return appendUnusual(row, text, length);
            }
        }
        int missing = scale - Math.max(fraction, 0);
        if (digits == 0 || missing < 0 || missing + digits > LONG_DIGITS) {
            return appendUnusual(row, text, length);
        }
        return storeWithin(row, (negative ? -number : number) * powers[missing]);
    }

    private boolean appendUnusual(int row, long text, int length) {
        String number = new String(RawMemory.toArray(text, length), StandardCharsets.US_ASCII);
        try {
            BigDecimal value = new BigDecimal(number);
            // An exponent could ask for a number of any size.
            boolean sane = Math.abs((long) value.scale()) <= MAX_TEXT;
            return sane && storeExact(row, value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Stores a number of steps of the scale, if the precision has so many digits. */
    private boolean storeWithin(int row, long steps) {
        if (precision <= LONG_DIGITS && Math.abs(steps) >= powers[precision]) {
            return false;
        }
        long address = data() + (long) row * width;
        RawMemory.putLong(address, steps);
        for (int word = Long.BYTES; word < width; word += Long.BYTES) {
            RawMemory.putLong(address + word, steps >> 63);
        }
        return true;
    }

    private boolean storeExact(int row, BigDecimal value) {
        BigInteger steps;
        try {
            steps = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        } catch (ArithmeticException e) {
            return false;
        }
        if (steps.abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
            return false;
        }
        long address = data() + (long) row * width;
        for (int word = 0; word < width; word += Long.BYTES) {
            RawMemory.putLong(address + word, steps.shiftRight(word * Byte.SIZE).longValue());
        }
        return true;
    }
}
