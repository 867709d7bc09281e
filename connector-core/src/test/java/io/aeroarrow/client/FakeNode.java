package io.aeroarrow.client;

import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A node that reports all partitions as its own, and answers data requests as a test defines. */
final class FakeNode implements AutoCloseable {

    private final ScriptedServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    private volatile UnaryOperator<String> moreInfo = name -> "ERROR:4:unrecognized command";

    /** Answers a data request. */
    interface Answer {
        /**
         * Sends the answer.
         *
         * @param number the number of the request, from 0
         * @return whether the node continues to answer on this connection
         */
        boolean send(int number, byte[] request, ScriptedServer.Peer peer) throws IOException;
    }

    FakeNode(Answer answer) {
        this(answer, 1);
    }

    FakeNode(Answer answer, int hangUps) {
        server = new ScriptedServer(peer -> serve(peer, answer), hangUps);
    }

    /** A node that sends the same bytes for each request and keeps the connection open. */
    static FakeNode sending(byte[] bytes) {
        return new FakeNode((number, request, peer) -> {
            peer.send(bytes);
            return true;
        });
    }

    private void serve(ScriptedServer.Peer peer, Answer answer) throws IOException {
        boolean data = false;
        while (true) {
            byte[] request;
            try {
                request = peer.readFrame();
            } catch (IOException e) {
                if (data) {
                    peer.awaitHangUp();
                }
                return;
            }
            if (request[1] == 1) {
                peer.send(info(new String(request, 8, request.length - 8, StandardCharsets.UTF_8)));
            } else {
                data = true;
                received.add(request);
                if (!answer.send(requests.getAndIncrement(), request, peer)) {
                    return;
                }
            }
        }
    }

    /** Defines the answers to info requests other than those of tending. */
    FakeNode onInfo(UnaryOperator<String> answer) {
        moreInfo = answer;
        return this;
    }

    private byte[] info(String names) {
        StringBuilder body = new StringBuilder();
        for (String name : List.of(names.split("\n"))) {
            body.append(name).append('\t').append(value(name)).append('\n');
        }
        return WireBytes.rawFrame(2, 1, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String value(String name) {
        return switch (name) {
            case "node" -> "A1";
            case "partition-generation", "peers-generation" -> "1";
            case "cluster-name" -> "null";
            case "peers-clear-std" -> "1,3000,[]";
            case "replicas" -> "test:0,1," + allPartitions();
            default -> moreInfo.apply(name);
        };
    }

    private static String allPartitions() {
        byte[] bits = new byte[512];
        java.util.Arrays.fill(bits, (byte) 0xff);
        return Base64.getEncoder().encodeToString(bits);
    }

    ClientConfig config() {
        return ClientConfig.of(server.address());
    }

    /** The number of data requests received. */
    int requests() {
        return requests.get();
    }

    /** The value of a field of a data request, empty if it has none. */
    byte[] field(int request, int type) {
        ByteBuffer frame = ByteBuffer.wrap(List.copyOf(received).get(request));
        int fields = frame.getShort(8 + 18);
        frame.position(8 + 22);
        for (int i = 0; i < fields; i++) {
            byte[] value = new byte[frame.getInt() - 1];
            int found = frame.get();
            frame.get(value);
            if (found == type) {
                return value;
            }
        }
        return new byte[0];
    }

    /** Waits until the client has closed a connection that carried data. */
    boolean sawHangUp() throws InterruptedException {
        return server.sawHangUp();
    }

    int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        server.close();
    }
}
