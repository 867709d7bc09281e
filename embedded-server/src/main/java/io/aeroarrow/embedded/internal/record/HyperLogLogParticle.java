package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;

/** HyperLogLog particles: flags, index bits, minhash bits, a cached count and the registers. */
final class HyperLogLogParticle {
    private static final int HEADER_SIZE = 11;
    private static final int MIN_INDEX_BITS = 4;
    private static final int MAX_INDEX_BITS = 16;
    private static final int MIN_MINHASH_BITS = 4;
    private static final int MAX_MINHASH_BITS = 51;
    private static final int MAX_SUM_OF_BITS = 64;
    private static final int RUN_BITS = 6;

    private HyperLogLogParticle() {}

    static ByteSlice checked(ByteSlice sent) {
        if (sent.length() < HEADER_SIZE || !isConsistent(sent)) {
            throw RequestFailure.parameter("the value is not a HyperLogLog");
        }
        return sent;
    }

    private static boolean isConsistent(ByteSlice sent) {
        int indexBits = sent.u8(1);
        int minhashBits = sent.u8(2);
        boolean minhashFits = minhashBits == 0
                || (minhashBits >= MIN_MINHASH_BITS
                        && minhashBits <= MAX_MINHASH_BITS
                        && minhashBits + indexBits <= MAX_SUM_OF_BITS);
        if (indexBits < MIN_INDEX_BITS || indexBits > MAX_INDEX_BITS || !minhashFits) {
            return false;
        }
        long registerBits = (1L << indexBits) * (RUN_BITS + minhashBits);
        return sent.length() == HEADER_SIZE + (registerBits + 7) / 8;
    }
}
