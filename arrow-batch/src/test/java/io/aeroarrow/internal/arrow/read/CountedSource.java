package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A source of empty batches that counts how often it is closed. */
final class CountedSource implements BatchSource {

    private final AtomicInteger closed;
    private long left;

    CountedSource(long batches, AtomicInteger closed) {
        this.left = batches;
        this.closed = closed;
    }

    @Override
    public @Nullable VectorSchemaRoot next() {
        return left-- > 0 ? VectorSchemaRoot.of() : null;
    }

    @Override
    public ReadMetrics metrics() {
        throw new UnsupportedOperationException("not measured");
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    static BatchPublisher publisher(long batches, AtomicInteger closed, Executor executor) {
        return new BatchPublisher(() -> new CountedSource(batches, closed), executor);
    }
}
