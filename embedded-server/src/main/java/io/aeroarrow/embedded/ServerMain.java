package io.aeroarrow.embedded;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the server: runs it until the process is stopped. */
@Command(
        name = "server",
        description = "Serves Aerospike's wire protocol from memory. All records are lost when it stops.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
public final class ServerMain implements Callable<Integer> {
    private static final long MEBIBYTE = 1L << 20;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--bind", defaultValue = "127.0.0.1", description = "the address to listen on")
    String bind = "";

    @Option(names = "--port", defaultValue = "3000", description = "the port of the first node; 0: a free port")
    int port;

    @Option(names = "--nodes", defaultValue = "1", description = "the number of nodes; 2 or more form a cluster")
    int nodes;

    @Option(
            names = "--namespace",
            split = ",",
            defaultValue = "test,bar",
            description = "the names of the namespaces, separated by commas")
    List<String> namespaces = List.of();

    @Option(names = "--default-ttl", defaultValue = "0", description = "seconds; 0: records do not expire")
    int defaultTtl;

    @Option(names = "--memory", defaultValue = "0", description = "MiB for records; 0: a quarter of the heap")
    long memory;

    @Option(names = "--max-connections", defaultValue = "15000", description = "per node")
    int maxConnections;

    @Option(
            names = "--idle-seconds",
            defaultValue = "0",
            description = "idle connections are closed after this time; 0: never")
    long idleSeconds;

    @Option(
            names = "--server-version",
            split = ",",
            defaultValue = "8.1.0.3",
            description =
                    "8.1.0.3 or 8.1.2.0: the version to speak as; with commas, of the first nodes, the last for all"
                            + " others")
    List<String> versions = List.of();

    @ArgGroup(exclusive = false)
    @Nullable
    Tls tls;

    /** The TLS options. */
    static final class Tls {
        @Option(names = "--tls-cert", required = true, description = "PEM; the server's own certificate first")
        Path certificates = Path.of("");

        @Option(names = "--tls-key", required = true, description = "PEM in PKCS#8, not encrypted")
        Path key = Path.of("");

        @Option(names = "--tls-name", defaultValue = "localhost", description = "the tls-name of the nodes")
        String name = "";
    }

    ServerMain() {}

    /** Runs the server. Exits with 2 if an option is not valid, and with 1 if it cannot listen or read a file. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ServerMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        EmbeddedAerospike aerospike;
        try {
            aerospike = start();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            String hint = cause instanceof BindException ? ". Choose another address with --port or --bind." : "";
            line.getErr().println("server: " + cause.getMessage() + hint);
            return CommandLine.ExitCode.SOFTWARE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(aerospike::close, "embedded-server-shutdown"));
        announce(line.getOut(), aerospike);
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private EmbeddedAerospike start() {
        if (nodes > 1 && new InetSocketAddress(bind, port).getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "the nodes of a cluster publish their address: --bind must name a specific address, not a"
                            + " wildcard");
        }
        return EmbeddedAerospike.builder()
                .nodes(nodes)
                .cluster(cluster -> cluster.firstPort(port).versions(versions.toArray(String[]::new)))
                .eachNode(this::configure)
                .start();
    }

    private ServerConfig.Builder configure(ServerConfig.Builder config) {
        config.host(bind)
                .port(port)
                .namespaces(namespaces.toArray(String[]::new))
                .defaultTtl(defaultTtl)
                .maxConnections(maxConnections)
                .idleTimeout(Duration.ofSeconds(idleSeconds))
                .version(nodes == 1 ? versions.get(0) : versions.get(versions.size() - 1));
        if (memory != 0) {
            config.memoryLimit(memory * MEBIBYTE);
        }
        return tls == null ? config : config.tls(ServerTls.of(tls.certificates, tls.key, tls.name));
    }

    private void announce(PrintWriter out, EmbeddedAerospike aerospike) {
        aerospike
                .addresses()
                .forEach(address ->
                        out.println("listening on " + address.getAddress().getHostAddress() + ":" + address.getPort()));
        out.println("namespaces " + String.join(", ", namespaces)
                + ", in memory only: all records are lost when the server stops");
        out.flush();
    }
}
