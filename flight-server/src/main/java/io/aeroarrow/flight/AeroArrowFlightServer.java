package io.aeroarrow.flight;

import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.flight.config.CallerCheck;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.flight.config.ServerCertificate;
import io.aeroarrow.flight.internal.auth.CallerSessions;
import io.aeroarrow.flight.internal.engine.EnginePool;
import io.aeroarrow.flight.internal.run.ServerMeters;
import io.aeroarrow.flight.internal.run.StatementRegistry;
import io.aeroarrow.flight.internal.service.AeroFlightProducer;
import io.aeroarrow.flight.internal.service.ServerContext;
import io.aeroarrow.flight.internal.sql.SqlParser;
import io.aeroarrow.flight.internal.ticket.TicketSigner;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that answers Arrow Flight and Flight SQL from the sets of an Aerospike cluster. Closing it cancels the
 * statements that run, waits for their end, and closes all connections.
 *
 * <p>{@code AeroArrowFlightServer.start(ClientConfig.of(seed), ReadOptions.DEFAULT, FlightServerConfig.DEFAULT, allocator,
 * registry)}
 */
public final class AeroArrowFlightServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AeroArrowFlightServer.class);
    private static final int SHUTDOWN_SECONDS = 10;
    private static final int HEALTH_SECONDS = 2;

    private final FlightServer transport;
    private final ExecutorService calls;
    private final ServerContext server;
    private final AeroArrow client;

    private AeroArrowFlightServer(
            FlightServer transport, ExecutorService calls, ServerContext server, AeroArrow client) {
        this.transport = transport;
        this.calls = calls;
        this.server = server;
        this.client = client;
    }

    /**
     * Connects to the cluster and starts to listen.
     *
     * @param cluster how to reach the cluster. With {@link CallerCheck#clusterUsers()}, callers use their own credentials
     * @param reading the options of all reads
     * @param config how to listen
     * @param allocator allocates all vectors. It remains the caller's; close it after this server
     * @param meters counts statements, rows and failures
     * @return a server that the caller closes
     * @throws IOException if a file cannot be read, or the address is in use
     * @throws IllegalArgumentException if callers are not checked, or passwords are in clear, on an address other than
     *     loopback, and {@link FlightServerConfig#insecure()} does not allow it
     */
    public static AeroArrowFlightServer start(
            ClientConfig cluster,
            ReadOptions reading,
            FlightServerConfig config,
            BufferAllocator allocator,
            MeterRegistry meters)
            throws IOException {
        requireSafe(config);
        AeroArrow client = AeroArrow.connect(cluster, allocator);
        try {
            return listen(client, cluster, reading, config, allocator, meters);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static AeroArrowFlightServer listen(
            AeroArrow client,
            ClientConfig cluster,
            ReadOptions reading,
            FlightServerConfig config,
            BufferAllocator allocator,
            MeterRegistry meters)
            throws IOException {
        ServerMeters counts = new ServerMeters(meters);
        CallerSessions sessions = new CallerSessions(
                config.callers(),
                client.with(reading),
                (name, password) ->
                        AeroArrow.connect(cluster.withCredentials(Credentials.internal(name, password)), allocator),
                config.schemaCache());
        ServerContext server = new ServerContext(
                config,
                allocator,
                sessions,
                new StatementRegistry(config.limits(), counts),
                counts,
                new TicketSigner(Clock.systemUTC()),
                threads("flight-statement-"),
                new SqlParser(),
                new EnginePool(config.limits(), config.spillDirectory()));
        ExecutorService calls = threads("flight-call-");
        try {
            return new AeroArrowFlightServer(transport(config, server, calls).start(), calls, server, client);
        } catch (IOException | RuntimeException e) {
            calls.shutdownNow();
            server.registry().close();
            server.executor().shutdownNow();
            server.parser().close();
            server.engines().close();
            sessions.close();
            throw e;
        }
    }

    private static FlightServer transport(FlightServerConfig config, ServerContext server, ExecutorService calls)
            throws IOException {
        Location location = config.certificate().isPresent()
                ? Location.forGrpcTls(config.host(), config.port())
                : Location.forGrpcInsecure(config.host(), config.port());
        FlightServer.Builder builder = FlightServer.builder(server.allocator(), location, AeroFlightProducer.of(server))
                .executor(calls)
                .maxInboundMessageSize(config.maxMessageBytes());
        server.sessions().authenticator().ifPresent(builder::headerAuthenticator);
        if (config.certificate().isPresent()) {
            ServerCertificate files = config.certificate().get();
            builder.useTls(files.certificates().toFile(), files.key().toFile());
            if (files.clientAuthorities().isPresent()) {
                builder.useMTlsClientVerification(
                        files.clientAuthorities().get().toFile());
            }
        }
        return builder.build();
    }

    /** The registry limits the number of statements, so the pool needs no limit. */
    private static ExecutorService threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void requireSafe(FlightServerConfig config) throws IOException {
        if (config.insecure() || InetAddress.getByName(config.host()).isLoopbackAddress()) {
            return;
        }
        if (config.certificate().isEmpty()) {
            throw new IllegalArgumentException("the server listens on " + config.host()
                    + " without TLS. Set a certificate, listen on 127.0.0.1, or allow it explicitly (insecure).");
        }
        boolean certified = config.certificate().get().clientAuthorities().isPresent();
        if (config.callers() instanceof CallerCheck.Anyone && !certified) {
            throw new IllegalArgumentException("the server listens on " + config.host()
                    + " and anyone may call it. Set users, require client certificates, listen on 127.0.0.1, or allow"
                    + " it explicitly (insecure).");
        }
    }

    /** {@return the port on which the server listens} */
    public int port() {
        return transport.getPort();
    }

    /** {@return the client with which the server reads, for its metrics} It remains the server's. */
    public AeroArrowClient client() {
        return client.client();
    }

    /** {@return whether the cluster answers} Asks its nodes for their namespaces, and waits two seconds. */
    public boolean isHealthy() {
        CompletableFuture<List<NamespaceCount>> answer = client.client().async().namespaces();
        try {
            return !answer.get(HEALTH_SECONDS, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The cluster does not answer: {}", String.valueOf(e.getMessage()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            answer.cancel(true);
        }
    }

    /** {@return the number of statements that run} */
    public int runningStatements() {
        return server.registry().size();
    }

    /** Stops listening, cancels the statements that run, waits for their end, and closes all connections. */
    @Override
    public void close() {
        transport.shutdown();
        server.registry().close();
        server.executor().shutdown();
        boolean interrupted = false;
        try {
            server.executor().awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            transport.close();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        calls.shutdown();
        server.parser().close();
        server.engines().close();
        server.sessions().close();
        client.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
