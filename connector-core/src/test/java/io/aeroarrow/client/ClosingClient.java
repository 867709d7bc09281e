package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Certificates;
import io.aeroarrow.Waits;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.TlsConfig;
import io.aeroarrow.policy.WritePolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A client to be closed while operations run, its server, and a second client that must not notice. All timeouts are
 * longer than a test may take.
 */
final class ClosingClient implements AutoCloseable {

    static final String SET = "closing";
    static final int RECORDS = 50;
    static final Timeouts PATIENT = new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), 2);

    /** The longest time that operations may take to end once their client is closed. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private static final String TLS_NAME = "closing-node";

    private final EmbeddedServer server;
    private final AeroArrowClient other;
    private final AeroArrowClient client;

    private ClosingClient(EmbeddedServer server, ClientConfig config, UnaryOperator<ClientConfig> change) {
        this.server = server;
        other = AeroArrowClient.connect(config);
        for (int i = 0; i < RECORDS; i++) {
            other.put(key(i), List.of(new Bin("n", Value.of(i))), WritePolicy.DEFAULT);
        }
        client = AeroArrowClient.connect(change.apply(config));
    }

    static ClosingClient clear() {
        return clear(config -> config);
    }

    static ClosingClient clear(UnaryOperator<ClientConfig> change) {
        EmbeddedServer server = EmbeddedServer.start();
        return new ClosingClient(server, config(new HostAddress(server.host(), server.port())), change);
    }

    static ClosingClient encrypted(Certificates certificates) {
        EmbeddedServer server = EmbeddedServer.start(ServerConfig.builder()
                .tls(certificates.named(TLS_NAME).asServer(TLS_NAME))
                .build());
        ClientConfig config = config(new HostAddress(server.host(), server.port(), TLS_NAME))
                .withTls(TlsConfig.trusting(certificates.authority()));
        return new ClosingClient(server, config, same -> same);
    }

    private static ClientConfig config(HostAddress address) {
        return ClientConfig.of(address)
                .withConnectTimeout(Duration.ofMinutes(1))
                .withLoginTimeout(Duration.ofMinutes(1));
    }

    static Key key(int i) {
        return Key.of("test", SET, i);
    }

    EmbeddedServer server() {
        return server;
    }

    AeroArrowClient client() {
        return client;
    }

    AeroArrowClient other() {
        return other;
    }

    CursorClient cursors() {
        return client.unwrap(CursorClient.class);
    }

    /** Makes the node accept requests and send nothing. */
    FaultRule silence(RequestType type) {
        return server.faults().add(Fault.stallAfter(0), FaultTarget.on(type));
    }

    /** Waits until the node is silent to so many requests. */
    static void awaitHits(FaultRule rule, int hits) {
        Waits.until(() -> rule.hits() >= hits);
    }

    /** Runs an operation on a thread of its own. */
    static <T> CompletableFuture<T> blocking(Supplier<T> operation) {
        return CompletableFuture.supplyAsync(operation, task -> new Thread(task, "blocked").start());
    }

    /** Closes the client. The given operations must end with its error, and no connection of it may stay open. */
    void closeAndExpectEnd(List<? extends CompletableFuture<?>> operations) {
        client.close();
        operations.forEach(ClosingClient::closedErrorOf);
        server.faults().clear();
        assertThat(other.get(key(0))).isPresent();
        other.close();
        Waits.until(() -> server.connections() == 0);
    }

    static ClientClosedException closedErrorOf(CompletableFuture<?> operation) {
        try {
            Object result = operation.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("the operation of a closed client returned " + result);
        } catch (TimeoutException e) {
            throw new AssertionError("the operation of a closed client never ended", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(ClientClosedException.class);
            assertThat(((AeroArrowException) cause).retryable()).isFalse();
            return (ClientClosedException) cause;
        }
    }

    @Override
    public void close() {
        client.close();
        other.close();
        server.close();
    }
}
