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
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Aerospike cluster into Arrow vectors. Thread-safe; what it returns is used by one thread.
 *
 * <p>A field of a schema reads the bin of its name, or the one that its metadata {@code aerospike.bin} names; the names
 * of {@link MetadataColumn} read what a record is besides its bins.
 */
public final class AeroArrow implements AutoCloseable {

    private final AeroArrowClient client;
    private final BufferAllocator allocator;
    private final ReadOptions options;
    private final boolean ownsClient;
    /** Null if each inference looks at a sample of its own. */
    private final @Nullable SchemaCache schemas;

    private AeroArrow(
            AeroArrowClient client,
            BufferAllocator allocator,
            ReadOptions options,
            boolean ownsClient,
            @Nullable SchemaCache schemas) {
        this.schemas = schemas;
        this.client = client;
        this.allocator = allocator;
        this.options = options;
        this.ownsClient = ownsClient;
    }

    /**
     * Connects to a cluster.
     *
     * @param allocator stays the caller's; all vectors are taken from it
     */
    public static AeroArrow connect(ClientConfig config, BufferAllocator allocator) {
        return new AeroArrow(AeroArrowClient.connect(config), allocator, ReadOptions.DEFAULT, true, null);
    }

    /** Reads through a client that stays the caller's. */
    public static AeroArrow over(AeroArrowClient client, BufferAllocator allocator) {
        return new AeroArrow(client, allocator, ReadOptions.DEFAULT, false, null);
    }

    /** The same connection with other options; closing either closes the connection. */
    public AeroArrow with(ReadOptions newOptions) {
        return new AeroArrow(client, allocator, newOptions, ownsClient, schemas);
    }

    /** The same connection, but a schema that was inferred is used again for so long. Empty sets are looked at again. */
    public AeroArrow withSchemaCache(Duration maxAge) {
        return new AeroArrow(client, allocator, options, ownsClient, new SchemaCache(maxAge));
    }

    public ReadOptions options() {
        return options;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    CursorClient cursors() {
        return client.unwrap(CursorClient.class);
    }

    /** The client below, for writes and info. */
    public AeroArrowClient client() {
        return client;
    }

    /**
     * Starts a scan.
     *
     * @param set empty for the whole namespace
     */
    public Scan scan(String namespace, String set) {
        return scan(ScanRequest.of(namespace, set)
                .withEmptyRecords(options.emptyRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts()));
    }

    /** Starts a query: a scan of the records that a secondary index finds. */
    public Scan query(String namespace, String set, IndexQuery query) {
        return scan(namespace, set).request(request -> request.withIndex(query));
    }

    /**
     * Starts a scan of what a request asks for. The request alone says which records are read and how long that may take;
     * of the {@link #options()}, those on batches and mismatches hold.
     */
    public Scan scan(ScanRequest request) {
        return Scan.of(this, request);
    }

    /** Starts reads of records by their keys. */
    public Lookup batchRead(String namespace, String set) {
        return new Lookup(this, LookupSpec.of(namespace, set), new ColumnSelection.All(), options);
    }

    /** Starts a write of rows as records. */
    public Write write(String namespace, String set) {
        return Write.of(this, namespace, set);
    }

    /**
     * Infers a schema from a sample of a set, and from larger ones until one tells nothing new; the last one has 16 times
     * as many records as the first, of which {@link ReadOptions#sampleRecords} says how many it has.
     *
     * <p>Integers and floats become float64, strings and blobs binary; bins with unlike types become JSON text.
     */
    public InferredSchema inferSchema(String namespace, String set) {
        int records = options.sampleRecords();
        ScanRequest sample = sample(namespace, set);
        return schemas == null
                ? SchemaInference.infer(cursors(), sample)
                : schemas.get(namespace, set, records, () -> SchemaInference.infer(cursors(), sample));
    }

    /** Infers a schema from those records of a set that pass a filter; not cached. */
    public InferredSchema inferSchema(String namespace, String set, Filter filter) {
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

    /** Closes the connection, if this made it. */
    @Override
    public void close() {
        if (ownsClient) {
            client.close();
        }
    }
}
