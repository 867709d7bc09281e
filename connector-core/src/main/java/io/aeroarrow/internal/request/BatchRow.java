package io.aeroarrow.internal.request;

import io.aeroarrow.internal.digest.KeyDigester;

/** Offsets in a batch row that writes: index, digest, flags and header, then fields and ops. */
final class BatchRow {

    static final int DIGEST = Integer.BYTES;
    static final int INFO2 = DIGEST + KeyDigester.DIGEST_SIZE + 2;
    static final int GENERATION = INFO2 + 2;
    static final int TIME_TO_LIVE = GENERATION + Short.BYTES;
    static final int FIELDS = TIME_TO_LIVE + Integer.BYTES;
    static final int OPS = FIELDS + Short.BYTES;
    static final int BODY = OPS + Short.BYTES;

    private BatchRow() {}
}
