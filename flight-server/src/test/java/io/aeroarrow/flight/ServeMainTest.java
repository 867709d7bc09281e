package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process: what it prints, its health and its metrics. */
@SuppressWarnings("try")
@Timeout(120)
class ServeMainTest {

    @TempDir
    Path home;

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Runs the process. Its output ends with it. */
    private int run(OutputStream output, String... words) throws IOException {
        try (output) {
            Shell shell = new Shell(
                    InputStream.nullInputStream(),
                    output,
                    System.err,
                    Map.of(),
                    home,
                    new Shell.Terminals(false, false, false),
                    Optional.empty());
            return ServeMain.run(shell, words);
        }
    }

    private static void runStatements(int port) throws Exception {
        try (BufferAllocator memory = new RootAllocator();
                FlightClient flight = FlightClient.builder(memory, Location.forGrpcInsecure("127.0.0.1", port))
                        .build()) {
            FlightSqlClient client = new FlightSqlClient(flight);
            assertThat(SqlRows.of(client, "SELECT sum(v) FROM test.served")).containsExactly("3");
            assertThatThrownBy(() -> client.execute("SELECT nosuch FROM test.served"))
                    .hasMessageContaining("nosuch");
        }
    }

    @Test
    void printsItsAddressesAndServesHealthAndMetrics() throws Exception {
        ExecutorService process = Executors.newSingleThreadExecutor();
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.builder().start();
                PipedOutputStream output = new PipedOutputStream();
                PipedInputStream printed = new PipedInputStream(output);
                BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            aerospike.load("test", "served").put(1, Map.of("v", 1L)).put(2, Map.of("v", 2L));
            Future<Integer> exit = process.submit(() -> run(
                    output,
                    "--hosts",
                    aerospike.host() + ":" + aerospike.port(),
                    "--port",
                    "0",
                    "--monitor-port",
                    "0"));
            String listening = lines.readLine();
            assertThat(listening).startsWith("listening on grpc://127.0.0.1:");
            String monitor = lines.readLine();
            assertThat(monitor).startsWith("health and metrics on http://127.0.0.1:");
            String address = monitor.substring(monitor.lastIndexOf(' ') + 1);

            runStatements(Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1)));
            assertThat(get(address + "/health").statusCode()).isEqualTo(200);
            assertThat(get(address + "/metrics").body())
                    .contains("aeroarrow_flight_statements", "aeroarrow_flight_rows", "aeroarrow_flight_bytes")
                    .contains("aeroarrow_flight_failures", "aeroarrow_flight_statements_running");

            aerospike.close();
            HttpResponse<String> down = get(address + "/health");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body()).contains("does not answer");
            assertThat(exit.isDone()).as("the server runs until it is stopped").isFalse();
        } finally {
            process.shutdownNow();
            assertThat(process.awaitTermination(60, TimeUnit.SECONDS))
                    .as("the server ends when it is interrupted")
                    .isTrue();
        }
    }
}
