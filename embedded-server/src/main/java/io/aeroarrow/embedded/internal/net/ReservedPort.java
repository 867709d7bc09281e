package io.aeroarrow.embedded.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Keeps a stopped node's port from being given to anybody else; nobody listens there, so that connections are refused. */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket;

    private ReservedPort(Socket socket) {
        this.socket = socket;
    }

    public static ReservedPort of(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            // So that neither this nor the next server minds the old connections' remains.
            socket.setReuseAddress(true);
            socket.bind(address);
            return new ReservedPort(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep port " + address.getPort(), e);
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
