package io.aeroarrow.internal.arrow.read;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the batches of a read. Each subscription starts a new read on an executor; only requested batches are read.
 */
public final class BatchPublisher implements Flow.Publisher<VectorSchemaRoot> {

    private final Supplier<BatchSource> opener;
    private final Executor executor;

    public BatchPublisher(Supplier<BatchSource> opener, Executor executor) {
        this.opener = opener;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super VectorSchemaRoot> subscriber) {
        new Subscription(subscriber).begin();
    }

    private final class Subscription implements Flow.Subscription {
        private final Flow.Subscriber<? super VectorSchemaRoot> subscriber;
        private final AtomicLong demand = new AtomicLong();
        /** True while a task reads and calls the subscriber; there is at most one. */
        private final AtomicBoolean reading = new AtomicBoolean();

        private @Nullable BatchSource source;
        private volatile boolean cancelled;
        /** Why the subscription ends with an error: an illegal request, or a task that the executor rejected. */
        private volatile @Nullable RuntimeException refusal;

        private volatile boolean ended;

        Subscription(Flow.Subscriber<? super VectorSchemaRoot> subscriber) {
            this.subscriber = subscriber;
        }

        /** Passes itself to the subscriber. A request within that call is served after it: signals never overlap. */
        void begin() {
            reading.set(true);
            try {
                subscriber.onSubscribe(this);
            } finally {
                reading.set(false);
            }
            if (hasWork()) {
                schedule();
            }
        }

        @Override
        public void request(long batches) {
            if (batches <= 0) {
                refusal = new IllegalArgumentException(
                        "a subscriber requested " + batches + " batches; request 1 or more");
                schedule();
                return;
            }
            demand.accumulateAndGet(batches, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
            schedule();
        }

        @Override
        public void cancel() {
            cancelled = true;
            schedule();
        }

        private void schedule() {
            if (reading.compareAndSet(false, true)) {
                try {
                    executor.execute(this::run);
                } catch (RejectedExecutionException e) {
                    // Closes the source on this thread: no other thread will.
                    refusal = e;
                    run();
                }
            }
        }

        private void run() {
            do {
                try {
                    while (hasWork()) {
                        step();
                    }
                } finally {
                    reading.set(false);
                }
                // A request can arrive between the last check and the reset of the flag.
            } while (hasWork() && reading.compareAndSet(false, true));
        }

        private boolean hasWork() {
            return !ended && (cancelled || refusal != null || demand.get() > 0);
        }

        private void step() {
            RuntimeException refused = refusal;
            if (refused != null) {
                end(refused);
                return;
            }
            VectorSchemaRoot batch;
            try {
                batch = cancelled ? null : next();
                if (batch == null) {
                    end();
                }
            } catch (IOException | RuntimeException | Error e) {
                end(e);
                return;
            }
            if (batch != null) {
                demand.decrementAndGet();
                deliver(batch);
            } else if (!cancelled) {
                subscriber.onComplete();
            }
        }

        /** Passes a batch on. A subscriber must not throw; if it does, its subscription counts as cancelled. */
        private void deliver(VectorSchemaRoot batch) {
            try {
                subscriber.onNext(batch);
            } catch (RuntimeException | Error e) {
                cancelled = true;
                end(e);
                throw e;
            }
        }

        private @Nullable VectorSchemaRoot next() throws IOException {
            BatchSource open = source;
            if (open == null) {
                open = opener.get();
                source = open;
            }
            return open.next();
        }

        private void end() throws IOException {
            ended = true;
            if (source != null) {
                source.close();
            }
        }

        private void end(Throwable cause) {
            try {
                end();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
            if (!cancelled) {
                subscriber.onError(cause);
            }
        }
    }
}
