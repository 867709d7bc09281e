package io.aeroarrow.internal.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.ClientClosedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeoutWatcherTest {

    @Test
    void keepsCheckingAfterACheckHasFailed() {
        try (EventLoops loops = EventLoops.join()) {
            AtomicInteger checks = new AtomicInteger();
            TimeoutWatcher watch = new TimeoutWatcher(loops, () -> {
                if (checks.incrementAndGet() == 1) {
                    throw new IllegalStateException("planned");
                }
                return false;
            });
            watch.start();
            Waits.until(() -> checks.get() > 1);
        }
    }

    @Test
    void startsAgainAfterItHasStopped() {
        try (EventLoops loops = EventLoops.join()) {
            AtomicInteger checks = new AtomicInteger();
            TimeoutWatcher watch = new TimeoutWatcher(loops, () -> {
                checks.incrementAndGet();
                return false;
            });
            watch.start();
            Waits.until(() -> !watch.isRunning());
            int before = checks.get();
            watch.start();
            Waits.until(() -> checks.get() > before);
        }
    }

    /** The exchange sees the checks as running; the last check has not seen the exchange. */
    @Test
    void checksAnExchangeThatStartsWhileTheChecksStop() {
        Deque<Runnable> due = new ArrayDeque<>();
        AtomicInteger idleChecks = new AtomicInteger();
        AtomicBoolean exchange = new AtomicBoolean();
        AtomicReference<@Nullable TimeoutWatcher> self = new AtomicReference<>();
        int last = TimeoutWatcher.IDLE_TICKS + 1;
        TimeoutWatcher watch = new TimeoutWatcher(due::add, () -> {
            boolean busy = exchange.get();
            if (!busy && idleChecks.incrementAndGet() == last) {
                exchange.set(true);
                self.get().start();
            }
            return busy;
        });
        self.set(watch);
        watch.start();
        while (!exchange.get()) {
            due.remove().run();
        }
        assertThat(watch.isRunning()).isTrue();
        assertThat(due).hasSize(1);
    }

    @Test
    void reportsThatTheEventLoopsHaveEnded() {
        EventLoops loops = EventLoops.join();
        loops.close();
        TimeoutWatcher watch = new TimeoutWatcher(loops, () -> true);
        assertThatThrownBy(watch::start).isInstanceOf(ClientClosedException.class);
        assertThat(watch.isRunning()).isFalse();
        assertThatThrownBy(watch::start).isInstanceOf(ClientClosedException.class);
    }
}
