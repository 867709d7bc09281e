package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.policy.ClientConfig;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A connection to an Aerospike cluster. It reads records into Arrow vectors, and writes vectors as records. It owns its
 * client: closing it closes the client. {@link #with} and {@link #withSchemaCache} return views of the same connection;
 * a view is not closed, and is usable until the connection is closed. Thread-safe.
 */
public final class AeroArrow extends AeroArrowView implements AutoCloseable {

    private AeroArrow(AeroArrowClient client, BufferAllocator allocator) {
        super(client, allocator, ReadOptions.DEFAULT, null);
    }

    /**
     * Connects to a cluster.
     *
     * @param config how to reach the cluster
     * @param allocator allocates all vectors. It remains the caller's; close it after this connection
     * @return a connection that the caller closes
     * @throws ConnectionFailedException if no seed host answers
     */
    public static AeroArrow connect(ClientConfig config, BufferAllocator allocator) {
        return new AeroArrow(AeroArrowClient.connect(config), allocator);
    }

    /**
     * {@return a view of an open client}
     *
     * @param client remains the caller's; the view is usable until the client is closed
     * @param allocator allocates all vectors. It remains the caller's
     */
    public static AeroArrowView over(AeroArrowClient client, BufferAllocator allocator) {
        return new AeroArrowView(client, allocator, ReadOptions.DEFAULT, null);
    }

    /** Closes the client and its connections. */
    @Override
    public void close() {
        client().close();
    }
}
