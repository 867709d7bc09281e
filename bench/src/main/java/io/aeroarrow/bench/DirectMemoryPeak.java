package io.aeroarrow.bench;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The peak of Netty's direct memory, sampled until closed. It holds all buffers of a client, including free ones that its
 * pools keep.
 */
final class DirectMemoryPeak implements AutoCloseable {

    private static final long INTERVAL_NANOS = 5_000_000;

    private final AtomicLong peak = new AtomicLong();
    private volatile boolean closed;

    DirectMemoryPeak() {
        Thread sampler = new Thread(this::sample, "direct-memory-peak");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        while (!closed) {
            peak.accumulateAndGet(PlatformDependent.usedDirectMemory(), Math::max);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    long bytes() {
        return peak.get();
    }

    @Override
    public void close() {
        closed = true;
    }
}
