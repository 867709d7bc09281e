package io.aeroarrow.bench;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that is measured against: one that was named, or the embedded one in a process of its own, so that its work
 * and its garbage are not the clients'.
 */
public final class Target implements AutoCloseable {

    public static final String NAMESPACE = "test";
    private static final String LISTENING = "listening on ";

    private final String host;
    private final int port;
    private final @Nullable Process process;

    private Target(String host, int port, @Nullable Process process) {
        this.host = host;
        this.port = port;
        this.process = process;
    }

    /** A server that runs already. */
    public static Target named(String host, int port) {
        return new Target(host, port, null);
    }

    /** Starts the embedded server with the class path of this JVM. */
    static Target embedded() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx3g",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.aeroarrow.embedded.ServerMain",
                        "--port",
                        "0",
                        "--memory",
                        "2048"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Lives as long as the process.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroy();
            throw new IOException("the embedded server did not start; it said: " + line);
        }
        int colon = line.lastIndexOf(':');
        return new Target(
                line.substring(LISTENING.length(), colon), Integer.parseInt(line.substring(colon + 1)), process);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    boolean isEmbedded() {
        return process != null;
    }

    /** What it is, as it says itself. */
    String description() {
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(host, port))) {
            Map<String, String> told = client.info(List.of("build", "edition"));
            String kind = told.getOrDefault("edition", "") + " " + told.getOrDefault("build", "");
            return isEmbedded()
                    ? "the embedded server of this project, in a process of its own (not Aerospike)"
                    : kind.strip();
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
