package io.aeroarrow.embedded.net;

/** A whole frame as it came from a client. */
final class Frame {
    private final int type;
    private final byte[] body;

    Frame(int type, byte[] body) {
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
