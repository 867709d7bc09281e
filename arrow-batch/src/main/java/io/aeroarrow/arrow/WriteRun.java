package io.aeroarrow.arrow;

import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.BatchEntry;
import io.aeroarrow.model.BatchResult;
import io.aeroarrow.model.CancelledException;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.ResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** One write: rows become entries of batches, of which a few are under way at the same time. Used by one thread. */
final class WriteRun implements AutoCloseable {

    /** A batch that has been sent, and which row each of its entries is. */
    private record Sent(List<Long> rows, CompletableFuture<List<BatchResult>> answer) {}

    private final AsyncClient client;
    private final Write.Parts settings;
    private final WriteSpec spec;
    private final Deque<Sent> sent = new ArrayDeque<>();

    private List<BatchEntry> entries = new ArrayList<>();
    private List<Long> rowsOfEntries = new ArrayList<>();
    private final List<RowFailure> failures = new ArrayList<>();
    private long rows;
    private long written;
    private long failed;
    private long inDoubt;

    WriteRun(AsyncClient client, Write.Parts settings) {
        this.client = client;
        this.settings = settings;
        this.spec = settings.spec();
    }

    /** Whether so many rows have failed that no more are to be written. */
    boolean hasStopped() {
        return failed > settings.mostFailures();
    }

    /** Sends rows; waits while too many batches are under way. */
    void add(VectorSchemaRoot root, DictionaryProvider dictionaries) {
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

    private void send() {
        if (sent.size() == settings.inFlight()) {
            await(sent.remove());
        }
        sent.add(new Sent(rowsOfEntries, client.batch(entries, settings.batchPolicy())));
        entries = new ArrayList<>();
        rowsOfEntries = new ArrayList<>();
    }

    private void await(Sent batch) {
        List<BatchResult> results;
        try {
            results = batch.answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread was interrupted while it waited for answers", e).markInDoubt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AeroArrowException failure
                    ? failure
                    : new IllegalStateException("a batch failed in a way that is not foreseen", e.getCause());
        }
        for (int i = 0; i < results.size(); i++) {
            take(batch.rows.get(i), results.get(i));
        }
    }

    private void take(long row, BatchResult result) {
        if (ResultCode.OK.is(result.resultCode())) {
            written++;
            return;
        }
        boolean doubt = result.error().map(AeroArrowException::inDoubt).orElse(false);
        String why =
                result.error().map(Throwable::getMessage).orElseGet(() -> ResultCode.describe(result.resultCode()));
        fail(new RowFailure(row, Optional.of(result.key()), result.resultCode(), doubt, why));
    }

    private void fail(RowFailure failure) {
        failed++;
        inDoubt += failure.inDoubt() ? 1 : 0;
        if (failures.size() < settings.described()) {
            failures.add(failure);
        }
    }

    /** Sends what is left, and waits for all answers. */
    WriteResult finish() {
        if (!entries.isEmpty()) {
            send();
        }
        while (!sent.isEmpty()) {
            await(sent.remove());
        }
        failures.sort((a, b) -> Long.compare(a.row(), b.row()));
        return new WriteResult(rows, written, failed, inDoubt, failures, hasStopped());
    }

    /** Gives up what has not been answered. */
    @Override
    public void close() {
        sent.forEach(batch -> batch.answer.cancel(false));
    }
}
