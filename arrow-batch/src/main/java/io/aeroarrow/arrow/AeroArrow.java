package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.policy.ClientConfig;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A connection to an Aerospike cluster that reads records into Arrow vectors and writes vectors as records. It owns its
 * client: closing it closes the client. {@link #with} and {@link #withSchemaCache} return views of the same connection,
 * which have nothing to close and end with it.
 */
public final class AeroArrow extends AeroArrowView implements AutoCloseable {

    private AeroArrow(AeroArrowClient client, BufferAllocator allocator) {
        super(client, allocator, ReadOptions.DEFAULT, null);
    }

    /**
     * Connects to a cluster.
     *
     * @param allocator stays the caller's; all vectors come from it. Close it after this connection
     * @throws ConnectionFailedException if no seed leads to a node
     */
    public static AeroArrow connect(ClientConfig config, BufferAllocator allocator) {
        return new AeroArrow(AeroArrowClient.connect(config), allocator);
    }

    /**
     * Returns a view over a client that stays the caller's.
     *
     * @param allocator stays the caller's; all vectors come from it
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
