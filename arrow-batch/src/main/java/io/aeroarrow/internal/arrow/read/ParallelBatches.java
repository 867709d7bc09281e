package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.error.CancelledException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Merges the batches of several sources in order of arrival. Each source has a thread of its own. To bound the memory,
 * at most two batches for each thread are read ahead.
 */
public final class ParallelBatches implements BatchSource {

    /**
     * A message from a thread: a batch, an error, or, without both, the end of its source; and the thread's counts so
     * far.
     */
    private record Event(
            BatchSource source,
            ReadMetrics metrics,
            @Nullable VectorSchemaRoot batch,
            @Nullable Throwable failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore readAhead;
    private final Map<BatchSource, ReadMetrics> metrics = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private int running;
    private volatile boolean closed;

    public ParallelBatches(List<? extends BatchSource> sources) {
        readAhead = new Semaphore(2 * sources.size());
        running = sources.size();
        for (BatchSource source : sources) {
            Thread thread = new Thread(() -> readAll(source), "aeroarrow-read-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void readAll(BatchSource source) {
        Throwable failure = null;
        try (source) {
            while (!closed) {
                readAhead.acquire();
                VectorSchemaRoot batch = closed ? null : source.next();
                if (batch == null) {
                    break;
                }
                events.add(new Event(source, source.metrics(), batch, null));
            }
        } catch (InterruptedException e) {
            failure = new CancelledException("the read was closed", e);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        events.add(new Event(source, source.metrics(), null, failure));
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws IOException {
        while (running > 0) {
            Event event = take();
            metrics.put(event.source, event.metrics);
            if (event.batch != null) {
                readAhead.release();
                return event.batch;
            }
            running--;
            if (event.failure != null) {
                close();
                throw failure(event.failure);
            }
        }
        return null;
    }

    @Override
    public ReadMetrics metrics() {
        return metrics.values().stream().reduce(ReadMetrics.NONE, ReadMetrics::plus);
    }

    private Event take() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread was interrupted while it waited for a batch", e);
        }
    }

    /** Throws unchecked errors as they are; returns all others as an IOException. */
    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException checked ? checked : new IOException(cause);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    // The threads are already interrupted. Their memory must be free before this method returns.
                    interrupted = true;
                }
            }
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event.batch != null) {
                event.batch.close();
            }
        }
        running = 0;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
