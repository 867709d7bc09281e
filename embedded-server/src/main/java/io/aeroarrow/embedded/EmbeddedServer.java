package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.cluster.SingleNodeMembership;
import io.aeroarrow.embedded.internal.command.DataRequestDispatcher;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.info.InfoCommands;
import io.aeroarrow.embedded.internal.info.NodeIdentity;
import io.aeroarrow.embedded.internal.info.NodeStatistics;
import io.aeroarrow.embedded.internal.net.ConnectionPipeline;
import io.aeroarrow.embedded.internal.net.ServerListener;
import io.aeroarrow.embedded.internal.net.TransportSecurity;
import io.aeroarrow.embedded.internal.query.BackgroundExecutor;
import io.aeroarrow.embedded.internal.query.QueryJobs;
import io.aeroarrow.embedded.internal.record.DirectWriter;
import io.aeroarrow.embedded.internal.record.RecordLimits;
import io.aeroarrow.embedded.internal.security.SessionTokens;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StorageBudget;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import io.aeroarrow.embedded.internal.udf.lua.LuaLibrary;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One server node in this JVM. It speaks Aerospike's wire protocol and keeps its records in memory. Safe for use by several threads. */
public final class EmbeddedServer implements AutoCloseable {
    private final ServerListener listener;
    private final SessionTokens sessions;
    private final Namespaces namespaces;
    private final RecordLimits limits;
    private final BackgroundExecutor background;
    private final Faults faults;
    private final NodeStatistics statistics;
    private final UdfModules modules;

    private EmbeddedServer(
            ServerListener listener,
            Namespaces namespaces,
            RecordLimits limits,
            BackgroundExecutor background,
            SessionTokens sessions,
            Faults faults,
            NodeStatistics statistics,
            UdfModules modules) {
        this.modules = modules;
        this.statistics = statistics;
        this.background = background;
        this.faults = faults;
        this.listener = listener;
        this.sessions = sessions;
        this.namespaces = namespaces;
        this.limits = limits;
    }

    /** Starts a server with {@link ServerConfig#defaults()}. */
    public static EmbeddedServer start() {
        return start(ServerConfig.defaults());
    }

    /**
     * Starts a server and returns when its port is open.
     *
     * @throws java.io.UncheckedIOException if the port cannot be bound or the TLS files cannot be read
     */
    public static EmbeddedServer start(ServerConfig config) {
        Namespaces namespaces = namespaces(config);
        return start(config, namespaces, new IndexRegistry(), modules(), new SingleNodeMembership());
    }

    static Namespaces namespaces(ServerConfig config) {
        return new Namespaces(
                config.namespaces,
                config.defaultTtl,
                new ServerTime(config.clock),
                new StorageBudget(config.memoryLimit));
    }

    static UdfModules modules() {
        return new UdfModules(LuaLibrary::engine);
    }

    /** Starts a node that shares its namespaces with the others of its cluster. */
    static EmbeddedServer start(
            ServerConfig config,
            Namespaces namespaces,
            IndexRegistry indexes,
            UdfModules modules,
            NodeMembership membership) {
        QueryJobs jobs = new QueryJobs();
        BackgroundExecutor background = new BackgroundExecutor();
        NodeStatistics statistics = new NodeStatistics();
        RecordLimits limits = new RecordLimits(config.maxRecordBytes, RecordLimits.MAX_BINS);
        DataRequestDispatcher data = new DataRequestDispatcher(
                namespaces,
                indexes,
                jobs,
                background,
                config.observer,
                config.batchOrder,
                config.queryFrameBytes,
                limits,
                membership,
                modules,
                config.faults,
                config.version);
        NodeIdentity node = new NodeIdentity(config.nodeId, config.clusterName, config.version);
        InfoCommands info = new InfoCommands(
                node,
                membership,
                namespaces,
                indexes,
                modules,
                statistics,
                jobs,
                config.connectionLimits(),
                config.tls == null ? null : config.tls.name());
        SessionTokens sessions = sessions(config);
        TransportSecurity admission = TransportSecurity.of(
                config.tls == null ? null : config.tls.files(),
                config.security == null ? null : config.security.users(),
                sessions);
        InetSocketAddress address = new InetSocketAddress(config.host, config.port);
        ConnectionPipeline setup = new ConnectionPipeline(
                config.connectionLimits(), admission, config.faults, config.compression, data, info, statistics);
        return new EmbeddedServer(
                ServerListener.bind(address, config.eventLoops, setup),
                namespaces,
                limits,
                background,
                sessions,
                config.faults,
                statistics,
                modules);
    }

    private static SessionTokens sessions(ServerConfig config) {
        return new SessionTokens(config.security == null ? Duration.ZERO : config.security.sessionTtl());
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return listener.address().getPort();
    }

    /** Returns the numeric address that the server listens on. */
    public String host() {
        return listener.address().getAddress().getHostAddress();
    }

    /** Returns the number of records in all namespaces; in a cluster, of the whole cluster. */
    public long objects() {
        return namespaces.objects();
    }

    /**
     * Returns a loader for a set. On a node of a cluster it loads into the whole cluster.
     *
     * @param namespace the name of a configured namespace
     * @param set the set's name; empty for records without a set
     * @throws IllegalArgumentException if the namespace does not exist
     */
    public RecordLoader load(String namespace, String set) {
        Namespace found = namespaces.find(namespace);
        if (found == null) {
            throw new IllegalArgumentException("there is no namespace " + namespace);
        }
        ByteSlice name = ByteSlice.of(set.getBytes(StandardCharsets.UTF_8));
        return RecordLoader.of(new DirectWriter(found, name, limits), set);
    }

    /** Invalidates all session tokens, as a restart does. Open connections stay logged in. */
    public void forgetSessions() {
        sessions.clear();
    }

    /** Returns the number of open client connections. */
    public long connections() {
        return statistics.connections();
    }

    /** Returns the server's faults, to add to; none are set at first. */
    public Faults faults() {
        return faults;
    }

    /** Closes all connections and returns when the server's threads have ended. The records are lost. */
    @Override
    public void close() {
        listener.close();
        background.close();
        modules.close();
    }
}
