package io.aeroarrow.embedded;

import io.aeroarrow.embedded.cluster.Membership;
import io.aeroarrow.embedded.cluster.SoleNode;
import io.aeroarrow.embedded.command.BackgroundJobs;
import io.aeroarrow.embedded.command.DataRequests;
import io.aeroarrow.embedded.command.DirectWrites;
import io.aeroarrow.embedded.command.QueryJobs;
import io.aeroarrow.embedded.command.RecordLimits;
import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.index.IndexRegistry;
import io.aeroarrow.embedded.info.InfoCommands;
import io.aeroarrow.embedded.info.NodeIdentity;
import io.aeroarrow.embedded.info.NodeStatistics;
import io.aeroarrow.embedded.load.RecordLoader;
import io.aeroarrow.embedded.net.Admission;
import io.aeroarrow.embedded.net.ConnectionSetup;
import io.aeroarrow.embedded.net.ServerListener;
import io.aeroarrow.embedded.security.Sessions;
import io.aeroarrow.embedded.store.MemoryBudget;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.Namespaces;
import io.aeroarrow.embedded.store.ServerTime;
import io.aeroarrow.embedded.wire.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A single-node server in this JVM that speaks Aerospike's wire protocol and keeps its records in memory. */
public final class EmbeddedServer implements AutoCloseable {
    private final ServerListener listener;
    private final Sessions sessions;
    private final Namespaces namespaces;
    private final RecordLimits limits;
    private final BackgroundJobs background;
    private final Faults faults;
    private final NodeStatistics statistics;

    private EmbeddedServer(
            ServerListener listener,
            Namespaces namespaces,
            RecordLimits limits,
            BackgroundJobs background,
            Sessions sessions,
            Faults faults,
            NodeStatistics statistics) {
        this.statistics = statistics;
        this.background = background;
        this.faults = faults;
        this.listener = listener;
        this.sessions = sessions;
        this.namespaces = namespaces;
        this.limits = limits;
    }

    /** Starts with {@link ServerConfig#defaults()}. */
    public static EmbeddedServer start() {
        return start(ServerConfig.defaults());
    }

    /** Starts, and returns when the port is open. */
    public static EmbeddedServer start(ServerConfig config) {
        Namespaces namespaces = namespaces(config);
        return start(config, namespaces, new IndexRegistry(namespaces), new SoleNode());
    }

    static Namespaces namespaces(ServerConfig config) {
        return new Namespaces(
                config.namespaces(),
                config.defaultTtl(),
                new ServerTime(config.clock()),
                new MemoryBudget(config.memoryLimit()));
    }

    /** Starts a node that shares its namespaces with the others of its cluster. */
    static EmbeddedServer start(
            ServerConfig config, Namespaces namespaces, IndexRegistry indexes, Membership membership) {
        QueryJobs jobs = new QueryJobs();
        BackgroundJobs background = new BackgroundJobs();
        NodeStatistics statistics = new NodeStatistics();
        RecordLimits limits = new RecordLimits(config.maxRecordBytes(), RecordLimits.MAX_BINS);
        DataRequests data = new DataRequests(
                namespaces,
                indexes,
                jobs,
                background,
                config.observer(),
                config.batchOrder(),
                config.queryFrameBytes(),
                limits,
                membership,
                config.faults());
        NodeIdentity node = new NodeIdentity(config.nodeId(), config.clusterName());
        InfoCommands info = new InfoCommands(
                node,
                membership,
                namespaces,
                indexes,
                statistics,
                jobs,
                config.connectionLimits(),
                config.tls() == null ? null : config.tls().name());
        Sessions sessions = sessions(config);
        Admission admission = Admission.of(
                config.tls() == null ? null : config.tls().files(),
                config.security() == null ? null : config.security().users(),
                sessions);
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        ConnectionSetup setup = new ConnectionSetup(
                config.connectionLimits(), admission, config.faults(), config.compression(), data, info, statistics);
        return new EmbeddedServer(
                ServerListener.bind(address, config.eventLoops(), setup),
                namespaces,
                limits,
                background,
                sessions,
                config.faults(),
                statistics);
    }

    private static Sessions sessions(ServerConfig config) {
        return new Sessions(
                config.security() == null ? Duration.ZERO : config.security().sessionTtl());
    }

    public int port() {
        return listener.address().getPort();
    }

    public String host() {
        return listener.address().getAddress().getHostAddress();
    }

    /** The number of records in all namespaces. */
    public long objects() {
        return namespaces.all().stream().mapToLong(Namespace::objects).sum();
    }

    /**
     * What fills a set with records, those of the whole cluster if this is one of its nodes.
     *
     * @param set its name; empty for records without a set
     * @throws IllegalArgumentException if there is no such namespace
     */
    public RecordLoader load(String namespace, String set) {
        Namespace found = namespaces.find(namespace);
        if (found == null) {
            throw new IllegalArgumentException("there is no namespace " + namespace);
        }
        Bytes name = Bytes.of(set.getBytes(StandardCharsets.UTF_8));
        return RecordLoader.of(new DirectWrites(found, name, limits), set);
    }

    /** Forgets all sessions, as a server does that starts again; connections that are in stay in. */
    public void forgetSessions() {
        sessions.clear();
    }

    /** How many connections of clients are open. */
    public long connections() {
        return statistics.connections();
    }

    /** How it misbehaves: not at all, until something is added. */
    public Faults faults() {
        return faults;
    }

    /** Closes all connections and returns when the server's threads are gone. */
    @Override
    public void close() {
        listener.close();
        background.close();
    }
}
