package io.aeroarrow.arrow;

import io.aeroarrow.policy.ClientConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and cuts the first connections that carry data after some bytes of their answers. */
final class CuttingProxy implements AutoCloseable {

    private static final int DATA = 3;

    private final ServerSocket front;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cutsLeft;
    private final long afterBytes;
    private final String host;
    private final int port;

    CuttingProxy(String host, int port, int cuts, long afterBytes) throws IOException {
        this.host = host;
        this.port = port;
        this.cutsLeft = new AtomicInteger(cuts);
        this.afterBytes = afterBytes;
        this.front = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    ClientConfig config() {
        return ClientConfig.of(front.getInetAddress().getHostAddress(), front.getLocalPort());
    }

    /** How many cuts have not come to pass. */
    int cutsLeft() {
        return cutsLeft.get();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                Socket server = new Socket(host, port);
                AtomicInteger requests = new AtomicInteger();
                threads.execute(() -> relayRequests(client, server, requests));
                threads.execute(() -> relayAnswers(client, server, requests));
            } catch (IOException e) {
                // The proxy is closed, which ends this loop.
            }
        }
    }

    private static void relayRequests(Socket client, Socket server, AtomicInteger dataRequests) {
        try (client;
                server) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            while (true) {
                long header = in.readLong();
                byte[] body = in.readNBytes((int) (header & 0xffff_ffff_ffffL));
                if ((header >>> 48 & 0xff) == DATA) {
                    dataRequests.incrementAndGet();
                }
                out.write(ByteBuffer.allocate(8 + body.length)
                        .putLong(header)
                        .put(body)
                        .array());
            }
        } catch (IOException e) {
            // One of the two has closed its connection; now both have.
        }
    }

    private void relayAnswers(Socket client, Socket server, AtomicInteger dataRequests) {
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[4096];
            long passed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passed += dataRequests.get() > 0 ? read : 0;
                if (passed > afterBytes && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // As above.
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        threads.shutdownNow();
    }
}
