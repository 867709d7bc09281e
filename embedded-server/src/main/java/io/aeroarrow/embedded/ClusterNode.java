package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.cluster.ClusterMember;
import io.aeroarrow.embedded.internal.cluster.Peer;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.net.ReservedPort;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A node of an {@link EmbeddedCluster}: its server while it runs, its reserved port while it is stopped. */
final class ClusterNode implements AutoCloseable {

    /** Creates the configuration of a node; port 0 is a free port. */
    @FunctionalInterface
    interface Setup {
        ServerConfig config(String nodeId, int port, Faults faults, @Nullable String version);
    }

    private final ClusterMember member;
    private final Setup setup;
    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final UdfModules modules;
    private final Faults faults = new Faults();
    private @Nullable String version;
    private InetSocketAddress address;
    private @Nullable EmbeddedServer server;
    private @Nullable ReservedPort reserved;

    /**
     * @param port the port to listen on; 0 for a free port
     */
    ClusterNode(
            ClusterMember member,
            int port,
            Setup setup,
            Namespaces namespaces,
            IndexRegistry indexes,
            UdfModules modules) {
        this.member = member;
        this.address = new InetSocketAddress(port);
        this.setup = setup;
        this.namespaces = namespaces;
        this.indexes = indexes;
        this.modules = modules;
    }

    ClusterMember member() {
        return member;
    }

    InetSocketAddress address() {
        return address;
    }

    Faults faults() {
        return faults;
    }

    /** Sets the version from the next start on. */
    void version(String build) {
        version = build;
    }

    boolean isRunning() {
        return server != null;
    }

    EmbeddedServer server() {
        if (server == null) {
            throw new IllegalStateException(member + " is stopped");
        }
        return server;
    }

    /** Starts the server, which has not joined the cluster yet, and returns its address. */
    Peer start() {
        if (server != null) {
            throw new IllegalStateException(member + " is already running");
        }
        release();
        EmbeddedServer started = EmbeddedServer.start(
                setup.config(member.nodeId(), address.getPort(), faults, version),
                namespaces,
                indexes,
                modules,
                member);
        server = started;
        address = new InetSocketAddress(started.host(), started.port());
        return new Peer(member.nodeId(), started.host(), started.port());
    }

    /** Cuts all connections and reserves the port, so that new connections are refused. */
    void stop() {
        if (server != null) {
            server.close();
            server = null;
            reserved = ReservedPort.of(address);
        }
    }

    private void release() {
        if (reserved != null) {
            reserved.close();
            reserved = null;
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
        release();
    }
}
