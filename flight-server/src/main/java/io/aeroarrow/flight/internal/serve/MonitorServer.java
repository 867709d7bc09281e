package io.aeroarrow.flight.internal.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Answers {@code /health} and {@code /metrics} by HTTP, on loopback only. */
public final class MonitorServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer http;
    private final ExecutorService executor;

    private MonitorServer(HttpServer http, ExecutorService executor) {
        this.http = http;
        this.executor = executor;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for a free port
     * @param healthy whether the Flight server can answer
     */
    public static MonitorServer start(int port, BooleanSupplier healthy, PrometheusMeterRegistry meters)
            throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService executor = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "flight-monitor");
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(executor);
        http.createContext("/health", exchange -> {
            boolean up = healthy.getAsBoolean();
            answer(exchange, up ? OK : UNAVAILABLE, up ? "up\n" : "the cluster does not answer\n");
        });
        http.createContext("/metrics", exchange -> answer(exchange, OK, meters.scrape()));
        http.start();
        return new MonitorServer(http, executor);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        executor.shutdownNow();
    }
}
