package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.message.FrameHeader;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request of a login and its answer, on a connection that nobody else uses yet. */
final class LoginCall implements ExchangeListener {

    private final NodeSession.Attempt attempt;
    private final FrameReader frame = new FrameReader(FrameHeader::adminLength);
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    private boolean over;

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
            if (over) {
                bytes.release();
                return;
            }
            try {
                if (!frame.read(from.take(bytes))) {
                    return;
                }
                from.finish();
            } catch (AeroArrowException e) {
                violation = e;
            }
            over = true;
        }
        // From here on, nobody else comes in; and no lock is held while others that wait for the login go on.
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

    /** Waits no more for an answer. */
    void abandon(AeroArrowException cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        frame.close();
        attempt.failed(cause);
        outcome.completeExceptionally(cause);
    }
}
