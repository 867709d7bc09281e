package io.aeroarrow.arrow;

import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.BatchEntry;
import io.aeroarrow.model.BatchResult;
import io.aeroarrow.model.CancelledException;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.ReadPolicy;
import io.aeroarrow.model.ResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * A write that has started: rows are added bit by bit and sent in batches, of which a few are under way at the same time.
 * Used by one thread.
 */
public final class WriteRun implements AutoCloseable {

    /** A batch that has been sent, and which row each of its entries is. */
    private record Sent(List<Long> rows, List<BatchEntry> entries, CompletableFuture<List<BatchResult>> answer) {}

    private final AsyncClient client;
    private final Write.Parts settings;
    private final WriteSpec spec;
    private final Deque<Sent> sent = new ArrayDeque<>();

    private List<BatchEntry> entries = new ArrayList<>();
    private List<Long> rowsOfEntries = new ArrayList<>();
    private final List<RowFailure> failures = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long rows;
    private long sentRows;
    private long written;
    private long skipped;
    private long failed;
    private long inDoubt;

    WriteRun(AsyncClient client, Write.Parts settings) {
        this.client = client;
        this.settings = settings;
        this.spec = settings.spec();
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
        RowEntries source = new RowEntries(spec, root, dictionaries);
        for (int row = 0; row < root.getRowCount() && !hasStopped(); row++) {
            add(source, row);
            rows++;
            if (entries.size() == settings.batchRows()) {
                send();
            }
        }
    }

    private void add(RowEntries source, int row) {
        Optional<Key> key = Optional.empty();
        try {
            Key found = source.key(row);
            key = Optional.of(found);
            entries.add(source.entry(row, found));
            rowsOfEntries.add(rows);
        } catch (IllegalArgumentException e) {
            fail(new RowFailure(rows, key, WriteResult.NOT_ASKED, false, String.valueOf(e.getMessage())));
        }
    }

    /** Sends the rows that wait for a batch to become full, such as when they are large. */
    public void flush() {
        if (!entries.isEmpty()) {
            send();
        }
    }

    private void send() {
        pace();
        if (sent.size() == settings.inFlight()) {
            await(sent.remove());
        }
        sent.add(new Sent(rowsOfEntries, entries, client.batch(entries, settings.batchPolicy())));
        entries = new ArrayList<>();
        rowsOfEntries = new ArrayList<>();
    }

    /** Waits until what is to be sent now is not too early. */
    private void pace() {
        if (settings.rowsPerSecond() > 0) {
            long due = begun + (long) (sentRows * 1e9 / settings.rowsPerSecond());
            while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        sentRows += entries.size();
    }

    private void await(Sent batch) {
        List<BatchResult> results = get(batch.answer);
        for (int i = 0; i < results.size(); i++) {
            take(batch.rows.get(i), batch.entries.get(i), results.get(i));
        }
    }

    private static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread was interrupted while it waited for answers", e).markInDoubt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AeroArrowException failure
                    ? failure
                    : new IllegalStateException("a batch failed in a way that is not foreseen", e.getCause());
        }
    }

    private void take(long row, BatchEntry entry, BatchResult result) {
        boolean gone = spec.deletes() && ResultCode.NOT_FOUND.is(result.resultCode());
        boolean repeated = settings.acceptsRepeated() && isRepeated(entry, result.resultCode());
        if (ResultCode.OK.is(result.resultCode()) || gone || repeated) {
            written++;
            return;
        }
        if (settings.skips(result.resultCode())) {
            skipped++;
            return;
        }
        boolean doubt = result.error().map(AeroArrowException::inDoubt).orElse(false);
        String why =
                result.error().map(Throwable::getMessage).orElseGet(() -> ResultCode.describe(result.resultCode()));
        fail(new RowFailure(row, Optional.of(result.key()), result.resultCode(), doubt, why));
    }

    private boolean isRepeated(BatchEntry entry, int resultCode) {
        boolean exists = ResultCode.RECORD_EXISTS.is(resultCode);
        if (!exists && !ResultCode.GENERATION.is(resultCode)) {
            return false;
        }
        RepeatedWrite write = new RepeatedWrite(entry);
        return write.isIn(get(client.get(entry.key(), write.bins(), ReadPolicy.DEFAULT)));
    }

    private void fail(RowFailure failure) {
        failed++;
        inDoubt += failure.inDoubt() ? 1 : 0;
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
        return new WriteResult(rows, written, skipped, failed, inDoubt, failures, hasStopped());
    }

    /** Gives up what has not been answered. */
    @Override
    public void close() {
        sent.forEach(batch -> batch.answer.cancel(false));
    }
}
