package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.measure.CpuClock;
import io.aeroarrow.bench.report.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one round, with a fixed number in flight, and measures each latency. */
final class CallDriver {

    private final int calls;
    private final int concurrency;
    private final Workload workload;
    private final int count;
    private final long[] latencies;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    CallDriver(Workload workload, OperationLoad load) {
        this.workload = workload;
        count = load.count();
        calls = workload.calls();
        concurrency = workload.concurrency();
        latencies = new long[calls];
    }

    /** Makes blocking calls, with one thread per call in flight. */
    Map<Metric, Double> blocking(Call.Blocking call) throws InterruptedException, ExecutionException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            threads.add(new Thread(() -> callUntilDone(call, go), "bench-" + i));
        }
        threads.forEach(Thread::start);
        CpuClock.Reading cpu = CpuClock.read();
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return figures(start, cpu);
    }

    private void callUntilDone(Call.Blocking call, CountDownLatch go) {
        try {
            go.await();
            for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                long start = System.nanoTime();
                ReadRows found = call.run(workload.firstKey(number, count), workload.keys());
                latencies[number] = System.nanoTime() - start;
                found.close();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Makes asynchronous calls; each completed call starts the next one. */
    Map<Metric, Double> async(Call.Async call) throws InterruptedException, ExecutionException {
        CountDownLatch left = new CountDownLatch(calls);
        CpuClock.Reading cpu = CpuClock.read();
        long start = System.nanoTime();
        for (int i = 0; i < concurrency; i++) {
            startNext(call, left);
        }
        left.await();
        return figures(start, cpu);
    }

    private void startNext(Call.Async call, CountDownLatch left) {
        int number = next.getAndIncrement();
        if (number >= calls) {
            return;
        }
        long start = System.nanoTime();
        CompletableFuture<?> unused = call.start(workload.firstKey(number, count), workload.keys())
                .whenComplete((found, cause) -> {
                    latencies[number] = System.nanoTime() - start;
                    if (cause != null) {
                        failure.compareAndSet(null, cause);
                    } else {
                        found.close();
                    }
                    left.countDown();
                    startNext(call, left);
                });
    }

    private Map<Metric, Double> figures(long start, CpuClock.Reading cpu) throws ExecutionException {
        long wall = System.nanoTime() - start;
        long work = CpuClock.read().since(cpu);
        Throwable cause = failure.get();
        if (cause != null) {
            throw new ExecutionException("a call of the round failed", cause);
        }
        return RoundFigures.figures(latencies, wall, work, workload.keys());
    }
}
