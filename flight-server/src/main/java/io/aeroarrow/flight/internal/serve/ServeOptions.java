package io.aeroarrow.flight.internal.serve;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.flight.config.CallerCheck;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.flight.config.ServerCertificate;
import io.aeroarrow.flight.config.StatementLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the server itself. */
public final class ServeOptions {

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "the address to listen on; default: 127.0.0.1")
    String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port to listen on, 0: a free port; default: 31337")
    int port = 31_337;

    @Option(
            names = "--monitor-port",
            paramLabel = "PORT",
            description = "serve /health and /metrics by HTTP on 127.0.0.1; default: not")
    @Nullable
    Integer monitorPort;

    @Option(
            names = "--server-cert",
            paramLabel = "FILE",
            description = "PEM file of the server's certificate and chain")
    @Nullable
    Path certificate;

    @Option(names = "--server-key", paramLabel = "FILE", description = "PEM file (PKCS#8) of the server's key")
    @Nullable
    Path key;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description = "PEM file; each client must present a certificate signed by it")
    @Nullable
    Path clientAuthorities;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "a file of users: name:bcrypt hash:read or write[:namespaces]")
    @Nullable
    Path users;

    @Option(
            names = "--cluster-users",
            description = "users and passwords are those of the Aerospike cluster (Enterprise Edition)")
    boolean clusterUsers;

    @Option(names = "--insecure", description = "listen on other addresses than loopback without TLS or without users")
    boolean insecure;

    @Option(names = "--max-seconds", paramLabel = "N", description = "the longest time of a statement; default: 600")
    long maxSeconds = StatementLimits.DEFAULT.time().toSeconds();

    @Option(names = "--max-rows", paramLabel = "N", description = "the most rows of a result; default: no limit")
    long maxRows;

    @Option(names = "--max-statements", paramLabel = "N", description = "the most statements at a time; default: 64")
    int maxStatements = StatementLimits.DEFAULT.concurrent();

    @Option(
            names = "--max-user-statements",
            paramLabel = "N",
            description = "the most statements of a user at a time; default: 16")
    int maxUserStatements = StatementLimits.DEFAULT.concurrentPerUser();

    @Option(
            names = "--engine-memory",
            paramLabel = "MIB",
            description = "the memory of DuckDB for a statement; default: 1024")
    long engineMemory = StatementLimits.DEFAULT.engineMemory() >> 20;

    @Option(
            names = "--engine-threads",
            paramLabel = "N",
            description = "the threads of DuckDB for a statement; default: 4")
    int engineThreads = StatementLimits.DEFAULT.engineThreads();

    @Option(
            names = "--spill-dir",
            paramLabel = "DIR",
            description = "where DuckDB spills; default: statements that exceed their memory fail")
    @Nullable
    Path spillDirectory;

    @Option(
            names = "--demo",
            paramLabel = "DIR",
            description = "start an in-memory server with the sample data of this directory, instead of connecting")
    @Nullable
    Path demo;

    /** Returns the configuration. */
    public FlightServerConfig config() {
        try {
            return configured();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private FlightServerConfig configured() {
        StatementLimits limits = new StatementLimits(
                Duration.ofSeconds(maxSeconds),
                maxRows,
                maxUserStatements,
                maxStatements,
                engineMemory << 20,
                engineThreads);
        FlightServerConfig config = FlightServerConfig.DEFAULT
                .withHost(bind)
                .withPort(port)
                .withLimits(limits)
                .withInsecure(insecure)
                .withCallers(callers());
        if (certificate != null && key != null) {
            config = config.withCertificate(
                    new ServerCertificate(certificate, key, Optional.ofNullable(clientAuthorities)));
        } else if (certificate != null || key != null || clientAuthorities != null) {
            throw new UsageException("TLS needs both --server-cert and --server-key");
        }
        return spillDirectory == null ? config : config.withSpillDirectory(spillDirectory);
    }

    private CallerCheck callers() {
        if (users != null && clusterUsers) {
            throw new UsageException("--users and --cluster-users exclude each other");
        }
        if (clusterUsers) {
            return CallerCheck.clusterUsers();
        }
        return users == null ? CallerCheck.anyone() : CallerCheck.usersOf(users);
    }

    /** Returns the port of health and metrics. */
    public Optional<Integer> monitorPort() {
        return Optional.ofNullable(monitorPort);
    }

    /** Returns the directory of the sample data. */
    public Optional<Path> demo() {
        return Optional.ofNullable(demo);
    }
}
