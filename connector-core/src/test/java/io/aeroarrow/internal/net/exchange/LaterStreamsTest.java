package io.aeroarrow.internal.net.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.BlackHole;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Broken;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Event;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Received;
import io.aeroarrow.internal.net.exchange.AnswerStreams.Sent;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that do not wait for their connection. */
@Timeout(60)
class LaterStreamsTest {

    private static final RequestEncoder REQUEST = buffers -> WireBytes.direct(new byte[] {1});

    private final EventLoops loops = EventLoops.join();

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private AnswerStreams streams() {
        return AnswerStreams.open(loops.operations(), new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private ConnectionPool pool(HostAddress address, int max) {
        ClientConfig config = ClientConfig.of(address)
                .withPool(PoolConfig.DEFAULT.withMax(max))
                .withConnectTimeout(Duration.ofSeconds(20));
        return new ConnectionPool(loops, Endpoint.of(address, config), config);
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofSeconds(40));
    }

    private static ScriptedServer answering() {
        return new ScriptedServer(peer -> {
            while (peer.in().read() == 1) {
                peer.send(new byte[] {7});
            }
        });
    }

    private static void receive(Event event, AnswerStream of) {
        assertThat(event.stream()).isSameAs(of);
        ((Received) event).bytes().release();
    }

    @Test
    void aHostThatDropsConnectsDelaysNoOtherStream() throws IOException {
        try (BlackHole hole = new BlackHole();
                ScriptedServer server = answering();
                ConnectionPool blocked = pool(hole.address(), 10);
                ConnectionPool open = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            long start = System.nanoTime();
            AnswerStream never = streams.start(blocked, REQUEST, later());
            AnswerStream soon = streams.start(open, REQUEST, later());
            // The connect may be faster than the caller. Then no event says that the request was sent.
            if (!soon.isSent()) {
                assertThat(streams.poll(later())).isEqualTo(new Sent(soon));
            }
            assertThat(soon.isSent()).isTrue();
            receive(streams.poll(later()), soon);
            soon.finish(false);
            assertThat(never.isSent()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            never.abandon();
        }
    }

    @Test
    void pausingAStreamThatIsNotSentHasNoEffect() {
        try (ScriptedServer server = answering();
                ConnectionPool pool = pool(server.address(), 1);
                AnswerStreams streams = streams()) {
            AnswerStream first = SentStreams.start(streams, pool, REQUEST, later());
            AnswerStream second = streams.start(pool, REQUEST, later());
            assertThat(second.isSent()).isFalse();
            second.pause(true);
            receive(streams.poll(later()), first);
            first.finish(false);
            assertThat(streams.poll(later())).isInstanceOf(Sent.class);
            receive(streams.poll(later()), second);
            second.finish(false);
        }
    }

    @Test
    void sendsAtOnceWhenAConnectionIsIdle() {
        try (ScriptedServer server = answering();
                ConnectionPool pool = pool(server.address(), 10);
                AnswerStreams streams = streams()) {
            AnswerStream first = SentStreams.start(streams, pool, REQUEST, later());
            receive(streams.poll(later()), first);
            first.finish(false);
            AnswerStream second = streams.start(pool, REQUEST, later());
            assertThat(second.isSent()).isTrue();
            receive(streams.poll(later()), second);
            second.finish(false);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void waitsForABusyConnectionWithoutBlocking() {
        try (ScriptedServer server = answering();
                ConnectionPool pool = pool(server.address(), 1);
                AnswerStreams streams = streams()) {
            AnswerStream busy = SentStreams.start(streams, pool, REQUEST, later());
            AnswerStream abandoned = streams.start(pool, REQUEST, later());
            AnswerStream waiting = streams.start(pool, REQUEST, later());
            abandoned.abandon();
            receive(streams.poll(later()), busy);
            assertThat(waiting.isSent()).isFalse();
            busy.finish(false);
            assertThat(streams.poll(later())).isEqualTo(new Sent(waiting));
            receive(streams.poll(later()), waiting);
            waiting.finish(false);
            assertThat(pool.idle()).isEqualTo(1);
        }
    }

    @Test
    void reportsAHostThatRefuses() {
        HostAddress closed;
        try (ScriptedServer server = answering()) {
            closed = server.address();
        }
        try (ConnectionPool pool = pool(closed, 1);
                AnswerStreams streams = streams()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> requireConnection(streams, pool))
                        .isInstanceOf(ConnectionFailedException.class);
            }
        }
    }

    /** The pool may know at once, or report later. */
    private static void requireConnection(AnswerStreams streams, ConnectionPool pool) throws Throwable {
        AnswerStream stream = streams.start(pool, REQUEST, later());
        Event event = streams.poll(later());
        assertThat(event.stream()).isSameAs(stream);
        assertThat(stream.isSent()).isFalse();
        stream.abandon();
        throw ((Broken) event).cause();
    }

    /** The permit comes back, and the connection is idle. */
    @Test
    void givesBackAConnectionThatArrivesAfterTheStreamWasAbandoned() {
        try (ScriptedServer server = answering();
                ConnectionPool pool = pool(server.address(), 1)) {
            try (AnswerStreams streams = streams()) {
                AnswerStream stream = streams.start(pool, REQUEST, later());
                // The connect may be faster than the caller. The connection of a sent request is closed.
                while (stream.isSent()) {
                    stream.abandon();
                    stream = streams.start(pool, REQUEST, later());
                }
                stream.abandon();
            }
            Waits.until(() -> pool.idle() == 1);
            try (AnswerStreams streams = streams()) {
                AnswerStream next = streams.start(pool, REQUEST, later());
                assertThat(next.isSent()).isTrue();
                next.abandon();
            }
        }
    }

    @Test
    void theClosingOfTheClientEndsTheWait() throws IOException {
        EventLoops own = EventLoops.join();
        ClientConfig config = ClientConfig.of(new HostAddress("127.0.0.1", 1));
        try (BlackHole hole = new BlackHole();
                ConnectionPool pool = new ConnectionPool(own, Endpoint.of(hole.address(), config), config);
                AnswerStreams streams =
                        AnswerStreams.open(own.operations(), new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE))) {
            AnswerStream never = streams.start(pool, REQUEST, later());
            Thread closer = new Thread(() -> own.operations().endAll());
            closer.start();
            assertThatThrownBy(() -> streams.poll(later())).isInstanceOf(ClientClosedException.class);
            never.abandon();
        } finally {
            own.close();
        }
    }
}
