package io.aeroarrow.embedded.internal.load;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import java.util.List;

/** Where loaded records go. */
@FunctionalInterface
public interface RecordSink {

    /**
     * Replaces a record by one with these bins.
     *
     * @param key to store: a particle type byte and the value
     * @param ttl as in a request
     * @throws io.aeroarrow.embedded.internal.wire.RequestFailure as a client would be told
     */
    void replace(ByteSlice digest, ByteSlice key, long ttl, List<MessageOp> writes);
}
