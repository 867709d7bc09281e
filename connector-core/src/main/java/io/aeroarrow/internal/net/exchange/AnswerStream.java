package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.internal.net.connection.Deadline;

/** A request that was sent, and its answer, which arrives in chunks; see {@link AnswerStreams}. */
public interface AnswerStream {

    /** Whether a connection was found, and the request sent on it. */
    boolean isSent();

    /**
     * Returns the connection to its pool. Call it when the answer was read to its end. If further bytes have arrived, the
     * connection is closed: the next request would read them as its answer.
     *
     * @param bytesLeft whether the caller has further bytes
     */
    void finish(boolean bytesLeft);

    /**
     * Sends another request on the same connection. Call it when the answer was read to its end.
     *
     * @param request encodes the frame
     * @return false if further bytes have arrived, or if the node has closed the connection: it is then abandoned
     * @throws io.aeroarrow.error.AeroArrowException if the connection breaks at once; it is then abandoned
     */
    boolean sendAgain(RequestEncoder request, Deadline deadline);

    /**
     * Sets whether the stream's bytes are left with the node for now; {@link AnswerStreams#poll} then leaves it out. Without
     * effect before the request is sent: nothing arrives.
     */
    void pause(boolean paused);

    /** Closes the connection, so that no later request receives the bytes still to come. */
    void abandon();
}
