package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** What the sequences of requests consist of. */
enum SequenceKind {
    COLLECTIONS(0),
    BITS(1),
    HLL(2),
    EXPRESSIONS(3),
    /** For servers from 8.1.2 on. */
    PATHS(4),
    RECORDS(5),
    BATCHES(6),
    BACKGROUND(7),
    QUERIES(8),
    INFO(9);

    private static final int DIGEST_SIZE = 20;

    private final int number;

    SequenceKind(int number) {
        this.number = number;
    }

    /**
     * @param seed determines the requests
     * @param record determines the key, so that two tests do not use the same record
     */
    List<ComparedRequest> requests(long seed, long record, String set) {
        byte[] digest =
                ByteBuffer.allocate(DIGEST_SIZE).putLong(record).putInt(number).array();
        return source().requests(new Random(seed * 31 + number), digest, set);
    }

    private RequestSource source() {
        return switch (this) {
            case COLLECTIONS -> new OperateRequests(RandomCollectionSequence::new);
            case BITS -> new OperateRequests(RandomBitSequence::new);
            case HLL -> new OperateRequests(RandomHllSequence::new);
            case EXPRESSIONS -> new OperateRequests(RandomExpressionSequence::new);
            case PATHS -> new OperateRequests(RandomPathSequence::new);
            case RECORDS -> new RandomRecordRequests();
            case BATCHES -> new BatchRequests();
            case BACKGROUND -> new BackgroundRequests();
            case QUERIES -> new QueryRequests();
            case INFO -> new RandomInfoRequests();
        };
    }
}
