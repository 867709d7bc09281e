package io.aeroarrow.embedded.internal.load;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import java.util.List;

/** Writes loaded records. */
@FunctionalInterface
public interface RecordSink {

    /**
     * Replaces a record with these bins.
     *
     * @param key the key to store: a particle type byte and the value
     * @param ttl the TTL as in a request
     * @throws io.aeroarrow.embedded.internal.wire.RequestFailure if the server refuses the write
     */
    void replace(ByteSlice digest, ByteSlice key, long ttl, List<MessageOp> writes);
}
