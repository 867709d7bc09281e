package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.net.tls.TlsContext;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The steps between the opening of a connection and its first request: the TLS handshake, then the login. */
final class ConnectionSetUp {

    /** After a restart of the node, a token and its successor may both be unknown. */
    static final int MAX_ATTEMPTS = 3;

    private final Endpoint endpoint;
    private final Connection connection;
    private final CompletableFuture<Connection> ready = new CompletableFuture<>();
    private volatile @Nullable LoginCall call;
    private volatile String stage = "TLS handshake with";

    private ConnectionSetUp(Endpoint endpoint, Connection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    /**
     * Sets up a connection.
     *
     * @param handshake the TLS handshake, which may be done; null without TLS
     * @return completed by an event loop; on failure the connection is closed
     */
    static CompletableFuture<Connection> run(
            Endpoint endpoint, Connection connection, EventLoop loop, @Nullable Future<Channel> handshake) {
        if (endpoint.tls() == null && endpoint.session() == null) {
            return CompletableFuture.completedFuture(connection);
        }
        ConnectionSetUp setUp = new ConnectionSetUp(endpoint, connection);
        Future<?> timer = loop.schedule(setUp::timedOut, endpoint.loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = setUp.encrypt(handshake)
                .thenCompose(encrypted -> setUp.logIn(1))
                .whenComplete((done, failure) -> {
                    timer.cancel(false);
                    setUp.end(failure);
                });
        // Not the dependent future, which would wrap errors in CompletionException.
        return setUp.ready;
    }

    private CompletableFuture<Void> encrypt(@Nullable Future<Channel> handshake) {
        TlsContext tls = endpoint.tls();
        CompletableFuture<Void> encrypted = new CompletableFuture<>();
        if (tls == null) {
            encrypted.complete(null);
            return encrypted;
        }
        Objects.requireNonNull(handshake, "handshake").addListener(shaken -> {
            if (shaken.isSuccess()) {
                encrypted.complete(null);
            } else {
                encrypted.completeExceptionally(tls.failures().ofHandshake(shaken.cause()));
            }
        });
        return encrypted;
    }

    private CompletableFuture<Void> logIn(int attempt) {
        NodeSession session = endpoint.session();
        if (session == null || ready.isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        stage = "login at";
        return session.next().thenCompose(this::send).thenCompose(accepted -> {
            if (accepted) {
                return CompletableFuture.completedFuture(null);
            }
            if (attempt == MAX_ATTEMPTS) {
                return CompletableFuture.failedFuture(noTokenAccepted(endpoint));
            }
            return logIn(attempt + 1);
        });
    }

    static AccessRefusedException noTokenAccepted(Endpoint endpoint) {
        return AccessRefusedException.because(
                ResultCode.NOT_AUTHENTICATED.code(), endpoint.address() + " rejects the session tokens that it issues");
    }

    private CompletableFuture<Boolean> send(NodeSession.Attempt attempt) {
        LoginCall next = new LoginCall(attempt);
        call = next;
        CompletableFuture<Boolean> accepted = next.start(connection);
        if (ready.isDone()) {
            next.abandon(deadlineExceeded());
        }
        return accepted;
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            if (!ready.complete(connection)) {
                connection.close();
            }
            return;
        }
        connection.close();
        ready.completeExceptionally(typed(failure));
    }

    private AeroArrowException typed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof AeroArrowException known
                ? known
                : new ConnectionFailedException(
                        "the connection to " + endpoint.address() + " could not be set up", cause);
    }

    private void timedOut() {
        DeadlineExceededException failure = deadlineExceeded();
        if (ready.completeExceptionally(failure)) {
            connection.close();
            LoginCall running = call;
            if (running != null) {
                running.abandon(failure);
            }
        }
    }

    private DeadlineExceededException deadlineExceeded() {
        return endpoint.setUpTimeout(stage);
    }
}
