package io.aeroarrow.embedded.load;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Op;
import java.util.List;

/** Where loaded records go. */
@FunctionalInterface
public interface RecordSink {

    /**
     * Replaces a record by one with these bins.
     *
     * @param key to store: a particle type byte and the value
     * @param ttl as in a request
     * @throws io.aeroarrow.embedded.wire.RequestFailure as a client would be told
     */
    void replace(Bytes digest, Bytes key, long ttl, List<Op> writes);
}
