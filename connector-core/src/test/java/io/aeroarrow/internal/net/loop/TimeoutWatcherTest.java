package io.aeroarrow.internal.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.ClientClosedException;
import java.util.concurrent.atomic.AtomicInteger;
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
