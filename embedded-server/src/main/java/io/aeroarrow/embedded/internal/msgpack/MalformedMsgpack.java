package io.aeroarrow.embedded.internal.msgpack;

/** Bytes that are not msgpack, or an element that is not allowed at its place. */
public final class MalformedMsgpack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMsgpack(String reason) {
        // Answered with a result code, so it needs no stack trace.
        super(reason, null, false, false);
    }
}
