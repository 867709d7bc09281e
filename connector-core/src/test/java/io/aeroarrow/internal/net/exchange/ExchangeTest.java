package io.aeroarrow.internal.net.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Waits;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.FrameReader;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.policy.ClientConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeTest {

    /** The outcome frees what a request is encoded from, such as the rows of a batch of writes. */
    @Test
    void reportsACancelledExchangeOnlyWhenItsRequestIsNoLongerBeingEncoded() {
        AtomicReference<@Nullable Exchange> running = new AtomicReference<>();
        CompletableFuture<AeroArrowException> outcome = new CompletableFuture<>();
        AtomicBoolean early = new AtomicBoolean();
        ByteBuf frame = Unpooled.buffer(8).writeLong(0);
        try (ScriptedServer server = new ScriptedServer(peer -> peer.in().read());
                EventLoops loops = EventLoops.join();
                ConnectionPool pool = pool(loops, server)) {
            RequestEncoder slow = buffers -> {
                Waits.until(() -> running.get() != null);
                CompletableFuture.runAsync(running.get()::cancel).join();
                early.set(outcome.isDone());
                return frame;
            };
            running.set(Exchange.start(
                    pool,
                    slow,
                    new FrameReader(FrameHeader::infoLength),
                    Deadline.in(Duration.ofMinutes(1)),
                    new Exchange.Outcome() {
                        @Override
                        public void completed() {
                            outcome.completeExceptionally(new AssertionError("there was no answer"));
                        }

                        @Override
                        public void failed(AeroArrowException cause, boolean sent) {
                            assertThat(sent).isFalse();
                            outcome.complete(cause);
                        }
                    }));
            assertThat(outcome.join()).isInstanceOf(CancelledException.class);
            assertThat(early).isFalse();
            assertThat(frame.refCnt()).isZero();
            assertThat(loops.operations().size()).isZero();
        }
    }

    private static ConnectionPool pool(EventLoops loops, ScriptedServer server) {
        ClientConfig config = ClientConfig.of(server.address());
        return new ConnectionPool(loops, Endpoint.of(server.address(), config), config);
    }
}
