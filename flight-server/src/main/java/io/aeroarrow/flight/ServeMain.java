package io.aeroarrow.flight;

import io.aeroarrow.cli.internal.connect.ConnectionOptions;
import io.aeroarrow.cli.internal.connect.ResolvedConnection;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.FailureReporter;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.flight.internal.serve.DemoData;
import io.aeroarrow.flight.internal.serve.MonitorServer;
import io.aeroarrow.flight.internal.serve.ServeOptions;
import io.aeroarrow.metrics.micrometer.AeroArrowMeterBinder;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code aeroarrow serve}: runs a Flight server until the process is stopped. */
@Command(
        name = "aeroarrow serve",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = "Answer SQL over Arrow Flight from Aerospike sets.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow serve --hosts db1:3000",
            "  aeroarrow serve --hosts db1 --bind 0.0.0.0 --server-cert s.pem --server-key k.pem --users users.txt",
            "  aeroarrow serve --demo notebooks/data"
        })
public final class ServeMain implements Callable<Integer> {

    /** It logs a stack trace for each client that cancels. Held, as the JDK forgets the level of other loggers. */
    private static final Logger TRANSPORT = Logger.getLogger("io.grpc");

    private final Shell shell;

    @Mixin
    ServeOptions options = new ServeOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    private ServeMain(Shell shell) {
        this.shell = shell;
    }

    /**
     * Runs the server. Exits with the exit codes of the command line.
     *
     * @param words the options
     */
    public static void main(String[] words) {
        TRANSPORT.setLevel(Level.SEVERE);
        System.exit(run(Shell.ofProcess(), words));
    }

    /** Runs the server until the thread is interrupted or the process is stopped. */
    static int run(Shell shell, String... words) {
        FailureReporter report = new FailureReporter(shell);
        return new CommandLine(new ServeMain(shell))
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report)
                .execute(words);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FlightServerConfig config = options.config();
        Optional<Path> demo = options.demo();
        if (demo.isPresent()) {
            try (EmbeddedAerospike aerospike = EmbeddedAerospike.builder().start()) {
                DemoData.load(aerospike, demo.get());
                ClientConfig client = ClientConfig.of(new HostAddress(aerospike.host(), aerospike.port()));
                ResolvedConnection defaults = connection.resolve(shell);
                serve(config, new ResolvedConnection(client, defaults.reading()));
            }
        } else {
            serve(config, connection.resolve(shell));
        }
        return ExitCode.OK;
    }

    private void serve(FlightServerConfig config, ResolvedConnection cluster) throws IOException, InterruptedException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> awaitStop(stop, stopped), "flight-shutdown");
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrowFlightServer server =
                        AeroArrowFlightServer.start(cluster.client(), cluster.reading(), config, allocator, meters)) {
            new AeroArrowMeterBinder(server.client(), Tags.empty()).bindTo(meters);
            Runtime.getRuntime().addShutdownHook(hook);
            announceAndWait(config, server, meters, stop);
        } finally {
            meters.close();
            stopped.countDown();
        }
    }

    private void announceAndWait(
            FlightServerConfig config,
            AeroArrowFlightServer server,
            PrometheusMeterRegistry meters,
            CountDownLatch stop)
            throws IOException, InterruptedException {
        String scheme = config.certificate().isPresent() ? "grpc+tls" : "grpc";
        shell.line("listening on " + scheme + "://" + config.host() + ":" + server.port());
        if (options.monitorPort().isEmpty()) {
            stop.await();
            return;
        }
        try (MonitorServer monitor = MonitorServer.start(options.monitorPort().get(), server::isHealthy, meters)) {
            shell.line("health and metrics on http://127.0.0.1:" + monitor.port());
            stop.await();
        }
    }

    /** The process ends when its shutdown hooks have ended, so this one waits for the server. */
    private static void awaitStop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
