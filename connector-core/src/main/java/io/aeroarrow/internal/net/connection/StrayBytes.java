package io.aeroarrow.internal.net.connection;

import io.aeroarrow.policy.HostAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs bytes after a complete answer. The answer stays valid, but the connection is closed: the next request would read
 * these bytes as its answer.
 */
public final class StrayBytes {

    private static final Logger LOG = LoggerFactory.getLogger(StrayBytes.class);

    private StrayBytes() {}

    /** Logs why a connection is closed. */
    public static void warn(HostAddress node) {
        LOG.warn("{} sent bytes after the end of its answer; the connection is closed", node);
    }
}
