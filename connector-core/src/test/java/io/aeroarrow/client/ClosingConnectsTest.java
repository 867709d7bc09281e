package io.aeroarrow.client;

import static io.aeroarrow.client.ClosingClient.PATIENT;
import static io.aeroarrow.client.ClosingClient.awaitHits;
import static io.aeroarrow.client.ClosingClient.blocking;
import static io.aeroarrow.client.ClosingClient.closedErrorOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Waits;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.net.connection.BlackHole;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a client while its operations wait for a connection that is being opened. */
@Timeout(60)
class ClosingConnectsTest {

    private static final Key KEY = Key.of("test", "closing", 1);
    private static final ReadPolicy READ = ReadPolicy.DEFAULT.withTimeouts(PATIENT);
    private static final BatchPolicy BATCH = BatchPolicy.DEFAULT.withTimeouts(PATIENT);
    private static final List<BatchEntry> ENTRIES = List.of(BatchEntry.read(KEY, BinSelection.all()));

    private static AeroArrowClient connect(EmbeddedServer server) {
        return AeroArrowClient.connect(ClientConfig.of(server.host(), server.port())
                .withCredentials(Credentials.internal("ada", "secret"))
                .withConnectTimeout(Duration.ofMinutes(5))
                .withLoginTimeout(Duration.ofMinutes(5)));
    }

    private static boolean scan(AeroArrowClient client) {
        try (RecordCursors stream = client.unwrap(CursorClient.class)
                .scan(ScanRequest.of("test", "closing").withTimeouts(PATIENT))) {
            return stream.next() != null;
        }
    }

    @Test
    void endsOperationsThatWaitForALogin() {
        ServerSecurity users =
                ServerSecurity.builder().user("ada", "secret", "read-write").build();
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().security(users).build())) {
            List<CompletableFuture<?>> running;
            try (AeroArrowClient client = connect(server)) {
                FaultRule logins = server.faults().add(Fault.stallAfter(0), FaultTarget.on(RequestType.ADMIN));
                running = List.of(
                        client.async().get(KEY, BinSelection.all(), READ),
                        client.async().batch(ENTRIES, BATCH),
                        blocking(() -> client.get(KEY, BinSelection.all(), READ)),
                        blocking(() -> client.batch(ENTRIES, BATCH)),
                        blocking(() -> scan(client)));
                awaitHits(logins, 2);
            }
            running.forEach(ClosingClient::closedErrorOf);
            Waits.until(() -> server.connections() == 0);
        }
    }

    @Test
    void endsCallersThatWaitForAConnect() throws IOException {
        EventLoops loops = EventLoops.join();
        try (BlackHole hole = new BlackHole()) {
            ClientConfig config = ClientConfig.of(hole.address()).withConnectTimeout(Duration.ofMinutes(5));
            ConnectionPool pool = new ConnectionPool(loops, Endpoint.of(hole.address(), config), config);
            Deadline patient = Deadline.in(Duration.ofMinutes(5));
            CompletableFuture<Connection> later = new CompletableFuture<>();
            Runnable unused = pool.takeAsync(patient, later::complete, later::completeExceptionally);
            CompletableFuture<Object> laterForCaller = new CompletableFuture<>();
            Runnable unusedForCaller =
                    pool.takeForCallerAsync(patient, laterForCaller::complete, laterForCaller::completeExceptionally);
            List<CompletableFuture<?>> running = List.of(
                    later,
                    laterForCaller,
                    blocking(() -> pool.take(patient)),
                    blocking(() -> pool.takeForCaller(patient)));
            Waits.until(() -> Blocked.threads("ConnectionPool") == 2);
            assertThat(running).noneMatch(CompletableFuture::isDone);
            loops.operations().endAll();
            pool.close();
            running.forEach(operation -> closedErrorOf(operation));
        } finally {
            loops.close();
        }
    }
}
