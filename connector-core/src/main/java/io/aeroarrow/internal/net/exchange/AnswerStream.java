package io.aeroarrow.internal.net.exchange;

/** A request that has been sent, and the answer that comes in bit by bit; see {@link AnswerStreams}. */
public interface AnswerStream {

    /**
     * Gives the connection back, once the answer has been read to its end.
     *
     * @throws io.aeroarrow.error.ProtocolViolationException if more has come than that
     */
    void finish();

    /** Closes the connection: what else may come on it must not reach anybody. */
    void abandon();
}
