package io.aeroarrow.arrow.read;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.internal.api.Properties;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How records are read into batches. Immutable: start with {@link #DEFAULT}; each {@code with} method returns a changed
 * copy.
 */
public final class ReadOptions implements Serializable {

    private static final long serialVersionUID = 1;

    /** The default of every property. */
    public static final ReadOptions DEFAULT = new ReadOptions(new Fields());

    private final Fields fields;

    private ReadOptions(Fields fields) {
        requirePositive("batchRows", fields.batchRows);
        requirePositive("batchBytes", fields.batchBytes);
        Objects.requireNonNull(fields.onMismatch, "onMismatch");
        Objects.requireNonNull(fields.emptyRecords, "emptyRecords");
        requirePositive("sampleRecords", fields.sampleRecords);
        requirePositive("maxKeysPerRequest", fields.maxKeysPerRequest);
        Objects.requireNonNull(fields.mapReduction, "mapReduction");
        Objects.requireNonNull(fields.routing, "routing");
        Objects.requireNonNull(fields.scanTimeouts, "scanTimeouts");
        Objects.requireNonNull(fields.lookupTimeouts, "lookupTimeouts");
        this.fields = fields;
    }

    /** {@return the most rows of a batch} Default: 16,384. */
    public int batchRows() {
        return fields.batchRows;
    }

    /**
     * Sets {@link #batchRows()}.
     *
     * @param rows 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ReadOptions withBatchRows(int rows) {
        return new ReadOptions(fields.with(changed -> changed.batchRows = rows));
    }

    /**
     * {@return the size in bytes at which a batch ends, counted as the records' bytes on the wire} It bounds the memory
     * of batches of large records. Default: 32 MiB.
     */
    public long batchBytes() {
        return fields.batchBytes;
    }

    /**
     * Sets {@link #batchBytes()}.
     *
     * @param bytes 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ReadOptions withBatchBytes(long bytes) {
        return new ReadOptions(fields.with(changed -> changed.batchBytes = bytes));
    }

    /** {@return whether a scan overwrites the memory of a batch with the next batch} Default: false. */
    public boolean reuseMemory() {
        return fields.reuseMemory;
    }

    /**
     * Sets {@link #reuseMemory()}.
     *
     * @param reuse true only if each batch, and everything derived from it, is finished before the next one is
     *     requested
     * @return a changed copy
     */
    public ReadOptions withReuseMemory(boolean reuse) {
        return new ReadOptions(fields.with(changed -> changed.reuseMemory = reuse));
    }

    /**
     * {@return how values are treated that their column's type cannot hold exactly} Default: {@link OnMismatch#FAIL}.
     */
    public OnMismatch onMismatch() {
        return fields.onMismatch;
    }

    /**
     * Sets {@link #onMismatch()}.
     *
     * @param policy what happens to such values
     * @return a changed copy
     */
    public ReadOptions withOnMismatch(OnMismatch policy) {
        return new ReadOptions(fields.with(changed -> changed.onMismatch = policy));
    }

    /** {@return how scans treat records that have none of the columns' bins} Default: {@link EmptyRecords#KEEP}. */
    public EmptyRecords emptyRecords() {
        return fields.emptyRecords;
    }

    /**
     * Sets {@link #emptyRecords()}.
     *
     * @param treatment what happens to such records
     * @return a changed copy
     */
    public ReadOptions withEmptyRecords(EmptyRecords treatment) {
        return new ReadOptions(fields.with(changed -> changed.emptyRecords = treatment));
    }

    /** {@return the size of the first sample from which a schema is inferred, in records} Default: 1,000. */
    public int sampleRecords() {
        return fields.sampleRecords;
    }

    /**
     * Sets {@link #sampleRecords()}.
     *
     * @param records 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ReadOptions withSampleRecords(int records) {
        return new ReadOptions(fields.with(changed -> changed.sampleRecords = records));
    }

    /** {@return the most keys in one batch request} Each node has up to four requests in flight. Default: 500. */
    public int maxKeysPerRequest() {
        return fields.maxKeysPerRequest;
    }

    /**
     * Sets {@link #maxKeysPerRequest()}. On networks with a long round-trip time, larger requests are faster.
     *
     * @param keys 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ReadOptions withMaxKeysPerRequest(int keys) {
        return new ReadOptions(fields.with(changed -> changed.maxKeysPerRequest = keys));
    }

    /**
     * {@return which replica is read, and at which consistency} Scans use the replica policy only. Default: {@link
     * ReadRouting#DEFAULT}.
     */
    public ReadRouting routing() {
        return fields.routing;
    }

    /**
     * Sets {@link #routing()}.
     *
     * @param newRouting the new routing
     * @return a changed copy
     */
    public ReadOptions withRouting(ReadRouting newRouting) {
        return new ReadOptions(fields.with(changed -> changed.routing = newRouting));
    }

    /** {@return how long a scan or query waits, and how often it is retried} Default: {@link Timeouts#SCAN}. */
    public Timeouts scanTimeouts() {
        return fields.scanTimeouts;
    }

    /**
     * Sets {@link #scanTimeouts()}.
     *
     * @param timeouts the new timeouts
     * @return a changed copy
     */
    public ReadOptions withScanTimeouts(Timeouts timeouts) {
        return new ReadOptions(fields.with(changed -> changed.scanTimeouts = timeouts));
    }

    /** {@return how long a batch read waits, and how often it is retried} Default: {@link Timeouts#LOOKUP}. */
    public Timeouts lookupTimeouts() {
        return fields.lookupTimeouts;
    }

    /**
     * Sets {@link #lookupTimeouts()}.
     *
     * @param timeouts the new timeouts
     * @return a changed copy
     */
    public ReadOptions withLookupTimeouts(Timeouts timeouts) {
        return new ReadOptions(fields.with(changed -> changed.lookupTimeouts = timeouts));
    }

    /**
     * {@return the set beside the data that stores schemas, see {@link SchemaStore}} Reads without a declared schema use the
     * stored schema of their set. Default: empty, and types are inferred.
     */
    public Optional<String> schemaSet() {
        return Optional.ofNullable(fields.schemaSet);
    }

    /**
     * Sets {@link #schemaSet()}. Reads never write to it.
     *
     * @param set the name of the set
     * @return a changed copy
     * @throws IllegalArgumentException if the name is empty
     */
    public ReadOptions withSchemaSet(String set) {
        String named = SchemaStore.requireName(set);
        return new ReadOptions(fields.with(changed -> changed.schemaSet = named));
    }

    /** {@return a copy without {@link #schemaSet()}} */
    public ReadOptions withoutSchemaSet() {
        return new ReadOptions(fields.with(changed -> changed.schemaSet = null));
    }

    /**
     * {@return whether servers reduce maps to the keys that the columns name} Default: {@link MapReduction#AUTO}.
     */
    public MapReduction mapReduction() {
        return fields.mapReduction;
    }

    /**
     * Sets {@link #mapReduction()}.
     *
     * @param reduction whether servers reduce maps
     * @return a changed copy
     */
    public ReadOptions withMapReduction(MapReduction reduction) {
        return new ReadOptions(fields.with(changed -> changed.mapReduction = reduction));
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadOptions that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ReadOptions" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private int batchRows = 16_384;
        private long batchBytes = 32L << 20;
        private boolean reuseMemory;
        private MapReduction mapReduction = MapReduction.AUTO;
        private OnMismatch onMismatch = OnMismatch.FAIL;
        private EmptyRecords emptyRecords = EmptyRecords.KEEP;
        private int sampleRecords = 1_000;
        private int maxKeysPerRequest = BatchReadSpec.DEFAULT_MAX_KEYS;
        private ReadRouting routing = ReadRouting.DEFAULT;
        private Timeouts scanTimeouts = Timeouts.SCAN;
        private Timeouts lookupTimeouts = Timeouts.LOOKUP;
        private @Nullable String schemaSet;

        @Override
        protected void list(Listing to) {
            to.add("batchRows", batchRows)
                    .add("batchBytes", batchBytes)
                    .add("reuseMemory", reuseMemory)
                    .add("onMismatch", onMismatch)
                    .add("emptyRecords", emptyRecords)
                    .add("sampleRecords", sampleRecords)
                    .add("maxKeysPerRequest", maxKeysPerRequest)
                    .add("mapReduction", mapReduction)
                    .add("routing", routing)
                    .add("scanTimeouts", scanTimeouts)
                    .add("lookupTimeouts", lookupTimeouts)
                    .add("schemaSet", schemaSet);
        }
    }
}
