package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;

/** Samples records by their digests, which are uniformly distributed. A sample is reproducible, and servers test it cheaply. */
final class DigestSample {

    private static final int MODULUS = 1 << 20;

    private DigestSample() {}

    /**
     * Returns a filter for the records whose digests lie between two fractions of the digest space.
     *
     * @param lower the lower bound, 0 to 1
     * @param upper the upper bound, 0 to 1
     * @param seed selects which records are sampled
     */
    static Filter of(double lower, double upper, long seed) {
        Operand digest = Filter.digestModulo(MODULUS);
        long offset = Math.floorMod((seed * 0x9E37_79B9_7F4A_7C15L) >>> 20, (long) MODULUS);
        long from = Math.round(lower * MODULUS) + offset;
        long to = Math.round(upper * MODULUS) + offset - 1;
        if (from > to) {
            return digest.lessThan(0);
        }
        if (to < MODULUS || from >= MODULUS) {
            return digest.between(from % MODULUS, to % MODULUS);
        }
        return digest.atLeast(from).or(digest.atMost(to - MODULUS));
    }
}
