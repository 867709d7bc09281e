package io.aeroarrow.internal.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.ClientClosedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopsTest {

    @Test
    void letsAClientJoinWhileTheLastOneWaitsForItsLoopsToEnd() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        EventLoops last = EventLoops.join();
        last.executeLater(() -> {
            busy.countDown();
            Waits.untilOpen(goOn);
        });
        Waits.untilOpen(busy);
        Thread closing = new Thread(last::close, "closing");
        closing.start();
        Waits.until(() -> closing.getState() == Thread.State.WAITING);
        try (EventLoops next = EventLoops.join()) {
            CompletableFuture<String> ran = new CompletableFuture<>();
            next.executeLater(() -> ran.complete("ran"));
            assertThat(ran.join()).isEqualTo("ran");
        } finally {
            goOn.countDown();
        }
        Waits.until(() -> !closing.isAlive());
    }

    @Test
    void canBeClosedByAnEventLoop() {
        EventLoops loops = EventLoops.join();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loops.executeLater(() -> {
            loops.close();
            closed.complete(null);
        });
        assertThat(closed.orTimeout(30, TimeUnit.SECONDS).join()).isNull();
    }

    @Test
    void runsADelayedTaskOnceAndAtTheLatestWhenItCloses() {
        EventLoops loops = EventLoops.join();
        AtomicInteger early = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        loops.scheduleUnlessClosed(early::incrementAndGet, Duration.ofMillis(1));
        loops.scheduleUnlessClosed(late::incrementAndGet, Duration.ofHours(1));
        Waits.until(() -> early.get() == 1);
        assertThat(late).hasValue(0);
        loops.close();
        assertThat(late).hasValue(1);
        loops.scheduleUnlessClosed(late::incrementAndGet, Duration.ofHours(1));
        assertThat(late).hasValue(2);
        assertThat(early).hasValue(1);
        assertThat(loops.operations().size()).isZero();
    }

    @Test
    void endsEveryOperationAlthoughOneFailsToEnd() {
        RunningOperations operations = new RunningOperations();
        AtomicInteger ended = new AtomicInteger();
        operations.add(ended::incrementAndGet);
        operations.add(() -> {
            throw new IllegalStateException("planned");
        });
        RunningOperations.RunningOperation gone = ended::incrementAndGet;
        operations.add(gone);
        operations.remove(gone);
        operations.endAll();
        assertThat(ended).hasValue(1);
        operations.add(ended::incrementAndGet);
        assertThat(ended).hasValue(2);
        assertThat(operations.size()).isZero();
        assertThatThrownBy(() -> operations.pause(Duration.ofHours(1))).isInstanceOf(ClientClosedException.class);
    }
}
