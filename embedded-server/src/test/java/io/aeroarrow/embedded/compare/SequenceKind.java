package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** What the sequences of requests consist of. */
enum SequenceKind {
    COLLECTIONS(0, new OperateRequests(RandomCollectionSequence::new)),
    BITS(1, new OperateRequests(RandomBitSequence::new)),
    HLL(2, new OperateRequests(RandomHllSequence::new)),
    EXPRESSIONS(3, new OperateRequests(RandomExpressionSequence::new)),
    /** For servers from 8.1.2 on. */
    PATHS(4, new OperateRequests(RandomPathSequence::new)),
    RECORDS(5, new RecordRequests()),
    BATCHES(6, new BatchRequests()),
    BACKGROUND(7, new BackgroundRequests()),
    QUERIES(8, new QueryRequests()),
    INFO(9, new InfoRequests());

    private static final int DIGEST_SIZE = 20;

    private final int number;
    private final RequestSource source;

    SequenceKind(int number, RequestSource source) {
        this.number = number;
        this.source = source;
    }

    /**
     * @param seed determines the requests
     * @param record determines the key, so that two tests do not use the same record
     */
    List<ComparedRequest> requests(long seed, long record, String set) {
        byte[] digest =
                ByteBuffer.allocate(DIGEST_SIZE).putLong(record).putInt(number).array();
        return source.requests(new Random(seed * 31 + number), digest, set);
    }
}
