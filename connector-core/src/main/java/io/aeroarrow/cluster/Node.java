package io.aeroarrow.cluster;

import io.aeroarrow.model.AccessRefusedException;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.ConnectionPool;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.Endpoint;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.net.FrameExchange;
import io.aeroarrow.protocol.FrameHeader;
import io.aeroarrow.protocol.Info;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** A node of the cluster: who it is, where it is, and the connections to it. */
public final class Node {

    private final String id;
    private final HostAddress address;
    private final ConnectionPool pool;

    Node(String id, Endpoint endpoint, EventLoops loops, ClientConfig config) {
        this.id = id;
        this.address = endpoint.address();
        this.pool = new ConnectionPool(loops, endpoint, config);
    }

    /** The node's own name, the same at each of its addresses. */
    public String id() {
        return id;
    }

    public HostAddress address() {
        return address;
    }

    /** The connections to this node. */
    public ConnectionPool pool() {
        return pool;
    }

    /**
     * Asks the node about itself.
     *
     * @return the value of each name
     */
    public Map<String, String> info(List<String> names, Deadline deadline) {
        Connection connection = pool.takeAnyway(deadline);
        try {
            return info(connection, names, deadline);
        } catch (AccessRefusedException e) {
            // As after a restart of security on the node: connections that were in are no more.
            pool.logInAgain();
            throw e;
        } finally {
            pool.give(connection);
        }
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
    }

    @Override
    public String toString() {
        return "node " + id + " at " + address;
    }
}
