package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.FrameExchange;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A node of the cluster: its id, its address and the connections to it. */
public final class Node {

    /** One connection that is retried after any number of failures: tending must notice when the node is back. */
    private static final PoolConfig TENDING = PoolConfig.DEFAULT.withMax(1).withMaxErrors(0);

    private final String id;
    private final HostAddress address;
    private final ConnectionPool pool;
    /** A separate pool, so that a busy client cannot starve tending. */
    private final ConnectionPool tendPool;

    private final Map<String, NamespaceSize> sizes = new ConcurrentHashMap<>();

    private volatile ServerBuild build = ServerBuild.UNKNOWN;

    Node(String id, Endpoint endpoint, EventLoops loops, ClientConfig config) {
        this.id = id;
        this.address = endpoint.address();
        this.pool = new ConnectionPool(loops, endpoint, config);
        this.tendPool = new ConnectionPool(loops, endpoint, config.withPool(TENDING));
    }

    /** The node's id, the same at each of its addresses. */
    public String id() {
        return id;
    }

    public HostAddress address() {
        return address;
    }

    /** The server version. It may change when the node restarts. */
    public ServerBuild build() {
        return build;
    }

    void setBuild(ServerBuild reported) {
        build = reported;
    }

    /** The connections to this node. */
    public ConnectionPool pool() {
        return pool;
    }

    /**
     * The number of records of a namespace on this node.
     *
     * @param namespace a namespace that the cluster has
     */
    public NamespaceSize size(String namespace) {
        return sizes.computeIfAbsent(namespace, name -> new NamespaceSize(this, name));
    }

    /**
     * Sends an info request on the connection reserved for tending, so that a busy pool does not delay it.
     *
     * @return the value of each name; completed by an event loop
     */
    public CompletableFuture<Map<String, String>> ask(List<String> names, Duration timeout) {
        return InfoCall.startUpkeep(tendPool, names, Deadline.in(timeout));
    }

    /** Makes new connections log in. After a restart of the node or of its security, it rejects the old connections. */
    void logInAgain() {
        pool.logInAgain();
        tendPool.logInAgain();
    }

    static Map<String, String> info(Connection connection, List<String> names, Deadline deadline) {
        ByteBuf body = FrameExchange.call(connection, Info.encode(names), FrameHeader::infoLength, deadline);
        try {
            return Info.decode(names, body);
        } catch (ProtocolViolationException | AccessRefusedException e) {
            connection.close();
            throw e;
        } finally {
            body.release();
        }
    }

    void close() {
        pool.close();
        tendPool.close();
    }

    @Override
    public String toString() {
        return "node " + id + " at " + address;
    }
}
