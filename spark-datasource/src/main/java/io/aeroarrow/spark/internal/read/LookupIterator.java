package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows with the records of their keys. Looks up the keys of thousands of rows at a time.
 *
 * @param <R> the type of rows
 */
public final class LookupIterator<R> implements Iterator<R>, AutoCloseable {

    private final LookupSource spec;
    private final String keyColumn;
    private final LookupRows<R> joiner;
    private final LookupCounter counter;
    private final Iterator<R> rows;
    private final int mostRows;
    /** The rows whose records did not fit into the last batch. */
    private final Deque<Keyed<R>> pending = new ArrayDeque<>();

    private int rowsAtOnce;
    private final BufferAllocator allocator;
    private final Lookup lookup;
    private final Queue<R> joined = new ArrayDeque<>();
    private ReadMetrics metrics = ReadMetrics.NONE;
    private long keysRead;
    private long recordsFound;
    private long nanos;
    private boolean closed;

    private record Keyed<R>(R row, @Nullable Value key) {}

    private LookupIterator(
            LookupSource spec, String keyColumn, LookupRows<R> joiner, LookupCounter counter, Iterator<R> rows) {
        SourceOptions source = spec.source();
        this.spec = spec;
        this.keyColumn = keyColumn;
        this.joiner = joiner;
        this.counter = counter;
        this.rows = rows;
        this.mostRows = source.read().batchRows();
        this.rowsAtOnce = mostRows;
        // Before there is an allocator to close: connecting may fail.
        AeroArrowClient client = ClientCache.client(source.client());
        BufferAllocator shared = SparkMemory.allocator();
        allocator = shared.newChildAllocator("lookup in " + source.tableName(), 0, shared.getLimit());
        try {
            lookup = lookup(spec, client, allocator);
        } catch (RuntimeException e) {
            allocator.close();
            throw e;
        }
    }

    /**
     * Opens an iterator in a task, which closes it.
     *
     * @param keyColumn the name of the column of keys, for errors
     * @param rows the rows to join; they stay valid while others are read
     */
    public static <R> Iterator<R> open(
            LookupSource spec, String keyColumn, LookupRows<R> joiner, LookupCounter counter, Iterator<R> rows) {
        LookupIterator<R> joined = new LookupIterator<>(spec, keyColumn, joiner, counter, rows);
        TaskContext context = TaskContext.get();
        if (context != null) {
            // Also called when the task fails, or does not read all rows.
            context.addTaskCompletionListener((TaskCompletionListener) ended -> joined.close());
        }
        return joined;
    }

    private static Lookup lookup(LookupSource spec, AeroArrowClient client, BufferAllocator allocator) {
        SourceOptions source = spec.source();
        Lookup all = AeroArrow.over(client, allocator)
                .with(source.read())
                .batchRead(source.namespace(), source.set())
                .schema(SparkTypes.toRead(source.decoded(spec.columns())));
        return spec.filter() == null ? all : all.where(spec.filter());
    }

    @Override
    public boolean hasNext() {
        while (joined.isEmpty() && !closed && (rows.hasNext() || !pending.isEmpty())) {
            lookUp();
        }
        return !joined.isEmpty();
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return joined.remove();
    }

    private void lookUp() {
        List<Keyed<R>> now = new ArrayList<>();
        // Each distinct key once, in order of first use.
        Map<Value, Integer> positions = new HashMap<>();
        List<Value> asked = new ArrayList<>();
        while (now.size() < rowsAtOnce && (rows.hasNext() || !pending.isEmpty())) {
            Keyed<R> row = pending.isEmpty() ? keyed(rows.next()) : pending.remove();
            now.add(row);
            Value key = row.key();
            if (key != null && positions.putIfAbsent(key, asked.size()) == null) {
                asked.add(key);
            }
        }
        if (asked.isEmpty()) {
            now.forEach(row -> join(row, null));
            return;
        }
        long start = System.nanoTime();
        try (FieldVector vector = KeyVectors.of(asked, spec.digests(), allocator);
                LookupBatches batches = lookup.batches(vector);
                BatchReadResult found = batches.next().orElseThrow()) {
            nanos += System.nanoTime() - start;
            metrics = metrics.plus(found.metrics());
            Records records = new Records(found.root());
            recordsFound += records.found();
            keysRead += batches.keysRead();
            joinRead(now, positions, batches.keysRead(), records);
        } catch (OutOfMemoryException e) {
            throw SparkMemory.exceeded(spec.source().tableName(), e);
        }
    }

    private Keyed<R> keyed(R row) {
        return new Keyed<>(row, joiner.key(row));
    }

    /** Joins rows up to the first one whose key was not read: large records end a batch early. */
    private void joinRead(List<Keyed<R>> now, Map<Value, Integer> positions, int read, Records records) {
        int count = 0;
        for (Keyed<R> row : now) {
            Integer at = row.key() == null ? null : positions.get(row.key());
            if (at != null && at >= read) {
                break;
            }
            join(row, at == null ? null : records.at(at));
            count++;
        }
        List<Keyed<R>> left = now.subList(count, now.size());
        for (int i = left.size() - 1; i >= 0; i--) {
            pending.addFirst(left.get(i));
        }
        // About as many rows as fit, so that rows are seldom looked at again.
        rowsAtOnce = left.isEmpty() ? Math.min(mostRows, 2 * rowsAtOnce) : count;
    }

    private void join(Keyed<R> row, @Nullable InternalRow found) {
        R result = joiner.join(row.row(), found);
        if (result != null) {
            joined.add(result);
        }
    }

    /** The records of the keys of a batch. */
    private final class Records {
        private final ColumnarBatch batch;
        private final BaseIntVector codes;

        Records(VectorSchemaRoot root) {
            ColumnVector[] columns = root.getFieldVectors().stream()
                    .limit(spec.columns().length())
                    .map(ArrowColumnVector::new)
                    .toArray(ColumnVector[]::new);
            batch = new ColumnarBatch(columns, root.getRowCount());
            codes = (BaseIntVector) root.getVector(TableColumns.RESULT_CODE);
        }

        int found() {
            int ok = 0;
            for (int row = 0; row < codes.getValueCount(); row++) {
                ok += ResultCode.OK.is((int) codes.getValueAsLong(row)) ? 1 : 0;
            }
            return ok;
        }

        /** Returns the columns of a record until the next call; null if it was not found. */
        @Nullable
        InternalRow at(int row) {
            int code = (int) codes.getValueAsLong(row);
            boolean inOtherSet = spec.digests() && ResultCode.PARAMETER.is(code);
            if (ResultCode.NOT_FOUND.is(code) || ResultCode.FILTERED_OUT.is(code) || inOtherSet) {
                return null;
            } else if (!ResultCode.OK.is(code)) {
                throw ServerErrorException.of(code, "a key of column '" + keyColumn + "'");
            }
            return batch.getRow(row);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            joined.clear();
            pending.clear();
            counter.add(metrics, keysRead, recordsFound, nanos);
            allocator.close();
        }
    }
}
