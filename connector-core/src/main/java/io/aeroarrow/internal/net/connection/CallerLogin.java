package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.message.FrameHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Logs in on a {@link CallerConnection}, as {@link ConnectionSetUp} does on connections of event loops. */
final class CallerLogin {

    private final Endpoint endpoint;
    private final NodeSession session;
    private final CallerConnection connection;
    private final Deadline deadline;

    private CallerLogin(Endpoint endpoint, NodeSession session, CallerConnection connection, Deadline deadline) {
        this.endpoint = endpoint;
        this.session = session;
        this.connection = connection;
        this.deadline = deadline;
    }

    /**
     * Logs in if credentials are configured. On failure the connection is closed.
     *
     * @param deadline of the whole set-up: {@link Endpoint#loginTimeout()}
     */
    static void run(Endpoint endpoint, CallerConnection connection, Deadline deadline) {
        NodeSession session = endpoint.session();
        if (session == null) {
            return;
        }
        try {
            new CallerLogin(endpoint, session, connection, deadline).run();
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void run() {
        for (int attempt = 0; attempt < ConnectionSetUp.MAX_ATTEMPTS; attempt++) {
            if (attempt()) {
                return;
            }
        }
        throw ConnectionSetUp.noTokenAccepted(endpoint);
    }

    private boolean attempt() {
        NodeSession.Attempt attempt = next();
        try (FrameReader answer = new FrameReader(FrameHeader::adminLength)) {
            connection.exchange(attempt.request(), answer, deadline);
            answer.requireEnd();
            return attempt.answered(answer.body());
        } catch (DeadlineExceededException e) {
            attempt.failed(e);
            throw endpoint.setUpTimeout("login at");
        } catch (AeroArrowException e) {
            attempt.failed(e);
            throw e;
        }
    }

    /** Gets the request to send. Waits while another connection logs in. */
    private NodeSession.Attempt next() {
        CompletableFuture<NodeSession.Attempt> next = session.next();
        try {
            return next.get(deadline.waitNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            decline(next, e);
            throw endpoint.setUpTimeout("login at");
        } catch (InterruptedException e) {
            decline(next, e);
            throw Deadline.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AccessRefusedException refused) {
                throw AccessRefusedException.because(refused.resultCode(), refused.getMessage());
            }
            throw new ConnectionFailedException(
                    "the login of another connection to " + endpoint.address() + " failed", e.getCause());
        }
    }

    /** Gives back an attempt that may still arrive: other connections would wait for its login. */
    private static void decline(CompletableFuture<NodeSession.Attempt> next, Exception cause) {
        CompletableFuture<Void> unused = next.thenAccept(attempt -> attempt.failed(cause));
    }
}
