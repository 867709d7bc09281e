package io.aeroarrow.arrow;

import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.RowResults;
import io.aeroarrow.arrow.write.RowResults.Outcome;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.arrow.write.KeyDigests;
import io.aeroarrow.internal.arrow.write.RepeatedWrite;
import io.aeroarrow.internal.arrow.write.RowEncoder;
import io.aeroarrow.internal.arrow.write.WriteSpec;
import io.aeroarrow.internal.batch.WriteAnswers;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.request.EncodedWrites;
import io.aeroarrow.internal.request.WriteEncoder;
import io.aeroarrow.policy.ReadPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * A write that has started: rows are added bit by bit and sent in batches, of which a few are under way at the same time.
 * Used by one thread.
 */
public final class WriteRun implements AutoCloseable {

    /** So many bytes are sent even if a batch could have more rows: requests have a largest size, and memory an end. */
    private static final int MOST_BYTES = 16 << 20;

    /** A batch that has been sent, and which row each of its entries is. */
    private static final class Sent {
        private final long[] rows;
        private final EncodedWrites writes;
        private final CompletableFuture<WriteAnswers> answer;

        private Sent(long[] rows, EncodedWrites writes, CompletableFuture<WriteAnswers> answer) {
            this.rows = rows;
            this.writes = writes;
            this.answer = answer;
        }
    }

    private final AsyncClient client;
    private final CursorClient cursors;
    private final BufferAllocator allocator;
    private final Write.Parts settings;
    private final WriteSpec spec;
    private final Deque<Sent> sent = new ArrayDeque<>();

    private final KeyDigests digests;
    private final WriteEncoder encoder;
    private final long[] rowsOfEntries;
    private final List<RowFailure> failures = new ArrayList<>();
    private final @Nullable RowResults results;
    private final long begun = System.nanoTime();
    private long rows;
    private long sentRows;
    private long written;
    private long skipped;
    private long failed;
    private long inDoubt;
    private boolean closed;

    WriteRun(AeroArrowClient client, Write.Parts settings, BufferAllocator allocator) {
        this.client = client.async(Runnable::run);
        cursors = client.unwrap(CursorClient.class);
        this.settings = settings;
        this.allocator = allocator;
        this.spec = settings.spec();
        this.results = settings.keepsResults() ? new RowResults() : null;
        this.rowsOfEntries = new long[settings.batchRows()];
        this.digests = new KeyDigests(spec.set(), KeyDigests.STEP, allocator);
        this.encoder = new WriteEncoder(spec.namespace(), spec.set(), spec.policy(), spec.deletes());
    }

    /** Whether so many rows have failed that no more are to be written. */
    public boolean hasStopped() {
        return failed > settings.mostFailures();
    }

    /** How many rows were added so far. */
    public long rows() {
        return rows;
    }

    /** How many of them are known to be written. */
    public long written() {
        return written;
    }

    /** How many of them are known to have been left as they are. */
    public long skipped() {
        return skipped;
    }

    /** How many of them are known to have failed. */
    public long failed() {
        return failed;
    }

    /** As {@link #add(VectorSchemaRoot, DictionaryProvider)}, without columns that are encoded by dictionaries. */
    public void add(VectorSchemaRoot root) {
        add(root, new DictionaryProvider.MapDictionaryProvider());
    }

    /**
     * Takes rows, and waits while too many batches are under way. What has been taken is sent when a batch is full, or at
     * the end.
     *
     * @param root may be changed as soon as this returns
     * @throws IllegalArgumentException if a column is missing, or of a type that cannot be written
     * @throws AeroArrowException if a batch could not be sent at all
     */
    public void add(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        try (RowEncoder source = new RowEncoder(spec, root, dictionaries, digests, allocator)) {
            for (int row = 0; row < root.getRowCount() && !hasStopped(); row++) {
                add(source, row);
                rows++;
                if (encoder.rows() == settings.batchRows() || encoder.size() >= MOST_BYTES) {
                    send();
                }
            }
        }
    }

