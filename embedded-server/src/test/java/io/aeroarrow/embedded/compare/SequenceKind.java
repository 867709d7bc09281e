package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.util.Random;

/** What the sequences of requests consist of. */
enum SequenceKind {
    COLLECTIONS(0),
    BITS(1),
    HLL(2),
    EXPRESSIONS(3),
    /** For servers from 8.1.2 on. */
    PATHS(4);

    static final int REQUESTS = 12;
    private static final int DIGEST_SIZE = 20;

    private final int number;

    SequenceKind(int number) {
        this.number = number;
    }

    /** The source of a sequence. */
    Random random(long seed) {
        return new Random(seed * 31 + number);
    }

    /** The key of the record that a sequence uses. */
    byte[] digest(long seed) {
        return ByteBuffer.allocate(DIGEST_SIZE).putLong(seed).putInt(number).array();
    }

    RandomSequence sequence(Random random) {
        return switch (this) {
            case BITS -> new RandomBitSequence(random);
            case HLL -> new RandomHllSequence(random);
            case EXPRESSIONS -> new RandomExpressionSequence(random);
            case PATHS -> new RandomPathSequence(random);
            case COLLECTIONS -> new RandomCollectionSequence(random);
        };
    }
}
