package io.aeroarrow.internal.net.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PermitsTest {

    @Test
    void grantsPermitsInFifoOrder() {
        Permits permits = new Permits(1);
        assertThat(permits.tryAcquire()).isTrue();
        CompletableFuture<Void> first = permits.acquire();
        CompletableFuture<Void> second = permits.acquire();
        assertThat(permits.tryAcquire()).isFalse();
        permits.release();
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        permits.release();
        assertThat(second).isDone();
        permits.release();
        assertThat(permits.tryAcquire()).isTrue();
        assertThat(permits.tryAcquire()).isFalse();
    }

    @Test
    void passesThePermitOfAnAbandonedWaitToTheNextCaller() {
        Permits permits = new Permits(0);
        CompletableFuture<Void> gone = permits.acquire();
        CompletableFuture<Void> alsoGone = permits.acquire();
        CompletableFuture<Void> patient = permits.acquire();
        assertThat(permits.abandon(gone)).isTrue();
        assertThat(permits.abandon(alsoGone)).isTrue();
        permits.release();
        assertThat(patient).isDone();
        assertThat(permits.abandon(patient)).isFalse();
        assertThat(permits.tryAcquire()).isFalse();
        permits.release();
        assertThat(permits.tryAcquire()).isTrue();
    }

    @Test
    void losesNoPermitWhenAWaitTimesOut() {
        Permits permits = new Permits(0);
        assertThat(permits.acquire(Deadline.in(Duration.ofMillis(5)))).isFalse();
        permits.release();
        assertThat(permits.tryAcquire()).isTrue();
    }

    @Test
    void failsCallersThatWaitOnceItIsClosed() {
        Permits permits = new Permits(1);
        assertThat(permits.tryAcquire()).isTrue();
        CompletableFuture<Void> gone = permits.acquire();
        CompletableFuture<Void> patient = permits.acquire();
        assertThat(permits.abandon(gone)).isTrue();
        permits.close(() -> new ConnectionFailedException("closed"));
        assertThat(patient).isCompletedExceptionally();
        assertThat(permits.acquire()).isCompletedExceptionally();
        assertThatThrownBy(() -> permits.acquire(Deadline.in(Duration.ofMinutes(1))))
                .isInstanceOf(ConnectionFailedException.class);
        // The count is right again: there is one permit.
        permits.release();
        assertThat(permits.tryAcquire()).isTrue();
        assertThat(permits.tryAcquire()).isFalse();
    }

    @Test
    void neverGrantsMorePermitsThanThereAreAndLosesNone() throws InterruptedException {
        Permits permits = new Permits(3);
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int patience = i;
            threads.add(new Thread(() -> {
                for (int round = 0; round < 2_000; round++) {
                    if (permits.acquire(Deadline.in(Duration.ofNanos(1 + patience * 50_000L)))) {
                        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        holders.decrementAndGet();
                        permits.release();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(permits.tryAcquire()).isTrue();
        }
        assertThat(permits.tryAcquire()).isFalse();
    }
}
