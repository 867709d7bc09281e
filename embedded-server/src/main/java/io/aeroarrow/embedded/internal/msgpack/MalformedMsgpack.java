package io.aeroarrow.embedded.internal.msgpack;

/** Bytes that are no msgpack, or not the msgpack that may stand there. */
public final class MalformedMsgpack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMsgpack(String reason) {
        // Answered with a result code, so it carries no stack trace.
        super(reason, null, false, false);
    }
}
