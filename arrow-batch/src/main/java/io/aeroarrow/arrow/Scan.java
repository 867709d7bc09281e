package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.arrow.read.BatchPublisher;
import io.aeroarrow.internal.arrow.read.BatchSource;
import io.aeroarrow.internal.arrow.read.BatchStream;
import io.aeroarrow.internal.arrow.read.OwnedBatches;
import io.aeroarrow.internal.arrow.read.ParallelArrowReader;
import io.aeroarrow.internal.arrow.read.ParallelBatches;
import io.aeroarrow.internal.arrow.read.SerialArrowReader;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scan, or a query through a secondary index. Immutable and thread-safe: each setting returns a changed copy. Records
 * are read by {@link #reader}, {@link #readers}, {@link #batches}, {@link #root} and {@link #publisher}; each call
 * starts a new read.
 *
 * <p>A scan with a filter reads through a secondary index if that finds the same records faster, see {@link #secondaryIndex}.
 *
 * <p>{@code aero.scan("test", "users").columns("__key", "name").where(Filter.bin("age").greaterThan(17)).reader()}
 */
public final class Scan {

    /** The most threads of {@link #parallelism}, one for each partition. */
    public static final int MAX_PARALLELISM = PartitionSet.PARTITIONS;

    private static final Logger LOG = LoggerFactory.getLogger(Scan.class);

    private final AeroArrowView aero;
    private final ScanRequest request;
    private final ColumnSelection columns;
    private final ReadOptions options;
    private final int parallelism;
    private final IndexUse indexUse;

    private Scan(
            AeroArrowView aero,
            ScanRequest request,
            ColumnSelection columns,
            ReadOptions options,
            int parallelism,
            IndexUse indexUse) {
        this.aero = aero;
        this.request = request;
        this.columns = columns;
        this.options = options;
        this.parallelism = parallelism;
        this.indexUse = indexUse;
    }

    static Scan of(AeroArrowView aero, ScanRequest request) {
        return new Scan(
                aero,
                requireNoBins(request),
                new ColumnSelection.All(),
                OptionUse.of(request, aero.options()),
                1,
                IndexUse.auto());
    }

    private Scan with(ScanRequest changed) {
        return new Scan(aero, requireNoBins(changed), columns, OptionUse.of(changed, options), parallelism, indexUse);
    }

    private static ScanRequest requireNoBins(ScanRequest request) {
        if (!request.bins().equals(BinSelection.all())) {
            throw new IllegalArgumentException(
                    "the request selects bins, but the columns of the scan decide which bins are read. Remove the bins"
                            + " from the request, and call columns or schema.");
        }
        return request;
    }

    private Scan with(ColumnSelection changed) {
        return new Scan(aero, request, changed, options, parallelism, indexUse);
    }

    /**
     * Reads the fields of a schema. Default: the set's stored schema, else all bins of a sample of the set.
     *
     * @param schema the columns and their types
     * @return a changed copy
     */
    public Scan schema(Schema schema) {
        return with(new ColumnSelection.Declared(schema));
    }

    /**
     * Reads columns by name. The set's stored schema or a sample of the set decides their types.
     *
     * @param names bins, and metadata columns such as {@code __key}; at least one
     * @return a changed copy
     * @throws IllegalArgumentException if no name is given
     */
    public Scan columns(String... names) {
        return with(new ColumnSelection.Named(List.of(names)));
    }

    /**
     * Reads only the records for which a filter is true, in addition to earlier filters.
     *
     * @param filter the condition
     * @return a changed copy
     */
    public Scan where(Filter filter) {
        Filter both = request.filter().map(before -> before.and(filter)).orElse(filter);
        return with(request.withFilter(both));
    }

    /**
     * Sets which secondary index finds the records for the filter of {@link #where}. Each read decides anew. A request with an
     * index, see {@link AeroArrowView#query}, keeps that index.
     *
     * @param use the index; default: {@link IndexUse#auto()}, with the same rows as a scan
     * @return a changed copy
     */
    public Scan secondaryIndex(IndexUse use) {
        return new Scan(aero, request, columns, options, parallelism, use);
    }

    /**
     * {@return how the records are found: by a scan or through a secondary index, and why} For example {@code test.people: query
     * through by_city = 'Oslo' (about 120 entries; by_age about 3,400)}.
     *
     * @throws IllegalArgumentException if the index of {@link IndexUse#named} does not exist or serves no condition
     */
    public String explain() {
        String target = request.set().isEmpty() ? request.namespace() : request.namespace() + "." + request.set();
        IndexPlan plan = indexPlan();
        return target + ": "
                + request.index()
                        .map(query -> "query through " + query.index())
                        .or(() -> plan.selection().map(selected -> "query through " + selected))
                        .orElseGet(() -> "scan; " + plan.reason());
    }

    private IndexPlan indexPlan() {
        if (request.index().isPresent()) {
            return IndexPlan.scan("the request has an index");
        }
        return request.filter()
                .map(filter -> aero.client().planIndex(request.namespace(), request.set(), filter, indexUse))
                .orElse(IndexPlan.scan("there is no filter"));
    }

    /** The request with the index that finds its records. */
    private ScanRequest planned() {
        return indexPlan()
                .selection()
                .map(selected -> request.withIndex(selected.query()))
                .orElse(request);
    }

    /**
     * Sets which partitions are read. Default: all.
     *
     * @param partitions the partitions to read
     * @return a changed copy
     */
    public Scan partitions(PartitionSet partitions) {
        return with(request.withPartitions(partitions));
    }

    /**
     * Limits the number of records; the servers choose which records are read. A limited scan uses one thread.
     *
     * @param records 0 for no limit (default)
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Scan limit(long records) {
        return with(request.withMaxRecords(records));
    }

    /**
     * Changes the scan request, for example {@code request(now -> now.withRecordsPerSecond(1_000))}.
     *
     * @param change gets the current request and returns the new one
     * @return a changed copy
     * @throws IllegalArgumentException if the request selects bins: the columns decide which bins are read
     */
    public Scan request(UnaryOperator<ScanRequest> change) {
        return with(change.apply(request));
    }

    /**
     * Changes the read options, for example {@code options(now -> now.withScanTimeouts(timeouts))}. {@link #request} can
     * change timeouts, replica and empty records, too; the last call decides.
     *
     * @param change gets the current options and returns the new ones
     * @return a changed copy
     * @throws IllegalArgumentException if it changes an option that scans do not use: timeouts or requests of lookups, or
     *     a read mode
     */
    public Scan options(UnaryOperator<ReadOptions> change) {
        ReadOptions changed = change.apply(options);
        OptionUse.requireForScan(options, changed);
        return new Scan(aero, OptionUse.apply(changed, request), columns, changed, parallelism, indexUse);
    }

    /**
     * Sets the most rows of a batch. Default: 16,384.
     *
     * @param rows 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Scan batchRows(int rows) {
        return options(now -> now.withBatchRows(rows));
    }

    /**
     * Sets the size at which a batch ends, counted as the records' bytes on the wire. Default: 32 MiB.
     *
     * @param bytes 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Scan batchBytes(long bytes) {
        return options(now -> now.withBatchBytes(bytes));
    }

    /**
     * Sets how values are treated that their column's type cannot hold exactly. Default: {@link OnMismatch#FAIL}.
     *
     * @param policy what happens to such values
     * @return a changed copy
     */
    public Scan onMismatch(OnMismatch policy) {
        return options(now -> now.withOnMismatch(policy));
    }

    /**
     * Sets how many threads read and decode at the same time. Each thread reads a part of the partitions.
     *
     * @param threads from 1 (default) to {@link #MAX_PARALLELISM}
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of this range
     */
    public Scan parallelism(int threads) {
        if (threads < 1 || threads > MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism is " + threads + "; it must be from 1 to " + MAX_PARALLELISM);
        }
        return new Scan(aero, request, columns, options, threads, indexUse);
    }

    /**
     * {@return the schema of the batches: the declared one, else the stored one, else that of a sample} See {@link
     * ReadOptions#schemaSet()}. A scan of a whole namespace has no stored schema.
     *
     * @throws IllegalArgumentException if the stored schema or the sample does not have a named column
     */
    public Schema resolveSchema() {
        return columns.schema(this::stored, this::sample);
    }

    private Optional<StoredSchema> stored() {
        String set = request.set();
        return set.isEmpty() ? Optional.empty() : aero.with(options).storedSchema(request.namespace(), set);
    }

    private InferredSchema sample() {
        InferredSchema sample = aero.with(options).inferSchema(request.namespace(), request.set());
        request.filter().ifPresent(filter -> sample.doubts(filter).forEach(LOG::warn));
        return sample;
    }

    /**
     * Returns a reader that loads one batch after the other into the same root. The root's content is valid until the
     * next batch is loaded.
     *
     * @return a reader that the caller closes; used by one thread
     * @throws IllegalArgumentException if a field is dictionary-encoded and {@link #parallelism} is above 1
     */
    public ScanArrowReader reader() {
        Schema schema = resolveSchema();
        return isParallel()
                ? new ParallelArrowReader(aero.allocator(), requirePlain(schema), () -> source(schema))
                : reader(planned(), schema);
    }

    /**
     * Returns several readers that together read all records, each for a thread of its own.
     *
     * @param wanted the desired number of readers; the actual number can differ, as each node has at least one. A limited
     *     scan has one reader
     * @return readers that the caller closes
     */
    public List<ScanArrowReader> readers(int wanted) {
        Schema schema = resolveSchema();
        List<ScanArrowReader> readers = new ArrayList<>();
        try {
            for (ScanRequest part : parts(wanted)) {
                readers.add(reader(part, schema));
            }
        } catch (RuntimeException e) {
            closeAll(readers, e);
            throw e;
        }
        return readers;
    }

    private static void close(@Nullable VectorSchemaRoot root) {
        if (root != null) {
            root.close();
        }
    }

    /**
     * Reads all records into one root. The result must fit into memory.
     *
     * @return a root that the caller closes
     * @throws IllegalArgumentException if a field is dictionary-encoded
     */
    public VectorSchemaRoot root() {
        Schema schema = requirePlain(resolveSchema());
        VectorSchemaRoot all = null;
        try (BatchSource source = source(schema)) {
            for (VectorSchemaRoot next = source.next(); next != null; next = source.next()) {
                if (all == null) {
                    all = next;
                } else {
                    try (VectorSchemaRoot more = next) {
                        VectorSchemaRootAppender.append(false, all, more);
                    }
                }
            }
        } catch (IOException e) {
            close(all);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            close(all);
            throw e;
        }
        return all == null ? VectorSchemaRoot.create(schema, aero.allocator()) : all;
    }

    /**
     * Reads all records into one root on an executor.
     *
     * @param executor runs the scan; one of its threads is blocked until the scan ends
     * @return completes with a root that the caller closes; if the future is cancelled, the root is closed when it is
     *     complete
     */
    public CompletableFuture<VectorSchemaRoot> rootAsync(Executor executor) {
        return CancellableTask.run(this::root, VectorSchemaRoot::close, executor);
    }

    /**
     * Returns a stream of batches, each in a root of its own. The consumer closes each root.
     *
     * @return a stream that the caller closes; closing it early ends the read
     * @throws IllegalArgumentException if a field is dictionary-encoded
     */
    public Stream<VectorSchemaRoot> batches() {
        return BatchStream.of(source(requirePlain(resolveSchema())));
    }

    /**
     * {@return a publisher of batches, each in a root of its own} The subscriber closes each root. Only requested
     * batches are read. Each subscription starts a new read.
     *
     * @param executor reads, and calls the subscriber; one of its threads is blocked while there is demand
     */
    public Flow.Publisher<VectorSchemaRoot> publisher(Executor executor) {
        return new BatchPublisher(() -> source(requirePlain(resolveSchema())), executor);
    }

    private boolean isParallel() {
        return parallelism > 1 && request.maxRecords() == 0;
    }

    private BatchSource source(Schema schema) {
        BufferAllocator allocator = aero.allocator();
        if (!isParallel()) {
            return new OwnedBatches(reader(planned(), schema), allocator);
        }
        return new ParallelBatches(parts(parallelism).stream()
                .map(part -> new OwnedBatches(reader(part, schema), allocator))
                .toList());
    }

    private static void closeAll(List<ScanArrowReader> readers, RuntimeException failure) {
        for (ScanArrowReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private ScanArrowReader reader(ScanRequest part, Schema schema) {
        return SerialArrowReader.open(aero.cursors(), aero.allocator(), part, schema, options);
    }

    private List<ScanRequest> parts(int wanted) {
        ScanRequest whole = planned();
        if (whole.maxRecords() > 0) {
            // The limit holds for all parts together.
            return List.of(whole);
        }
        AeroArrowClient client = aero.client();
        List<ScanRequest> parts = new ArrayList<>();
        for (PartitionSet group : client.planPartitions(whole.namespace(), wanted)) {
            PartitionSet mine = group.intersect(whole.partitions());
            if (!mine.isEmpty()) {
                parts.add(whole.withPartitions(mine));
            }
        }
        return parts;
    }

    /** Fails for dictionary-encoded fields: each batch in a root of its own would need its own dictionaries. */
    private static Schema requirePlain(Schema schema) {
        schema.getFields().forEach(field -> {
            if (field.getDictionary() != null) {
                throw new IllegalArgumentException("field '" + field.getName()
                        + "' is dictionary-encoded, and its dictionary grows from batch to batch; read it by reader()"
                        + " with a parallelism of 1, or by readers()");
            }
        });
        return schema;
    }
}
