package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** Appends the columns of their records to rows. Looks up the keys of thousands of rows at a time. */
final class LookupIterator implements Iterator<Row>, AutoCloseable {

    private final String table;
    private final Iterator<Row> rows;
    private final LookupKeyColumn keys;
    private final boolean inner;
    private final LookupAccumulators counts;
    private final boolean digests;
    private final int mostRows;
    /** The rows whose records did not fit into the last batch. */
    private final Deque<Row> pending = new ArrayDeque<>();

    private int rowsAtOnce;
    private final BufferAllocator allocator;
    private final Lookup lookup;
    private final DataType[] types;
    private final List<Function1<Object, Object>> converters = new ArrayList<>();
    private final Queue<Row> joined = new ArrayDeque<>();
    private ReadMetrics metrics = ReadMetrics.NONE;
    private long recordsFound;
    private boolean closed;

    LookupIterator(LookupTask task, Iterator<Row> rows) {
        SourceOptions source = task.source();
        this.table = source.tableName();
        this.rows = rows;
        this.keys = task.keys();
        this.inner = task.inner();
        this.counts = task.counts();
        this.digests = task.keys().digests();
        this.mostRows = source.read().batchRows();
        this.rowsAtOnce = mostRows;
        this.types = Arrays.stream(task.columns().fields())
                .map(StructField::dataType)
                .toArray(DataType[]::new);
        for (DataType type : types) {
            converters.add(CatalystTypeConverters.createToScalaConverter(type));
        }
        // Before there is an allocator to close: connecting may fail.
        AeroArrowClient client = ClientCache.client(source.client());
        BufferAllocator shared = SparkMemory.allocator();
        allocator = shared.newChildAllocator("lookup in " + source.tableName(), 0, shared.getLimit());
        try {
            lookup = lookup(task, client, allocator);
        } catch (RuntimeException e) {
            allocator.close();
            throw e;
        }
    }

    private static Lookup lookup(LookupTask task, AeroArrowClient client, BufferAllocator allocator) {
        SourceOptions source = task.source();
        Lookup all = AeroArrow.over(client, allocator)
                .with(source.read())
                .batchRead(source.namespace(), source.set())
                .schema(SparkTypes.toRead(source.decoded(task.columns())));
        Filter filter = source.plan().filter();
        // A digest may belong to a record of another set.
        Filter ofSet = task.keys().digests() ? Filter.setName().equalTo(source.set()) : null;
        Lookup some = filter == null ? all : all.where(filter);
        return ofSet == null ? some : some.where(ofSet);
    }

    @Override
    public boolean hasNext() {
        while (joined.isEmpty() && !closed && (rows.hasNext() || !pending.isEmpty())) {
            lookUp();
        }
        return !joined.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return joined.remove();
    }

    private void lookUp() {
        List<Row> now = new ArrayList<>();
        // Each distinct key once, in order of first use.
        Map<Value, Integer> positions = new HashMap<>();
        List<Value> asked = new ArrayList<>();
        while (now.size() < rowsAtOnce && (rows.hasNext() || !pending.isEmpty())) {
            Row row = pending.isEmpty() ? rows.next() : pending.remove();
            now.add(row);
            Value key = keys.key(row);
            if (key != null && positions.putIfAbsent(key, asked.size()) == null) {
                asked.add(key);
            }
        }
        if (asked.isEmpty()) {
            now.forEach(row -> join(row, null));
            return;
        }
        try (FieldVector vector = KeyVectors.of(asked, digests, allocator);
                LookupBatches batches = lookup.batches(vector);
                BatchReadResult found = batches.next().orElseThrow()) {
            metrics = metrics.plus(found.metrics());
            Records records = new Records(found.root());
            recordsFound += records.found();
            joinRead(now, positions, batches.keysRead(), records);
        } catch (OutOfMemoryException e) {
            throw SparkMemory.exceeded(table, e);
        }
    }

    /** Joins rows up to the first one whose key was not read: large records end a batch early. */
    private void joinRead(List<Row> now, Map<Value, Integer> positions, int keysRead, Records records) {
        int count = 0;
        for (Row row : now) {
            Value key = keys.key(row);
            Integer at = key == null ? null : positions.get(key);
            if (at != null && at >= keysRead) {
                break;
            }
            join(row, at == null ? null : records.at(at));
            count++;
        }
        List<Row> left = now.subList(count, now.size());
        for (int i = left.size() - 1; i >= 0; i--) {
            pending.addFirst(left.get(i));
        }
        // About as many rows as fit, so that rows are seldom looked at again.
        rowsAtOnce = left.isEmpty() ? Math.min(mostRows, 2 * rowsAtOnce) : count;
    }

    private void join(Row row, @Nullable Object @Nullable [] found) {
        if (found == null && inner) {
            return;
        }
        Object[] values = new Object[row.size() + types.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        if (found != null) {
            System.arraycopy(found, 0, values, row.size(), types.length);
        }
        joined.add(RowFactory.create(values));
    }

    /** The found records, converted to objects of external rows. */
    private final class Records {
        private final ColumnarBatch batch;
        private final BaseIntVector codes;

        Records(VectorSchemaRoot root) {
            ColumnVector[] columns = root.getFieldVectors().stream()
                    .limit(types.length)
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

        /** Returns the values of a record; null if it was not found. */
        @Nullable
        Object @Nullable [] at(int row) {
            int code = (int) codes.getValueAsLong(row);
            boolean inOtherSet = digests && ResultCode.PARAMETER.is(code);
            if (ResultCode.NOT_FOUND.is(code) || ResultCode.FILTERED_OUT.is(code) || inOtherSet) {
                return null;
            } else if (!ResultCode.OK.is(code)) {
                throw ServerErrorException.of(code, "a key of column '" + keys.column() + "'");
            }
            Object[] values = new Object[types.length];
            for (int i = 0; i < values.length; i++) {
                Object value = batch.getRow(row).get(i, types[i]);
                values[i] = converters.get(i).apply(value);
            }
            return values;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            joined.clear();
            pending.clear();
            counts.add(metrics, recordsFound);
            allocator.close();
        }
    }
}
