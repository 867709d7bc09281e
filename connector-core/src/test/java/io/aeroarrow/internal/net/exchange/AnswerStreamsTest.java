package io.aeroarrow.internal.net.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Broken;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Event;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Received;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that the calling thread reads. */
@Timeout(60)
class AnswerStreamsTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final RequestEncoder REQUEST = buffers -> WireBytes.direct(new byte[] {1});

    private final EventLoops loops = EventLoops.join();

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private AnswerStreams streams() {
        return AnswerStreams.open(loops.operations(), MemoryBudget.unlimited());
    }

    private ConnectionPool pool(HostAddress address, int max) {
        ClientConfig config = ClientConfig.of(address).withPool(PoolConfig.DEFAULT.withMax(max));
        return new ConnectionPool(loops, Endpoint.of(address, config), config);
    }

    private static Deadline later() {
        return Deadline.in(LONG);
    }

    private static int receive(Event event) {
        assertThat(event).isInstanceOf(Received.class);
        ByteBuf bytes = ((Received) event).bytes();
        try {
            return bytes.readableBytes();
        } finally {
            bytes.release();
        }
    }

    /** Answers each request with a number of bytes that count up. */
    private static ScriptedServer answering(int bytes) {
        byte[] answer = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            answer[i] = (byte) i;
        }
        return new ScriptedServer(peer -> {
            while (peer.in().read() == 1) {
                peer.send(answer);
            }
        });
    }

    @Test
    void reusesAConnectionForTheNextStream() {
        try (ScriptedServer server = answering(3_000_000);
                ConnectionPool pool = pool(server.address(), 10)) {
            for (int round = 0; round < 5; round++) {
                try (AnswerStreams streams = streams()) {
                    AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
                    int received = 0;
                    while (received < 3_000_000) {
                        received += receive(streams.poll(later()));
                    }
                    assertThat(received).isEqualTo(3_000_000);
                    stream.finish(false);
                }
                assertThat(pool.idle()).isEqualTo(1);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void givesAConnectionBackOnceAlthoughItsStreamEndsTwice() {
        try (ScriptedServer server = answering(10);
                ConnectionPool pool = pool(server.address(), 1);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            stream.abandon();
            stream.abandon();
            stream.finish(false);
            AnswerStream next = SentStreams.start(streams, pool, REQUEST, later());
            AnswerStream waiting = streams.start(pool, REQUEST, later());
            assertThat(waiting.isSent()).isFalse();
            waiting.abandon();
            next.abandon();
        }
    }

    @Test
    void closesTheConnectionOfACompleteAnswerThatBytesFollow() {
        try (ScriptedServer server = answering(10);
                ConnectionPool pool = pool(server.address(), 1);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            assertThat(receive(streams.poll(later()))).isPositive();
            stream.finish(true);
            assertThat(pool.idle()).isZero();
            SentStreams.start(streams, pool, REQUEST, later()).abandon();
        }
    }

    @Test
    void leavesOutAPausedStreamAndLosesNothing() {
        int size = 12_000_000;
        try (ScriptedServer server = answering(size);
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream one = SentStreams.start(streams, pool, REQUEST, later());
            AnswerStream two = SentStreams.start(streams, pool, REQUEST, later());
            // Pauses the stream that was just read, as it may have more bytes ready.
            Event first = streams.poll(later());
            AnswerStream paused = first.stream();
            int ofPaused = receive(first);
            paused.pause(true);
            for (int ofOther = 0; ofOther < size; ) {
                Event event = streams.poll(later());
                assertThat(event.stream()).isNotSameAs(paused);
                ofOther += receive(event);
            }
            paused.pause(false);
            while (ofPaused < size) {
                ofPaused += receive(streams.poll(later()));
            }
            assertThat(ofPaused).isEqualTo(size);
            one.finish(false);
            two.finish(false);
            assertThat(pool.idle()).isEqualTo(2);
        }
    }

    @Test
    void keepsRetainedBytesUnchanged() {
        try (ScriptedServer server = answering(2_000_000);
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            List<ByteBuf> held = new ArrayList<>();
            int received = 0;
            while (received < 2_000_000) {
                ByteBuf bytes = ((Received) streams.poll(later())).bytes();
                received += bytes.readableBytes();
                held.add(bytes);
            }
            stream.finish(false);
            int at = 0;
            for (ByteBuf bytes : held) {
                byte[] found = ByteBufUtil.getBytes(bytes);
                bytes.release();
                byte[] wanted = new byte[found.length];
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i] = (byte) (at + i);
                }
                assertThat(found).isEqualTo(wanted);
                at += found.length;
            }
            assertThat(at).isEqualTo(2_000_000);
        }
    }

    @Test
    void readsSeveralAnswersAtTheSameTime() {
        try (ScriptedServer one = answering(900_000);
                ScriptedServer two = answering(1_000_000);
                ConnectionPool poolOfOne = pool(one.address(), 10);
                ConnectionPool poolOfTwo = pool(two.address(), 10);
                AnswerStreams streams = streams()) {
            Map<AnswerStream, Integer> missing = new HashMap<>();
            missing.put(SentStreams.start(streams, poolOfOne, REQUEST, later()), 900_000);
            missing.put(SentStreams.start(streams, poolOfTwo, REQUEST, later()), 1_000_000);
            missing.put(SentStreams.start(streams, poolOfTwo, REQUEST, later()), 1_000_000);
            while (!missing.isEmpty()) {
                Event event = streams.poll(later());
                int left = missing.get(event.stream()) - receive(event);
                assertThat(left).isNotNegative();
                if (left > 0) {
                    missing.put(event.stream(), left);
                } else {
                    missing.remove(event.stream());
                    event.stream().finish(false);
                }
            }
            assertThat(poolOfTwo.idle()).isEqualTo(2);
        }
    }

    @Test
    void reportsThatANodeClosedTheConnection() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    assertThat(peer.in().read()).isEqualTo(1);
                    peer.send(new byte[] {7, 8});
                });
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            int received = 0;
            while (received < 2) {
                received += receive(streams.poll(later()));
            }
            Event end = streams.poll(later());
            assertThat(end).isInstanceOf(Broken.class);
            assertThat(end.stream()).isSameAs(stream);
            assertThat(((Broken) end).cause()).hasMessage("the node closed the connection");
            stream.abandon();
            assertThat(pool.idle()).isZero();
        }
    }

    @Test
    void returnsNoEventAtTheDeadline() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    assertThat(peer.in().read()).isEqualTo(1);
                    peer.awaitHangUp();
                });
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            long begun = System.nanoTime();
            assertThat(streams.poll(Deadline.in(Duration.ofMillis(30)))).isNull();
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000L);
            stream.abandon();
        }
    }

    @Test
    void endsTheWaitOnInterruptAndKeepsTheInterruptFlag() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp);
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream stream = SentStreams.start(streams, pool, REQUEST, later());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> streams.poll(later())).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            stream.abandon();
            assertThat(pool.idle()).isZero();
        }
    }
}
