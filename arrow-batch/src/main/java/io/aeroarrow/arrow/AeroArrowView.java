package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.arrow.infer.SchemaCache;
import io.aeroarrow.internal.arrow.infer.SchemaInference;
import io.aeroarrow.internal.arrow.read.LookupSpec;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of an Aerospike cluster into Arrow vectors, and writes vectors as records. A view does not own its
 * connection and is not closed. Thread-safe; each reader and each {@link WriteRun} is used by one thread.
 *
 * <p>A field of a schema reads the bin of the same name, or the bin that its metadata {@code aerospike.bin} names. A
 * field with the name of a {@link MetadataColumn} reads the record's metadata.
 */
public sealed class AeroArrowView permits AeroArrow {

    private final AeroArrowClient client;
    private final BufferAllocator allocator;
    private final ReadOptions options;
    /** Null if schemas are not cached. */
    private final @Nullable SchemaCache schemas;

    AeroArrowView(
            AeroArrowClient client, BufferAllocator allocator, ReadOptions options, @Nullable SchemaCache schemas) {
        this.client = client;
        this.allocator = allocator;
        this.options = options;
        this.schemas = schemas;
    }

    /**
     * {@return a view of the same connection with other options} An existing schema cache is shared.
     *
     * @param newOptions the new options
     */
    public final AeroArrowView with(ReadOptions newOptions) {
        return new AeroArrowView(client, allocator, newOptions, schemas);
    }

    /**
     * {@return a view of the same connection with a new cache of inferred schemas} Schemas of empty sets are not
     * cached.
     *
     * @param maxAge the time for which a schema is cached
     */
    public final AeroArrowView withSchemaCache(Duration maxAge) {
        return new AeroArrowView(client, allocator, options, new SchemaCache(maxAge));
    }

    /** {@return the options of reads} Default: {@link ReadOptions#DEFAULT}. */
    public final ReadOptions options() {
        return options;
    }

    final BufferAllocator allocator() {
        return allocator;
    }

    final CursorClient cursors() {
        return client.unwrap(CursorClient.class);
    }

    /** {@return the client of this connection, for requests without Arrow} */
    public final AeroArrowClient client() {
        return client;
    }

    /**
     * {@return a scan of a set} It uses the {@link #options()}.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     */
    public final Scan scan(String namespace, String set) {
        return scan(ScanRequest.of(namespace, set)
                .withEmptyRecords(options.emptyRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts()));
    }

    /**
     * {@return a scan of the records that a secondary index finds} It uses the {@link #options()}.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @param query which index to use, and the values to find
     */
    public final Scan query(String namespace, String set, IndexQuery query) {
        return scan(namespace, set).request(request -> request.withIndex(query));
    }

    /**
     * {@return a scan by a request} The request decides which records are read, from which replica and with which
     * timeouts; of the {@link #options()}, only the batch size, memory reuse, mismatch policy and sample size apply.
     *
     * @param request selects no bins; the columns of the scan decide which bins are read
     * @throws IllegalArgumentException if the request selects bins
     */
    public final Scan scan(ScanRequest request) {
        return Scan.of(this, request);
    }

    /**
     * {@return a lookup of records by key} It uses the {@link #options()}.
     *
     * @param namespace the namespace
     * @param set the set of the keys; empty for none
     */
    public final Lookup batchRead(String namespace, String set) {
        return new Lookup(this, LookupSpec.of(namespace, set), new ColumnSelection.All(), options);
    }

    /**
     * {@return a write of rows as records}
     *
     * @param namespace the namespace
     * @param set the set; empty for none
     */
    public final Write write(String namespace, String set) {
        return Write.of(this, namespace, set);
    }

    /**
     * Infers a schema from a sample of a set. The first sample has {@link ReadOptions#sampleRecords} records. Larger
     * samples follow until a larger sample adds no information, at most up to 16 times as many records.
     *
     * <p>A bin of integers and floats becomes float64, a bin of strings and blobs becomes binary, and a bin of other
     * mixed types becomes JSON text.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @return the schema; it may come from the cache of {@link #withSchemaCache}
     */
    public final InferredSchema inferSchema(String namespace, String set) {
        int records = options.sampleRecords();
        ScanRequest sample = sample(namespace, set);
        return schemas == null
                ? SchemaInference.infer(cursors(), sample)
                : schemas.get(namespace, set, records, () -> SchemaInference.infer(cursors(), sample));
    }

    /**
     * Infers a schema from the records of a set for which a filter is true. The schema is not cached.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @param filter which records to sample
     * @return the schema of the filtered records
     */
    public final InferredSchema inferSchema(String namespace, String set, Filter filter) {
        return SchemaInference.infer(cursors(), sample(namespace, set).withFilter(filter));
    }

    /**
     * Reads the stored schema of a set. Stored schemas are not cached.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @return empty if {@link ReadOptions#schemaSet()} is not set, or it has no schema of this set
     * @throws MismatchException if the stored schema is damaged, or has a newer format
     */
    public final Optional<StoredSchema> storedSchema(String namespace, String set) {
        return options.schemaSet()
                .flatMap(schemaSet -> SchemaStore.of(client, schemaSet).find(namespace, set));
    }

    /**
     * Returns the columns of a set, after the column {@code __key}. They come from the stored schema if there is one, else from
     * a sample.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @return the columns; only {@code __key} if there is neither a stored schema nor a record
     * @throws MismatchException if the stored schema is damaged, or has a newer format
     */
    public final Schema schemaWithKey(String namespace, String set) {
        Optional<StoredSchema> stored = set.isEmpty() ? Optional.empty() : storedSchema(namespace, set);
        List<Field> fields = new ArrayList<>();
        if (stored.isEmpty()) {
            InferredSchema inferred = inferSchema(namespace, set);
            fields.add(inferred.key());
            fields.addAll(inferred.bins().getFields());
            return new Schema(fields);
        }
        Schema schema = stored.get().schema();
        Field key =
                stored.get().key().orElseGet(() -> inferSchema(namespace, set).key());
        fields.add(key);
        schema.getFields().stream()
                .filter(field -> !field.getName().equals(key.getName()))
                .forEach(fields::add);
        return new Schema(fields, schema.getCustomMetadata());
    }

    private ScanRequest sample(String namespace, String set) {
        return ScanRequest.of(namespace, set)
                .withMaxRecords(options.sampleRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts());
    }

    /** {@return the fields of all metadata columns that scans can read, each of its default type} */
    public static List<Field> metadataFields() {
        return Arrays.stream(MetadataColumn.values())
                .filter(metadata -> metadata != MetadataColumn.RESULT_CODE)
                .map(MetadataColumn::field)
                .toList();
    }
}
