package io.aeroarrow.embedded.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Reserves the port of a stopped node. Nothing listens there, so connections are refused. */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket;

    private ReservedPort(Socket socket) {
        this.socket = socket;
    }

    public static ReservedPort of(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            // Connections in TIME_WAIT must not block this bind or the next server's.
            socket.setReuseAddress(true);
            socket.bind(address);
            return new ReservedPort(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reserve port " + address.getPort(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
