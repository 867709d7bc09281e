package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.filter.Filter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/** Answers {@code GET /people?18} with an Arrow stream: people of at least that age, batch by batch during the scan. */
public final class ArrowService implements AutoCloseable {

    private final BufferAllocator allocator = new RootAllocator();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AeroArrow aero;
    private final String namespace;
    private final HttpServer http;

    public ArrowService(ClientConfig cluster, String namespace, int port) throws IOException {
        this.aero = AeroArrow.connect(cluster, allocator);
        this.namespace = namespace;
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.setExecutor(threads);
        http.createContext("/people", this::people);
        http.start();
    }

    /** Arguments: a host of the cluster, its port, a namespace, the port to listen on. */
    public static void main(String[] args) throws IOException {
        ArrowService service = new ArrowService(
                ClientConfig.of(args[0], Integer.parseInt(args[1])), args[2], Integer.parseInt(args[3]));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private void people(HttpExchange exchange) throws IOException {
        try (exchange;
                ArrowReader reader = aero.scan(namespace, "people")
                        .columns("name", "age")
                        .where(Filter.bin("age").atLeast(Long.parseLong(exchange.getRequestURI().getQuery())))
                        .reader()) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.apache.arrow.stream");
            exchange.sendResponseHeaders(200, 0);
            try (ArrowStreamWriter writer =
                    new ArrowStreamWriter(reader.getVectorSchemaRoot(), null, exchange.getResponseBody())) {
                while (reader.loadNextBatch()) {
                    writer.writeBatch();
                }
                // After an error the end marker is missing, so that the reader detects a truncated stream.
                writer.end();
            }
        }
    }

    @Override
    public void close() {
        http.stop(1);
        threads.shutdown();
        aero.close();
        allocator.close();
    }
}
