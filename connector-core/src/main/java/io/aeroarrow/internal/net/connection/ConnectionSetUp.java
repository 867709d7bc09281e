package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
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

/** What happens between the opening of a connection and its first request: the handshake of TLS, then the login. */
final class ConnectionSetUp {

    /** A token may turn out to be unknown, and the one after it, if the node has just been restarted. */
    static final int MOST_ATTEMPTS = 3;

    private final Endpoint endpoint;
    private final Connection connection;
    private final CompletableFuture<Connection> ready = new CompletableFuture<>();
    private volatile @Nullable LoginCall call;
    private volatile String stage = "TLS handshake with ";

    private ConnectionSetUp(Endpoint endpoint, Connection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    /**
     * Sets a connection up.
     *
     * @param handshake that of TLS, null without; it may be over
     * @return is completed by an event loop; if it fails, the connection is closed
     */
    static CompletableFuture<Connection> run(
            Endpoint endpoint, Connection connection, EventLoop loop, @Nullable Future<Channel> handshake) {
        if (endpoint.tls() == null && endpoint.session() == null) {
            return CompletableFuture.completedFuture(connection);
        }
        ConnectionSetUp setUp = new ConnectionSetUp(endpoint, connection);
        Future<?> timer = loop.schedule(setUp::late, endpoint.loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = setUp.encrypt(handshake)
                .thenCompose(done -> setUp.logIn(1))
                .whenComplete((done, failure) -> {
                    timer.cancel(false);
                    setUp.end(failure);
                });
        // Not what depends on it: that would wrap errors.
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
        stage = "login at ";
        return session.next().thenCompose(this::send).thenCompose(in -> {
            if (in) {
                return CompletableFuture.completedFuture(null);
            }
            if (attempt == MOST_ATTEMPTS) {
                return CompletableFuture.failedFuture(noTokenTaken(endpoint));
            }
            return logIn(attempt + 1);
        });
    }

    static AccessRefusedException noTokenTaken(Endpoint endpoint) {
        return AccessRefusedException.because(
                ResultCode.NOT_AUTHENTICATED.code(),
                endpoint.address() + " takes none of the session tokens that it gives");
    }

    private CompletableFuture<Boolean> send(NodeSession.Attempt attempt) {
        LoginCall next = new LoginCall(attempt);
        call = next;
        CompletableFuture<Boolean> answered = next.start(connection);
        if (ready.isDone()) {
            next.abandon(lateness());
        }
        return answered;
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

    private void late() {
        DeadlineExceededException lateness = lateness();
        if (ready.completeExceptionally(lateness)) {
            connection.close();
            LoginCall running = call;
            if (running != null) {
                running.abandon(lateness);
            }
        }
    }

    private DeadlineExceededException lateness() {
        return new DeadlineExceededException(
                Limit.LOGIN,
                endpoint.loginTimeout(),
                "the " + stage + endpoint.address() + " took longer than "
                        + endpoint.loginTimeout().toMillis() + " ms (loginTimeout)");
    }
}
