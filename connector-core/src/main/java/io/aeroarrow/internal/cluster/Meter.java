package io.aeroarrow.internal.cluster;

import io.aeroarrow.metrics.ClientMetrics.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Times one kind of work; many threads at once. */
public final class Meter {

    private final LongAdder count = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    Meter() {}

    /** Counts one that has ended. */
    public void ended(long tookNanos, boolean well) {
        count.increment();
        nanos.add(tookNanos);
        longest.accumulate(tookNanos);
        if (!well) {
            failures.increment();
        }
    }

    Timer snapshot() {
        return new Timer(count.sum(), failures.sum(), Duration.ofNanos(nanos.sum()), Duration.ofNanos(longest.get()));
    }
}
