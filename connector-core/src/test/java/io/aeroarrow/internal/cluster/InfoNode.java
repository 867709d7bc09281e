package io.aeroarrow.internal.cluster;

import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node that answers only info requests, as a test defines. */
final class InfoNode implements AutoCloseable {

    private final Map<String, Supplier<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ScriptedServer server;
    private int generation = 1;
    private boolean stalled;

    InfoNode(String id) {
        this(id, InetAddress.getLoopbackAddress());
    }

    /** A node that holds all partitions of "ns" and knows no other, on an address of this machine. */
    InfoNode(String id, InetAddress address) {
        say("node", id);
        say("cluster-name", "null");
        say("peers-generation", "1");
        say("partition-generation", "1");
        say("rebalance-generation", "1");
        say("peers-clear-std", "1,3000,[]");
        say("replicas", replicas(0, partition -> true));
        server = new ScriptedServer(this::serve, Integer.MAX_VALUE, address);
    }

    private void serve(ScriptedServer.Peer peer) throws IOException {
        while (true) {
            byte[] request = peer.readFrame();
            awaitUnstalled();
            String names = new String(request, 8, request.length - 8, StandardCharsets.UTF_8);
            StringBuilder body = new StringBuilder();
            for (String name : List.of(names.split("\n"))) {
                body.append(name).append('\t').append(answer(name)).append('\n');
            }
            asked.incrementAndGet();
            peer.send(WireBytes.rawFrame(2, 1, body.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private synchronized void awaitUnstalled() throws IOException {
        try {
            while (stalled) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String answer(String name) {
        Supplier<String> answer = answers.get(name);
        return answer == null ? "ERROR:4:unrecognized command" : answer.get();
    }

    void say(String name, String value) {
        say(name, () -> value);
    }

    void say(String name, Supplier<String> value) {
        answers.put(name, value);
    }

    /** Sets the peers, as {@code id@address}. */
    synchronized void peers(String... peers) {
        String list = Stream.of(peers)
                .map(peer -> peer.split("@", 2))
                .map(peer -> "[" + peer[0] + ",,[" + peer[1] + "]]")
                .collect(Collectors.joining(","));
        say("peers-clear-std", "1,3000,[" + list + "]");
        generation++;
        say("peers-generation", Integer.toString(generation));
    }

    /** Sets the claimed partitions of "ns", with a predicate for each replica. */
    synchronized void holds(int regime, IntPredicate... held) {
        say("replicas", replicas(regime, held));
        generation++;
        say("partition-generation", Integer.toString(generation));
    }

    private static String replicas(int regime, IntPredicate... held) {
        return "ns:" + regime + "," + held.length + ","
                + TestViews.claims(regime, held).columns().stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .collect(Collectors.joining(","));
    }

    /** Stops answering, or resumes and also answers the requests received meanwhile. */
    synchronized void stall(boolean silent) {
        stalled = silent;
        notifyAll();
    }

    /** The number of requests answered. */
    int asked() {
        return asked.get();
    }

    HostAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        stall(false);
        server.close();
    }
}
