package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;

/** Hears what comes back on a connection. Called by the connection's event loop, which it must never block. */
public interface ExchangeListener {

    /**
     * Bytes came in.
     *
     * @param bytes owned by the listener, which tells the connection once it has {@linkplain Connection#take taken}
     *     them
     */
    void received(Connection connection, ByteBuf bytes);

    /** The connection broke; nothing more comes from it. */
    void broken(Connection connection, Throwable cause);

    /**
     * Looks whether the exchange has run out of time, and ends it then.
     *
     * @return false if somebody else watches that
     */
    default boolean checkTime() {
        return false;
    }
}
