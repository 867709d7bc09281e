package io.aeroarrow.embedded;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** A socket for raw bytes, for requests that no client sends. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long SIZE_MASK = 0xffff_ffff_ffffL;

    private final Socket socket;
    private final DataInputStream in;

    RawConnection(EmbeddedServer server) throws IOException {
        this(server.host(), server.port());
    }

    public RawConnection(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    public void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
    }

    /** Reads one frame, its header included. */
    public byte[] readFrame() throws IOException {
        long header = in.readLong();
        byte[] frame = new byte[8 + (int) (header & SIZE_MASK)];
        java.nio.ByteBuffer.wrap(frame).putLong(header);
        in.readFully(frame, 8, frame.length - 8);
        return frame;
    }

    byte[] read(int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.readFully(read);
        return read;
    }

    void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Whether the server closes the connection without sending another byte. */
    boolean isClosedByServer() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException | java.net.SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
