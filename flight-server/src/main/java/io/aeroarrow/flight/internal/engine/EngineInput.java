package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import java.io.IOException;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table of the engine, which reads it on threads of its own. The read starts when the engine asks for rows. Each
 * batch moves to the statement's memory, as the engine keeps it for longer than the read lasts.
 */
final class EngineInput extends ArrowReader {

    private final StreamPlan plan;
    private final RunningStatement statement;
    private final boolean empty;
    private @Nullable ArrowReader source;
    private @Nullable Thread reading;
    private @Nullable Throwable failure;
    private boolean cancelled;

    /**
     * Creates a table.
     *
     * @param empty whether only the columns matter
     */
    EngineInput(BufferAllocator allocator, StreamPlan plan, RunningStatement statement, boolean empty) {
        super(allocator);
        this.plan = plan;
        this.statement = statement;
        this.empty = empty;
    }

    @Override
    protected Schema readSchema() {
        return plan.schema();
    }

    /** Keeps every failure, errors included: the engine passes on only a part of the message. */
    @Override
    @SuppressWarnings("CatchingUnchecked")
    public boolean loadNextBatch() throws IOException {
        if (empty) {
            return false;
        }
        try {
            enter();
            return load();
        } catch (Throwable e) {
            synchronized (this) {
                failure = failure == null ? e : failure;
            }
            throw e;
        } finally {
            leave();
        }
    }

    private boolean load() throws IOException {
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        root.clear();
        ArrowReader rows = source;
        if (rows == null) {
            rows = plan.open(Optional.empty());
            source = rows;
        }
        if (!rows.loadNextBatch()) {
            return false;
        }
        VectorSchemaRoot batch = rows.getVectorSchemaRoot();
        for (int i = 0; i < root.getFieldVectors().size(); i++) {
            batch.getVector(i).makeTransferPair(root.getVector(i)).transfer();
        }
        root.setRowCount(batch.getRowCount());
        return true;
    }

    private synchronized void enter() {
        statement.requireRunning();
        reading = Thread.currentThread();
        if (cancelled) {
            reading.interrupt();
        }
    }

    /** The engine's thread goes on with other work, so an interrupt ends here. */
    private synchronized void leave() {
        reading = null;
        Thread.interrupted();
    }

    /** Ends a wait for rows. */
    synchronized void cancel() {
        cancelled = true;
        if (reading != null) {
            reading.interrupt();
        }
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public long bytesRead() {
        return source == null ? 0 : source.bytesRead();
    }

    @Override
    protected void closeReadSource() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}
