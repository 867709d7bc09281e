package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** An embedded cluster with two sets, a Flight server, and a client. Closing checks that no memory is left. */
final class FlightFixture implements AutoCloseable {

    static final int USERS = 5_000;
    static final int CITIES = 50;

    final EmbeddedAerospike aerospike;
    final BufferAllocator serverMemory = new RootAllocator();
    final BufferAllocator clientMemory = new RootAllocator();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AeroArrowFlightServer server;
    final FlightClient client;
    private boolean clusterStopped;

    FlightFixture(UnaryOperator<FlightServerConfig> change) throws IOException {
        this(builder -> builder, Credentials.none(), change);
    }

    FlightFixture(
            UnaryOperator<EmbeddedAerospike.Builder> cluster,
            Credentials credentials,
            UnaryOperator<FlightServerConfig> change)
            throws IOException {
        aerospike = cluster.apply(EmbeddedAerospike.builder().nodes(2)).start();
        load();
        server = AeroArrowFlightServer.start(
                ClientConfig.of(new HostAddress(aerospike.host(), aerospike.port()))
                        .withCredentials(credentials),
                ReadOptions.DEFAULT,
                change.apply(FlightServerConfig.DEFAULT.withPort(0)),
                serverMemory,
                meters);
        client = FlightClient.builder(clientMemory, Location.forGrpcInsecure("127.0.0.1", server.port()))
                .build();
    }

    private void load() {
        for (int i = 0; i < USERS; i++) {
            aerospike.load("test", "users").put(i, user(i));
        }
        for (int i = 0; i < CITIES; i++) {
            aerospike.load("test", "cities").put("c" + i, Map.of("code", "c" + i, "people", 1_000L * i));
        }
    }

    /** Every tenth user has no age. */
    static Map<String, Object> user(int i) {
        Map<String, Object> bins = new HashMap<>();
        bins.put("id", (long) i);
        bins.put("name", "user-" + i);
        bins.put("city", "c" + i % CITIES);
        bins.put("score", i / 4.0);
        if (i % 10 != 0) {
            bins.put("age", (long) (i % 90));
        }
        return bins;
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        server.close();
        if (!clusterStopped) {
            awaitNoConnections();
            aerospike.close();
        }
        assertThat(clientMemory.getAllocatedMemory()).isZero();
        assertThat(serverMemory.getAllocatedMemory()).isZero();
        clientMemory.close();
        serverMemory.close();
    }

    /** Stops the cluster before the server. */
    void stopCluster() {
        clusterStopped = true;
        aerospike.close();
    }

    private void awaitNoConnections() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (int node = 0; node < 2; node++) {
            while (aerospike.node(node).connections() > 0) {
                assertThat(System.nanoTime())
                        .as("no connection is left in a minute")
                        .isLessThan(deadline);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
