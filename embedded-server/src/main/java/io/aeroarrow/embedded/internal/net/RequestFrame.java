package io.aeroarrow.embedded.internal.net;

/** A complete frame from a client. */
final class RequestFrame {
    private final int type;
    private final byte[] body;

    RequestFrame(int type, byte[] body) {
        this.type = type;
        this.body = body;
    }

    int type() {
        return type;
    }

    byte[] body() {
        return body;
    }
}
