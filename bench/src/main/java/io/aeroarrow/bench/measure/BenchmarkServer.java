package io.aeroarrow.bench.measure;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that the benchmarks use: a running one, or an embedded server in a separate process. The separate process
 * keeps the server's CPU time and garbage out of the client's figures.
 */
public final class BenchmarkServer implements AutoCloseable {

    public static final String NAMESPACE = "test";
    private static final String LISTENING = "listening on ";

    private final String host;
    private final int port;
    private final @Nullable Process process;

    private BenchmarkServer(String host, int port, @Nullable Process process) {
        this.host = host;
        this.port = port;
        this.process = process;
    }

    /** Uses a server that already runs. */
    public static BenchmarkServer external(String host, int port) {
        return new BenchmarkServer(host, port, null);
    }

    /** Starts the embedded server with the class path of this JVM. */
    public static BenchmarkServer embedded() throws IOException {
        return embedded(List.of());
    }

    /** As {@link #embedded()}, with more arguments. */
    public static BenchmarkServer embedded(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                "io.aeroarrow.embedded.ServerMain",
                "--port",
                "0",
                "--memory",
                "2048"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Stays open for the life of the process: closing it would break the server's output.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroy();
            throw new IOException("the embedded server did not start. First line of its output: " + line);
        }
        int colon = line.lastIndexOf(':');
        return new BenchmarkServer(
                line.substring(LISTENING.length(), colon), Integer.parseInt(line.substring(colon + 1)), process);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Returns the CPU time of an embedded server's process, in steps of 10 ms; 0 for other servers. */
    public long cpuNanos() {
        return process == null
                ? 0
                : process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    boolean isEmbedded() {
        return process != null;
    }

    /** Returns the edition and build that the server reports. */
    public String description() {
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(host, port))) {
            Map<String, String> info = client.info(List.of("build", "edition"));
            String kind = info.getOrDefault("edition", "") + " " + info.getOrDefault("build", "");
            return isEmbedded() ? "the embedded server, in a separate process (not Aerospike)" : kind.strip();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
