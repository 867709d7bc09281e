package io.aeroarrow.internal.arrow.decode.column;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {

    /** The value by the definition of IEEE 754, computed independently of the code under test. */
    private static double value(int bits) {
        int sign = (bits & 0x8000) == 0 ? 1 : -1;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? (double) sign * fraction * Math.pow(2, -24)
                : sign * (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
    }

    @Test
    void everyHalfFloatConvertsToItsOwnBits() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = value(bits);
            assertThat(HalfFloat.holds(value)).as("%x", bits).isTrue();
            int expected = Double.isNaN(value) ? 0x7e00 : bits;
            assertThat(HalfFloat.bits(value) & 0xffff).as("%x", bits).isEqualTo(expected);
        }
    }

    @Test
    void rejectsValuesBetweenTwoHalfFloats() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double low = value(bits);
            double high = value(bits + 1);
            for (double between : new double[] {Math.nextUp(low), (low + high) / 2, Math.nextDown(high)}) {
                assertThat(HalfFloat.holds(between)).as("%s", between).isFalse();
                assertThat(HalfFloat.holds(-between)).as("%s", -between).isFalse();
            }
        }
        for (double beyond : new double[] {65_520, 65_536, 1e300, Double.MIN_VALUE, Math.pow(2, -25)}) {
            assertThat(HalfFloat.holds(beyond)).as("%s", beyond).isFalse();
        }
    }
}
