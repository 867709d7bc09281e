package io.aeroarrow.internal.net.connection;

import io.aeroarrow.policy.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A host that drops connects: its queue of connections that nobody accepts is full. */
public final class BlackHole implements AutoCloseable {

    private static final int MORE_THAN_THE_QUEUE = 4;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> callers = new ArrayList<>();

    public BlackHole() throws IOException {
        for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
            SocketChannel caller = SocketChannel.open();
            caller.configureBlocking(false);
            callers.add(caller);
            caller.connect(socket.getLocalSocketAddress());
        }
    }

    public HostAddress address() {
        return new HostAddress("127.0.0.1", socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel caller : callers) {
            caller.close();
        }
        socket.close();
    }
}
