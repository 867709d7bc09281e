package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.message.FrameHeader;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One login request and its answer, on a connection that is not in use yet. */
final class LoginCall implements ExchangeListener {

    private final NodeSession.Attempt attempt;
    private final FrameReader frame = new FrameReader(FrameHeader::adminLength);
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    private boolean done;

    LoginCall(NodeSession.Attempt attempt) {
        this.attempt = attempt;
    }

    /**
     * Sends the request.
     *
     * @return as of {@link NodeSession.Attempt#answered}
     */
    CompletableFuture<Boolean> start(Connection connection) {
        connection.send(attempt.request(), this);
        return outcome;
    }

    @Override
    public void received(Connection from, ByteBuf bytes) {
        AeroArrowException violation = null;
        synchronized (this) {
            if (done) {
                bytes.release();
                return;
            }
            try {
                if (!frame.read(from.take(bytes))) {
                    return;
                }
                frame.requireEnd();
                from.finish();
            } catch (AeroArrowException e) {
                violation = e;
            }
            done = true;
        }
        // No other thread gets here for this call. No lock is held while the connections that wait for the login
        // continue.
        end(violation);
    }

    private void end(@Nullable AeroArrowException violation) {
        try {
            if (violation != null) {
                throw violation;
            }
            outcome.complete(attempt.answered(frame.body()));
        } catch (AeroArrowException e) {
            attempt.failed(e);
            outcome.completeExceptionally(e);
        } finally {
            frame.close();
        }
    }

    @Override
    public void broken(Connection from, Throwable cause) {
        abandon(from.brokenBy(cause));
    }

    /** Stops waiting for an answer. */
    void abandon(AeroArrowException cause) {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
        }
        frame.close();
        attempt.failed(cause);
        outcome.completeExceptionally(cause);
    }
}
