package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.arrow.infer.SchemaCache;
import io.aeroarrow.internal.arrow.infer.SchemaInference;
import io.aeroarrow.internal.arrow.read.LookupSpec;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Aerospike cluster into Arrow vectors and writes vectors to it, over a connection that this view does not own: a
 * view has nothing to close. Thread-safe; each reader or write that it returns belongs to one thread.
 *
 * <p>A field of a schema reads the bin of its name, or the one that its metadata {@code aerospike.bin} names; the names
 * of {@link MetadataColumn} read what a record is besides its bins.
 */
public sealed class AeroArrowView permits AeroArrow {

    private final AeroArrowClient client;
    private final BufferAllocator allocator;
    private final ReadOptions options;
    /** Null if each inference reads a sample of its own. */
    private final @Nullable SchemaCache schemas;

    AeroArrowView(
            AeroArrowClient client, BufferAllocator allocator, ReadOptions options, @Nullable SchemaCache schemas) {
        this.client = client;
        this.allocator = allocator;
        this.options = options;
        this.schemas = schemas;
    }

    /** Returns a view of the same connection with other options. */
    public final AeroArrowView with(ReadOptions newOptions) {
        return new AeroArrowView(client, allocator, newOptions, schemas);
    }

    /**
     * Returns a view of the same connection that caches inferred schemas. Schemas of empty sets are not cached.
     *
     * @param maxAge the time after which a schema is inferred again
     */
    public final AeroArrowView withSchemaCache(Duration maxAge) {
        return new AeroArrowView(client, allocator, options, new SchemaCache(maxAge));
    }

    /** The options of reads. */
    public final ReadOptions options() {
        return options;
    }

    final BufferAllocator allocator() {
        return allocator;
    }

    final CursorClient cursors() {
        return client.unwrap(CursorClient.class);
    }

    /** The client below, for writes and info. */
    public final AeroArrowClient client() {
        return client;
    }

    /**
     * Starts a scan.
     *
     * @param set empty for the whole namespace
     */
    public final Scan scan(String namespace, String set) {
        return scan(ScanRequest.of(namespace, set)
                .withEmptyRecords(options.emptyRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts()));
    }

    /** Starts a query: a scan of the records that a secondary index finds. */
    public final Scan query(String namespace, String set, IndexQuery query) {
        return scan(namespace, set).request(request -> request.withIndex(query));
    }

    /**
     * Starts a scan of what a request asks for. The request alone says which records are read and how long that may take;
     * of the {@link #options()}, those on batches and mismatches hold.
     */
    public final Scan scan(ScanRequest request) {
        return Scan.of(this, request);
    }

    /** Starts reads of records by their keys. */
    public final Lookup batchRead(String namespace, String set) {
        return new Lookup(this, LookupSpec.of(namespace, set), new ColumnSelection.All(), options);
    }

    /** Starts a write of rows as records. */
    public final Write write(String namespace, String set) {
        return Write.of(this, namespace, set);
    }

    /**
     * Infers a schema from a sample of a set, and from larger ones until one tells nothing new; the last one has 16 times
     * as many records as the first, of which {@link ReadOptions#sampleRecords} says how many it has.
     *
     * <p>Integers and floats become float64, strings and blobs binary; bins with unlike types become JSON text.
     */
    public final InferredSchema inferSchema(String namespace, String set) {
        int records = options.sampleRecords();
        ScanRequest sample = sample(namespace, set);
        return schemas == null
                ? SchemaInference.infer(cursors(), sample)
                : schemas.get(namespace, set, records, () -> SchemaInference.infer(cursors(), sample));
    }

    /** Infers a schema from those records of a set that pass a filter; not cached. */
    public final InferredSchema inferSchema(String namespace, String set, Filter filter) {
        return SchemaInference.infer(cursors(), sample(namespace, set).withFilter(filter));
    }

    private ScanRequest sample(String namespace, String set) {
        return ScanRequest.of(namespace, set)
                .withMaxRecords(options.sampleRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts());
    }

    /** The fields of all record metadata that scans can read, each of its usual type. */
    public static List<Field> metadataFields() {
        return Arrays.stream(MetadataColumn.values())
                .filter(metadata -> metadata != MetadataColumn.RESULT_CODE)
                .map(MetadataColumn::field)
                .toList();
    }
}
