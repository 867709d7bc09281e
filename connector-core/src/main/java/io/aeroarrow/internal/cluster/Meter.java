package io.aeroarrow.internal.cluster;

import io.aeroarrow.metrics.ClientMetrics.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times one kind of work. Thread-safe. */
public final class Meter {

    private final LongAdder count = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    Meter() {}

    /** Counts one completed piece of work. */
    public void ended(long tookNanos, boolean success) {
        count.increment();
        nanos.add(tookNanos);
        longest.accumulate(tookNanos);
        if (!success) {
            failures.increment();
        }
    }

    Timer snapshot() {
        return new Timer(count.sum(), failures.sum(), Duration.ofNanos(nanos.sum()), Duration.ofNanos(longest.get()));
    }
}
