package io.aeroarrow.embedded.junit;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends info requests to a starting node. */
record InfoProbe(String host, int port) {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long INFO = 0x0201L << 48;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Waits until the node's cluster is stable: no partition has to move. The node may be the only one.
     *
     * @throws IllegalStateException if the time runs out; the message has the node's last answer
     */
    void awaitCluster(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String said = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                said = ask("cluster-stable:");
                if (said.matches("cluster-stable:\t[0-9A-F]+\n")) {
                    return;
                }
            } catch (IOException e) {
                said = e.toString();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException(
                host + ":" + port + " was not ready after " + patience + "; its last answer: " + said);
    }

    /**
     * Changes the configuration of the namespace {@code test}.
     *
     * @throws IllegalStateException if the node refuses or does not answer
     */
    void setNamespaceConfig(String name, String value) {
        String request = "set-config:context=namespace;namespace=test;" + name + "=" + value;
        try {
            String answer = ask(request);
            if (!answer.equals(request + "\tok\n")) {
                throw new IllegalStateException(host + ":" + port + " refused to set " + name + ": " + answer.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException(host + ":" + port + " did not answer " + request, e);
        }
    }

    private String ask(String name) throws IOException {
        byte[] text = (name + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(INFO | text.length)
                .put(text)
                .array();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            long size = in.readLong() ^ INFO;
            if (size < 0 || size > LONGEST_ANSWER) {
                throw new IOException("the answer is not an info message");
            }
            return new String(in.readNBytes((int) size), StandardCharsets.US_ASCII);
        }
    }
}
