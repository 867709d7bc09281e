package io.aeroarrow.arrow;

import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.RowResults.Outcome;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.arrow.write.KeyDigests;
import io.aeroarrow.internal.arrow.write.RepeatedWrite;
import io.aeroarrow.internal.arrow.write.RowEncoder;
import io.aeroarrow.internal.arrow.write.WriteSpec;
import io.aeroarrow.internal.batch.WriteAnswers;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.MemoryBudget;
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
 * A running write. Rows are added step by step and sent in batches, of which several are in flight at a time. Used by
 * one thread. {@link Write#start} returns one; the caller closes it.
 */
public final class WriteRun implements AutoCloseable {

    /**
     * The size in bytes at which a batch is sent, even if it is not full. Bounds the memory and the size of requests.
     */
    private static final int MAX_BATCH_BYTES = 16 << 20;

    /** A batch in flight, with the row number of each of its entries. */
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
    private final Write.Settings settings;
    private final WriteSpec spec;
    private final Deque<Sent> sent = new ArrayDeque<>();

    /** Counts the batches in flight. */
    private final MemoryBudget.Share memory;

    private final KeyDigests digests;
    private final WriteEncoder encoder;
    private final long[] rowsOfEntries;
    private final List<RowFailure> failures = new ArrayList<>();
    private final @Nullable RowOutcomes results;
    private final long startNanos = System.nanoTime();
    private long rows;
    private long sentRows;
    private long written;
    private long skipped;
    private long failed;
    private long inDoubt;
    private boolean closed;

    WriteRun(AeroArrowClient client, Write.Settings settings, WriteSpec spec, BufferAllocator allocator) {
        this.client = client.async(Runnable::run);
        cursors = client.unwrap(CursorClient.class);
        this.settings = settings;
        this.allocator = allocator;
        this.spec = spec;
        this.results = settings.keepsResults() ? new RowOutcomes() : null;
        this.rowsOfEntries = new long[settings.batchRows()];
        this.digests = new KeyDigests(spec.set(), KeyDigests.STEP, allocator);
        try {
            this.encoder = new WriteEncoder(spec.namespace(), spec.set(), spec.policy(), spec.deletes());
            this.memory = cursors.memoryShare();
        } catch (RuntimeException | OutOfMemoryError e) {
            digests.close();
            throw e;
        }
    }

    /** {@return whether more rows have failed than {@link Write#stopAfter} allows} Further rows are then ignored. */
    public boolean hasStopped() {
        return failed > settings.maxFailures();
    }

    /** {@return the number of rows added so far} */
    public long rows() {
        return rows;
    }

    /** {@return the number of rows known to be written} */
    public long written() {
        return written;
    }

    /** {@return the number of rows known to be skipped: {@link Write#skipping} allows it, or all their bins are null} */
    public long skipped() {
        return skipped;
    }

    /** {@return the number of rows known to have failed} */
    public long failed() {
        return failed;
    }

    /**
     * Adds the rows of a root without dictionary-encoded columns.
     *
     * @param root may be changed when this method returns
     * @throws IllegalArgumentException if a column is missing or damaged, or its type cannot be written
     * @throws AeroArrowException if a batch cannot be sent
     */
    public void add(VectorSchemaRoot root) {
        add(root, new DictionaryProvider.MapDictionaryProvider());
    }

    /**
     * Adds the rows of a root. Rows are sent when a batch is full, at {@link #flush} and at {@link #finish}. Blocks
     * while the allowed number of batches is in flight, or while they hold more than a quarter of the client's memory
     * limit.
     *
     * @param root may be changed when this method returns
     * @param dictionaries the dictionaries of the root's columns
     * @throws IllegalArgumentException if a column or dictionary is missing or damaged, or a column's type cannot be
     *     written
     * @throws AeroArrowException if a batch cannot be sent
     */
    public void add(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        try (RowEncoder source = new RowEncoder(spec, root, dictionaries, digests, allocator)) {
            for (int row = 0; row < root.getRowCount() && !hasStopped(); row++) {
                add(source, row);
                rows++;
                if (encoder.rows() == settings.batchRows() || encoder.size() >= MAX_BATCH_BYTES) {
                    send();
                }
            }
        }
    }

    private void add(RowEncoder source, int row) {
        try {
            if (source.write(row, encoder)) {
                rowsOfEntries[encoder.rows() - 1] = rows;
            } else {
                skipped++;
                keep(rows, Outcome.SKIPPED, WriteResult.NO_ANSWER);
            }
        } catch (IllegalArgumentException e) {
            fail(new RowFailure(
                    rows, source.key(row), WriteResult.NO_ANSWER, false, false, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Sends the rows of a batch that is not full yet.
     *
     * @throws AeroArrowException if a batch cannot be sent
     */
    public void flush() {
        if (encoder.rows() > 0) {
            send();
        }
    }

    private void send() {
        pace();
        memory.acquire(encoder.size());
        while (!sent.isEmpty() && (sent.size() == settings.inFlight() || memory.isOver())) {
            await(sent.remove());
        }
        long[] rowNumbers = Arrays.copyOf(rowsOfEntries, encoder.rows());
        EncodedWrites writes = encoder.take();
        sent.add(new Sent(rowNumbers, writes, cursors.batchWrite(writes, settings.batchPolicy(), Runnable::run)));
    }

    /** Waits as long as {@link Write#rowsPerSecond} demands. */
    private void pace() {
        if (settings.rowsPerSecond() > 0) {
            long due = startNanos + (long) (sentRows * 1e9 / settings.rowsPerSecond());
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
            memory.release(batch.writes.size());
            // Has an effect only if this thread was interrupted.
            batch.answer.cancel(false);
        }
    }

    private static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorDetails.of(new CancelledException(
                            "the thread was interrupted while it waited for the answers of a write", e))
                    .inDoubt()
                    .error();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AeroArrowException failure
                    ? failure
                    : new IllegalStateException("a batch of a write failed unexpectedly; see the cause", e.getCause());
        }
    }

    private void take(long row, EncodedWrites writes, int entry, WriteAnswers answers) {
        int resultCode = answers.resultCode(entry);
        Optional<AeroArrowException> error = answers.error(entry);
        if (error.isEmpty() || (settings.acceptRepeated() && isRepeated(writes, entry, resultCode))) {
            written++;
            keep(row, Outcome.WRITTEN, resultCode);
        } else if (settings.skips(resultCode) || hadNothingToDo(writes, entry, resultCode)) {
            skipped++;
            keep(row, Outcome.SKIPPED, resultCode);
        } else {
            AeroArrowException cause = error.get();
            boolean retryable =
                    resultCode == WriteResult.NO_ANSWER || cause.inDoubt() || ResultCode.isRetryable(resultCode);
            fail(new RowFailure(
                    row, Optional.of(writes.key(entry)), resultCode, cause.inDoubt(), retryable, reason(cause)));
        }
    }

    /** Whether a row only removes bins, of a record that does not exist. */
    private boolean hadNothingToDo(EncodedWrites writes, int entry, int resultCode) {
        return ResultCode.NOT_FOUND.is(resultCode) && spec.allowsMissing(writes.bins(entry));
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

    /** The failure of a row has its key, and the write its set, so an answer's code says the rest. */
    private static String reason(AeroArrowException cause) {
        boolean plain = cause instanceof ServerErrorException && cause.attempts() == 1 && !cause.inDoubt();
        return plain
                ? ResultCode.describe(((ServerErrorException) cause).resultCode())
                        + cause.node().map(node -> " (at " + node + ")").orElse("")
                : String.valueOf(cause.getMessage());
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
     * Sends the remaining rows, and waits for all answers.
     *
     * @return the result; failed rows throw no exception
     * @throws AeroArrowException if a batch cannot be sent
     */
    public WriteResult finish() {
        flush();
        while (!sent.isEmpty()) {
            await(sent.remove());
        }
        failures.sort((a, b) -> Long.compare(a.row(), b.row()));
        WriteResult result = WriteResult.of(rows, written)
                .withSkipped(skipped)
                .withFailures(failed, inDoubt, failures)
                .withStopped(hasStopped());
        return results == null ? result : result.withResults(results);
    }

    /**
     * Abandons the batches in flight; their rows may be written or not. Has no effect after {@link #finish}, except to
     * free memory.
     */
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
        memory.close();
    }
}
