package io.aeroarrow.client;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A proxy between client and server that breaks the answers to data requests as a test defines. */
final class FaultProxy implements AutoCloseable {

    private final ScriptedServer front;
    private final AtomicInteger dataRequests = new AtomicInteger();

    /**
     * The fault of one answer.
     *
     * @param afterBytes the number of bytes that pass
     * @param stall whether the rest is held back; otherwise the connection is closed
     */
    record Fault(long afterBytes, boolean stall) {
        static final Fault NONE = new Fault(Long.MAX_VALUE, false);
    }

    /** Breaks what {@code faults} says of each data request by its number, from 0. */
    FaultProxy(EmbeddedServer server, IntFunction<Fault> faults) {
        front = new ScriptedServer(peer -> relay(server, peer, faults), Integer.MAX_VALUE);
    }

    private void relay(EmbeddedServer server, ScriptedServer.Peer peer, IntFunction<Fault> faults) throws IOException {
        try (Socket back = new Socket(server.host(), server.port())) {
            back.setTcpNoDelay(true);
            while (true) {
                byte[] request = peer.readFrame();
                back.getOutputStream().write(request);
                if (request[1] == 3) {
                    Fault fault = faults.apply(dataRequests.getAndIncrement());
                    if (!pass(back.getInputStream(), peer, fault)) {
                        return;
                    }
                } else {
                    byte[] header = back.getInputStream().readNBytes(8);
                    peer.send(header);
                    peer.send(back.getInputStream().readNBytes(bodyLength(header)));
                }
            }
        }
    }

    /**
     * Forwards an answer of several frames.
     *
     * @return false if it was broken off
     */
    private static boolean pass(InputStream back, ScriptedServer.Peer peer, Fault fault) throws IOException {
        long left = fault.afterBytes;
        boolean last = false;
        while (!last) {
            byte[] header = back.readNBytes(8);
            byte[] body = back.readNBytes(bodyLength(header));
            last = holdsLast(body);
            if (left < header.length + body.length) {
                byte[] part = java.util.Arrays.copyOf(
                        io.aeroarrow.internal.request.WireBytes.concat(header, body), (int) left);
                peer.send(part);
                if (fault.stall) {
                    peer.awaitHangUp();
                }
                return false;
            }
            left -= header.length + body.length;
            peer.send(header);
            peer.send(body);
        }
        return true;
    }

    /** Whether the frame ends with the last message, which the embedded server sends as a message of its own. */
    private static boolean holdsLast(byte[] body) {
        return body.length == 22 && (body[3] & 1) != 0;
    }

    private static int bodyLength(byte[] header) {
        return (int) (java.nio.ByteBuffer.wrap(header).getLong() & 0xffff_ffff_ffffL);
    }

    ClientConfig config() {
        return ClientConfig.of(front.address());
    }

    int dataRequests() {
        return dataRequests.get();
    }

    @Override
    public void close() {
        front.close();
    }
}
