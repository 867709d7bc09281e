package io.aeroarrow.spark.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;

/** Samples of records by their digests, which are as good as random: which ones is the same each time, and cheap to tell. */
final class DigestSample {

    private static final int MODULUS = 1 << 20;

    private DigestSample() {}

    /**
     * The records whose digests fall between two fractions of all there are.
     *
     * @param seed another one takes other records
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
