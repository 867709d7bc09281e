package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;

/** Receives the answer of an exchange. Called by the connection's event loop, which it must never block. */
public interface ExchangeListener {

    /**
     * Bytes arrived.
     *
     * @param bytes owned by the listener, which must pass them to {@link Connection#take} before it reads them
     */
    void received(Connection connection, ByteBuf bytes);

    /** The connection broke; no further events follow. */
    void broken(Connection connection, Throwable cause);

    /**
     * Ends the exchange if its deadline has passed.
     *
     * @return false if another thread watches the deadline
     */
    default boolean checkTime() {
        return false;
    }
}