    private void add(RowEncoder source, int row) {
        try {
            source.write(row, encoder);
            rowsOfEntries[encoder.rows() - 1] = rows;
        } catch (IllegalArgumentException e) {
            fail(new RowFailure(rows, source.key(row), WriteResult.NOT_ASKED, false, String.valueOf(e.getMessage())));
        }
    }

    /** Sends the rows that wait for a batch to become full, such as when they are large. */
    public void flush() {
        if (encoder.rows() > 0) {
            send();
        }
    }

    private void send() {
        pace();
        if (sent.size() == settings.inFlight()) {
            await(sent.remove());
        }
        long[] which = Arrays.copyOf(rowsOfEntries, encoder.rows());
        EncodedWrites writes = encoder.take();
        sent.add(new Sent(which, writes, cursors.batchWrite(writes, settings.batchPolicy(), Runnable::run)));
    }

    /** Waits until what is to be sent now is not too early. */
    private void pace() {
        if (settings.rowsPerSecond() > 0) {
            long due = begun + (long) (sentRows * 1e9 / settings.rowsPerSecond());
            while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        sentRows += encoder.rows();
    }

    private void await(Sent batch) {
        try (EncodedWrites writes = batch.writes) {
            WriteAnswers answers = get(batch.answer);
            for (int i = 0; i < answers.count(); i++) {
                take(batch.rows[i], writes, i, answers);
            }
        } finally {
            // Of effect only if this thread was interrupted.
            batch.answer.cancel(false);
        }
    }

    private static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorDetails.of(new CancelledException("the thread was interrupted while it waited for answers", e))
                    .inDoubt()
                    .error();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AeroArrowException failure
                    ? failure
                    : new IllegalStateException("a batch failed in a way that is not foreseen", e.getCause());
        }
    }

    private void take(long row, EncodedWrites writes, int entry, WriteAnswers answers) {
        int resultCode = answers.resultCode(entry);
        Optional<AeroArrowException> error = answers.error(entry);
        if (error.isEmpty() || (settings.acceptsRepeated() && isRepeated(writes, entry, resultCode))) {
            written++;
            keep(row, Outcome.WRITTEN, resultCode);
        } else if (settings.skips(resultCode)) {
            skipped++;
            keep(row, Outcome.SKIPPED, resultCode);
        } else {
            AeroArrowException why = error.get();
            fail(new RowFailure(
                    row, Optional.of(writes.key(entry)), resultCode, why.inDoubt(), String.valueOf(why.getMessage())));
        }
    }

    private boolean isRepeated(EncodedWrites writes, int entry, int resultCode) {
        boolean exists = ResultCode.RECORD_EXISTS.is(resultCode);
        if (!exists && !ResultCode.GENERATION.is(resultCode)) {
            return false;
        }
        RepeatedWrite write = new RepeatedWrite(writes, entry);
        return write.isIn(get(client.get(writes.key(entry), write.bins(), ReadPolicy.DEFAULT)));
    }

    private void keep(long row, Outcome outcome, int resultCode) {
        if (results != null) {
            results.set(row, outcome, resultCode);
        }
    }

    private void fail(RowFailure failure) {
        failed++;
        inDoubt += failure.inDoubt() ? 1 : 0;
        keep(failure.row(), failure.inDoubt() ? Outcome.IN_DOUBT : Outcome.FAILED, failure.resultCode());
        if (failures.size() < settings.described()) {
            failures.add(failure);
        }
    }

    /**
     * Sends what is left, and waits for all answers.
     *
     * @return what became of the rows; to be looked at, as rows that fail throw nothing
     */
    public WriteResult finish() {
        flush();
        while (!sent.isEmpty()) {
            await(sent.remove());
        }
        failures.sort((a, b) -> Long.compare(a.row(), b.row()));
        return new WriteResult(
                rows, written, skipped, failed, inDoubt, failures, hasStopped(), Optional.ofNullable(results));
    }

    /** Gives up what has not been answered. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sent.forEach(batch -> {
            batch.answer.cancel(false);
            batch.writes.close();
        });
        sent.clear();
        digests.close();
        encoder.close();
    }
}
