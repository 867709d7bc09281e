package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.flight.config.StatementLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.arrow.flight.AsyncPutListener;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, cancellation, and ends in mid-statement. The fixture checks that no memory is left. */
@SuppressWarnings("try")
@Timeout(300)
class FlightLimitsTest {

    /** Many rows, whose computation and transfer take long. */
    private static final String LONG = "SELECT a.id, b.name, a.name || b.name AS pair FROM test.users a, test.users b";

    /** Takes long without a row. */
    private static final String SILENT =
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range, b.range)" + " = 1";

    private static StatementLimits limits(Duration time, long rows, int concurrent, long memory) {
        return new StatementLimits(time, rows, concurrent, concurrent, memory, 2);
    }

    private static FlightStatusCode code(Throwable failure) {
        return ((FlightRuntimeException) failure).status().code();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds in a minute").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void limitsTimeRowsAndMemory() throws Exception {
        StatementLimits limits = limits(Duration.ofSeconds(3), 6_000, 8, 32L << 20);
        try (FlightFixture flight = new FlightFixture(config -> config.withLimits(limits))) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            assertThatThrownBy(() -> SqlRows.of(client, SILENT))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.TIMED_OUT))
                    .hasMessageContaining("3000 ms");
            assertThatThrownBy(() -> SqlRows.of(client, LONG))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED))
                    .hasMessageContaining("6000 rows");
            assertThatThrownBy(() -> SqlRows.of(
                            client,
                            "SELECT count(*) FROM (SELECT DISTINCT range, range::VARCHAR FROM range(20000000))"))
                    .satisfies(e ->
                            assertThat(code(e)).isIn(FlightStatusCode.RESOURCE_EXHAUSTED, FlightStatusCode.TIMED_OUT));
            assertThat(SqlRows.of(client, "SELECT count(*) FROM test.users")).containsExactly("5000");
            assertThat(flight.server.runningStatements()).isZero();
        }
    }

    @Test
    void limitsConcurrency() throws Exception {
        try (FlightFixture flight =
                new FlightFixture(config -> config.withLimits(limits(Duration.ofMinutes(5), 0, 1, 256L << 20)))) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            FlightInfo info = client.execute(LONG);
            try (FlightStream stream =
                    client.getStream(info.getEndpoints().get(0).getTicket())) {
                assertThat(stream.next()).isTrue();
                assertThatThrownBy(() -> client.execute("SELECT 1"))
                        .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED));
                stream.cancel("enough", null);
            }
            await(() -> flight.server.runningStatements() == 0);
            assertThat(SqlRows.of(client, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void leavesNothingWhenClientsCancel() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            for (String sql : new String[] {LONG, "SELECT * FROM test.users", LONG + " ORDER BY pair"}) {
                FlightInfo info = client.execute(sql);
                FlightStream stream =
                        client.getStream(info.getEndpoints().get(0).getTicket());
                if (!sql.contains("ORDER")) {
                    assertThat(stream.next()).isTrue();
                }
                stream.cancel("enough", null);
                stream.close();
                await(() -> flight.server.runningStatements() == 0);
            }
            assertThat(SqlRows.of(client, "SELECT count(*) FROM test.users")).containsExactly("5000");
            await(() -> flight.serverMemory.getAllocatedMemory() == 0);
        }
    }

    @Test
    void cancelsByRequest() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            FlightInfo info = client.execute(LONG);
            try (FlightStream stream =
                    client.getStream(info.getEndpoints().get(0).getTicket())) {
                assertThat(stream.next()).isTrue();
                assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info))
                                .getStatus())
                        .isEqualTo(CancelStatus.CANCELLED);
                assertThatThrownBy(() -> {
                            while (stream.next()) {
                                assertThat(stream.getRoot().getRowCount()).isPositive();
                            }
                        })
                        .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.CANCELLED));
            }
            assertThatThrownBy(() -> SqlRows.of(client, info))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.CANCELLED));
        }
    }

    @Test
    void endsStatementsWhenTheServerCloses() throws Exception {
        FlightFixture flight = new FlightFixture(config -> config);
        FlightSqlClient client = new FlightSqlClient(flight.client);
        FlightInfo info = client.execute(LONG);
        try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
            assertThat(stream.next()).isTrue();
            flight.server.close();
            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.getRoot().getRowCount()).isPositive();
                        }
                    })
                    .isInstanceOf(FlightRuntimeException.class);
        }
        flight.close();
    }

    @Test
    void saysThatTheClusterIsAway() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            FlightInfo info = client.execute("SELECT id FROM test.users");
            flight.stopCluster();
            assertThatThrownBy(() -> SqlRows.of(client, info))
                    .satisfies(e -> assertThat(code(e)).isIn(FlightStatusCode.UNAVAILABLE, FlightStatusCode.TIMED_OUT));
            assertThat(flight.server.isHealthy()).isFalse();
        }
    }

    /** Each node has sent a part of its answer when it dies. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT id FROM test.users", "SELECT city, count(*) FROM test.users GROUP BY city"})
    void endsAStatementTypedWhenTheClusterDiesInItsMiddle(String sql) throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            FlightInfo info = client.execute(sql);
            FaultRule stalled =
                    flight.aerospike.faults().add(Fault.stallAfter(10_000), FaultTarget.on(RequestType.QUERY));
            CompletableFuture<List<String>> rows = CompletableFuture.supplyAsync(() -> {
                try {
                    return SqlRows.of(client, info);
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            });
            await(() -> stalled.hits() > 0);
            flight.stopCluster();
            assertThatThrownBy(rows::join)
                    .cause()
                    .satisfies(e -> assertThat(code(e)).isIn(FlightStatusCode.UNAVAILABLE, FlightStatusCode.TIMED_OUT));
            await(() -> flight.server.runningStatements() == 0);
        }
    }

    @Test
    void refusesOversizedMessages() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config.withMaxMessageBytes(1 << 16));
                BigIntVector id = new BigIntVector("id", flight.clientMemory)) {
            id.setSafe(50_000, 1);
            id.setValueCount(50_001);
            FlightClient.ClientStreamListener put = flight.client.startPut(
                    FlightDescriptor.command("{\"write\":{\"namespace\":\"test\",\"set\":\"x\",\"key\":\"id\"}}"
                            .getBytes(StandardCharsets.UTF_8)),
                    VectorSchemaRoot.of(id),
                    new AsyncPutListener());
            put.putNext();
            put.completed();
            assertThatThrownBy(put::getResult)
                    .satisfies(e ->
                            assertThat(code(e)).isIn(FlightStatusCode.RESOURCE_EXHAUSTED, FlightStatusCode.CANCELLED));
            await(() -> flight.server.runningStatements() == 0);
            assertThat(SqlRows.of(new FlightSqlClient(flight.client), "SELECT 1"))
                    .containsExactly("1");
        }
    }

    @Test
    void servesClientsThatComeAndGo() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            for (int i = 0; i < 100; i++) {
                try (BufferAllocator memory = new RootAllocator();
                        FlightClient guest = FlightClient.builder(
                                        memory, Location.forGrpcInsecure("127.0.0.1", flight.server.port()))
                                .build()) {
                    FlightInfo info = new FlightSqlClient(guest).execute("SELECT id FROM test.users");
                    FlightStream stream =
                            guest.getStream(info.getEndpoints().get(0).getTicket());
                    if (i % 2 == 0) {
                        assertThat(stream.next()).isTrue();
                    }
                    // Without reading the rest.
                    stream.close();
                }
            }
            await(() -> flight.server.runningStatements() == 0 && flight.serverMemory.getAllocatedMemory() == 0);
        }
    }

    @Test
    void spillsOnlyWhereAnOptionSays(@TempDir Path directory) throws Exception {
        StatementLimits limits = limits(Duration.ofMinutes(5), 0, 8, 96L << 20);
        String large = "SELECT max(r) FROM (SELECT row_number() OVER (ORDER BY hash(range)) AS r FROM range(3000000))";
        try (FlightFixture flight = new FlightFixture(config -> config.withLimits(limits))) {
            assertThatThrownBy(() -> SqlRows.of(new FlightSqlClient(flight.client), large))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED));
        }
        try (FlightFixture flight =
                new FlightFixture(config -> config.withLimits(limits).withSpillDirectory(directory))) {
            assertThat(SqlRows.of(new FlightSqlClient(flight.client), large)).containsExactly("3000000");
        }
    }
}
