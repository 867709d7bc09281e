package io.aeroarrow.internal.net.connection;

import io.aeroarrow.policy.HostAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes behind a complete answer. They cost the connection, not the answer: they cannot be told from the answer to the
 * next request.
 */
public final class StrayBytes {

    private static final Logger LOG = LoggerFactory.getLogger(StrayBytes.class);

    private StrayBytes() {}

    /** Logs why a connection is closed. */
    public static void warn(HostAddress node) {
        LOG.warn("{} sent bytes after the end of its answer; the connection is closed", node);
    }
}
