package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that come and go, some of them in the middle of a stream. The fixture checks that no memory and no
 * connection is left. {@code -Daeroarrow.flight.connections=1000} makes more of them.
 */
@Timeout(300)
@SuppressWarnings("try")
class ManyConnectionsTest {

    private static final int CONNECTIONS = Integer.getInteger("aeroarrow.flight.connections", 100);
    private static final int AT_ONCE = 8;
    private static final List<String> STATEMENTS = List.of(
            "SELECT id, name, city FROM test.users",
            "SELECT city, count(*) FROM test.users GROUP BY city",
            "SELECT name FROM test.users WHERE __key = 17");

    @Test
    void leaveNothingBehind() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            List<Callable<Long>> visits = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                visits.add(() -> visit(flight, STATEMENTS.get(number % STATEMENTS.size()), number % 4 == 0));
            }
            long rows = 0;
            for (Future<Long> visit : clients.invokeAll(visits)) {
                rows += visit.get();
            }
            assertThat(rows).isPositive();
        } finally {
            clients.shutdownNow();
        }
    }

    /** Reads a statement, or leaves after its first batch. */
    private static long visit(FlightFixture flight, String statement, boolean leaves) throws Exception {
        long rows = 0;
        try (FlightClient connection = FlightClient.builder(
                        flight.clientMemory, Location.forGrpcInsecure("127.0.0.1", flight.server.port()))
                .build()) {
            FlightSqlClient client = new FlightSqlClient(connection);
            FlightInfo info = client.execute(statement);
            for (var endpoint : info.getEndpoints()) {
                try (FlightStream stream = client.getStream(endpoint.getTicket())) {
                    while (stream.next()) {
                        rows += stream.getRoot().getRowCount();
                        if (leaves) {
                            stream.cancel("the client leaves", null);
                            return rows;
                        }
                    }
                }
            }
        }
        return rows;
    }
}
