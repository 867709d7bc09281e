package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.arrow.read.BatchPublisher;
import io.aeroarrow.internal.arrow.read.BatchSource;
import io.aeroarrow.internal.arrow.read.BatchStream;
import io.aeroarrow.internal.arrow.read.OwnedBatches;
import io.aeroarrow.internal.arrow.read.ParallelArrowReader;
import io.aeroarrow.internal.arrow.read.ParallelBatches;
import io.aeroarrow.internal.arrow.read.SerialArrowReader;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;

/**
 * A scan, or a query through a secondary index, that is put together step by step. Each step gives a new one; nothing is
 * read before one of {@link #reader}, {@link #readers}, {@link #batches}, {@link #root} and {@link #publisher}, and
 * each of these reads anew.
 *
 * <p>{@code aero.scan("test", "users").columns("__key", "name").where(Filter.bin("age").greaterThan(17)).reader()}
 */
public final class Scan {

    /** The most threads of {@link #parallelism}, as many as there are partitions. */
    public static final int MOST_PARALLEL = PartitionSet.PARTITIONS;

    private final AeroArrowView aero;
    private final ScanRequest request;
    private final ColumnSelection columns;
    private final ReadOptions options;
    private final int parallelism;

    private Scan(
            AeroArrowView aero, ScanRequest request, ColumnSelection columns, ReadOptions options, int parallelism) {
        this.aero = aero;
        this.request = request;
        this.columns = columns;
        this.options = options;
        this.parallelism = parallelism;
    }

    static Scan of(AeroArrowView aero, ScanRequest request) {
        return new Scan(aero, request, new ColumnSelection.All(), aero.options(), 1);
    }

    private Scan with(ScanRequest changed) {
        return new Scan(aero, changed, columns, options, parallelism);
    }

    private Scan with(ColumnSelection changed) {
        return new Scan(aero, request, changed, options, parallelism);
    }

    /** The columns, and their types. Without this or {@link #columns}, all bins that a sample of the set has. */
    public Scan schema(Schema schema) {
        return with(new ColumnSelection.Declared(schema));
    }

    /**
     * The columns by name, bins or record metadata such as {@code __key}; a sample of the set says of which types.
     */
    public Scan columns(String... names) {
        return with(new ColumnSelection.Named(List.of(names)));
    }

    /** Only the records for which a filter is true; with one given before, for which both are. */
    public Scan where(Filter filter) {
        Filter both = request.filter().map(before -> before.and(filter)).orElse(filter);
        return with(request.withFilter(both));
    }

    public Scan partitions(PartitionSet partitions) {
        return with(request.withPartitions(partitions));
    }

    /**
     * The most records to read, 0 for all. Which ones is the servers' choice. A read with a limit is not parallel.
     */
    public Scan limit(long records) {
        return with(request.withMaxRecords(records));
    }

    /** Any other property of the request; its bins are those of the columns, whichever it names. */
    public Scan request(UnaryOperator<ScanRequest> change) {
        return with(change.apply(request));
    }

    /** Any property of how records become batches. */
    public Scan options(UnaryOperator<ReadOptions> change) {
        return new Scan(aero, request, columns, change.apply(options), parallelism);
    }

    public Scan batchRows(int rows) {
        return options(now -> now.withBatchRows(rows));
    }

    public Scan batchBytes(long bytes) {
        return options(now -> now.withBatchBytes(bytes));
    }

    public Scan onMismatch(OnMismatch policy) {
        return options(now -> now.withOnMismatch(policy));
    }

    /** How many threads read and decode at the same time, each some of the partitions; 1 without this. */
    public Scan parallelism(int threads) {
        if (threads < 1 || threads > MOST_PARALLEL) {
            throw new IllegalArgumentException("parallelism is " + threads + "; it must be from 1 to " + MOST_PARALLEL);
        }
        return new Scan(aero, request, columns, options, threads);
    }

    /** The schema that is read by; looks at a sample if it is not declared. */
    public Schema resolveSchema() {
        return columns.schema(() -> aero.inferSchema(request.namespace(), request.set()));
    }

    /**
     * The batches in one root, which is filled anew for each of them. The reader is to be closed, and used by one thread;
     * its root is valid until its next batch.
     */
    public ScanArrowReader reader() {
        Schema schema = resolveSchema();
        return isParallel()
                ? new ParallelArrowReader(aero.allocator(), requirePlain(schema), () -> source(schema))
                : reader(request, schema);
    }

    /**
     * Several readers, which together read all of it, for as many threads.
     *
     * @param wanted how many to aim at; each node has at least one
     */
    public List<ScanArrowReader> readers(int wanted) {
        Schema schema = resolveSchema();
        List<ScanArrowReader> readers = new ArrayList<>();
        for (ScanRequest part : parts(wanted)) {
            readers.add(reader(part, schema));
        }
        return readers;
    }

    /** All of it in one root, owned by the caller; for results that fit into memory. */
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
        } catch (IOException | RuntimeException e) {
            if (all != null) {
                all.close();
            }
            throw e instanceof IOException checked ? new UncheckedIOException(checked) : (RuntimeException) e;
        }
        return all == null ? VectorSchemaRoot.create(schema, aero.allocator()) : all;
    }

    /**
     * All of it in one root, without a thread of the caller's that waits.
     *
     * @param executor reads; is busy all the while
     * @return its root is the caller's; if it is cancelled, the root is closed as soon as it is there
     */
    public CompletableFuture<VectorSchemaRoot> rootAsync(Executor executor) {
        return CancellableTask.run(this::root, VectorSchemaRoot::close, executor);
    }

    /**
     * The batches, each in a root of its own, which is the consumer's to close. The stream is to be closed, too: in the
     * middle of it, that ends the read.
     */
    public Stream<VectorSchemaRoot> batches() {
        return BatchStream.of(source(requirePlain(resolveSchema())));
    }

    /**
     * The batches, each in a root of its own, which is the subscriber's to close, and only as many as it has asked for.
     * Each subscriber has a read of its own.
     *
     * @param executor reads, and calls the subscriber; is busy while there is demand
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
            return new OwnedBatches(reader(request, schema), allocator);
        }
        return new ParallelBatches(parts(parallelism).stream()
                .map(part -> new OwnedBatches(reader(part, schema), allocator))
                .toList());
    }

    private ScanArrowReader reader(ScanRequest part, Schema schema) {
        return SerialArrowReader.open(aero.cursors(), aero.allocator(), part, schema, options);
    }

    private List<ScanRequest> parts(int wanted) {
        AeroArrowClient client = aero.client();
        List<ScanRequest> parts = new ArrayList<>();
        for (PartitionSet group : client.planPartitions(request.namespace(), wanted)) {
            PartitionSet mine = group.intersect(request.partitions());
            if (!mine.isEmpty()) {
                parts.add(request.withPartitions(mine));
            }
        }
        return parts;
    }

    /** Each batch would need dictionaries of its own. */
    private static Schema requirePlain(Schema schema) {
        schema.getFields().forEach(field -> {
            if (field.getDictionary() != null) {
                throw new IllegalArgumentException("field '" + field.getName()
                        + "' is encoded by a dictionary, which grows from batch to batch; read it by reader(), with a"
                        + " parallelism of 1, or by readers()");
            }
        });
        return schema;
    }
}
