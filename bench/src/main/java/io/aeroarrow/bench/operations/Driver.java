package io.aeroarrow.bench.operations;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs so many operations, so many of them at once, and takes the time of each. */
final class Driver {

    private final int operations;
    private final int concurrency;
    private final long[] latencies;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Driver(int operations, int concurrency) {
        this.operations = operations;
        this.concurrency = concurrency;
        this.latencies = new long[operations];
    }

    /** Runs them on as many threads. */
    Timing blocking(Contender.Blocking operation) throws InterruptedException, ExecutionException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            threads.add(new Thread(() -> {
                try {
                    for (int key = next.getAndIncrement(); key < operations; key = next.getAndIncrement()) {
                        long start = System.nanoTime();
                        operation.run(key);
                        latencies[key] = System.nanoTime() - start;
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        long cpu = cpuNanos();
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return timing(start, cpu);
    }

    /** Keeps as many in flight. */
    Timing pending(Contender.Pending operation) throws InterruptedException, ExecutionException {
        CountDownLatch left = new CountDownLatch(operations);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < concurrency; i++) {
            startNext(operation, left);
        }
        left.await();
        return timing(start, cpu);
    }

    private void startNext(Contender.Pending operation, CountDownLatch left) {
        int key = next.getAndIncrement();
        if (key >= operations) {
            return;
        }
        long start = System.nanoTime();
        CompletableFuture<?> unused = operation.start(key).whenComplete((value, cause) -> {
            latencies[key] = System.nanoTime() - start;
            if (cause != null) {
                failure.compareAndSet(null, cause);
            }
            left.countDown();
            startNext(operation, left);
        });
    }

    private Timing timing(long start, long cpu) throws ExecutionException {
        long wall = System.nanoTime() - start;
        long work = cpuNanos() - cpu;
        Throwable cause = failure.get();
        if (cause != null) {
            throw new ExecutionException("an operation failed", cause);
        }
        return Timing.of(latencies, wall, work);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
