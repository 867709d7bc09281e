package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.arrow.read.BatchReader;
import io.aeroarrow.internal.arrow.read.LookupSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads of records by their keys, put together step by step. Each step gives a new one; it may be used again and again,
 * also by several threads.
 *
 * <p>Row {@code i} of an answer is of key {@code i}, whatever the order of the servers' answers. A column
 * {@code __result_code} (int32; 0 for a record, 2 for none) tells missing records from found ones; it is added as the
 * last column if the schema does not have it.
 *
 * <p>{@code aero.batchRead("test", "users").columns("name", "age").root(keys)}
 */
public final class Lookup {

    private final AeroArrowView aero;
    private final LookupSpec spec;
    private final ColumnSelection columns;
    private final ReadOptions options;

    Lookup(AeroArrowView aero, LookupSpec spec, ColumnSelection columns, ReadOptions options) {
        this.aero = aero;
        this.spec = spec;
        this.columns = columns;
        this.options = options;
    }

    private Lookup with(ColumnSelection changed) {
        return new Lookup(aero, spec, changed, options);
    }

    /** The columns, and their types. Without this or {@link #columns}, all bins that a sample of the set has. */
    public Lookup schema(Schema schema) {
        return with(new ColumnSelection.Declared(schema));
    }

    /** The columns by name, bins or record metadata; a sample of the set says of which types. */
    public Lookup columns(String... names) {
        return with(new ColumnSelection.Named(List.of(names)));
    }

    /**
     * Only the records for which a filter is true, with one given before for which both are. The rows of others have the
     * result code 27 (FILTERED_OUT), and nulls.
     */
    public Lookup where(Filter filter) {
        return new Lookup(aero, spec.where(filter), columns, options);
    }

    /**
     * Leaves out the rows of keys without a record, or whose record the filter leaves out. Those that are left are in the
     * order of their keys, and have no {@code __result_code} unless the schema names it; a key that could not be read
     * fails the lookup.
     */
    public Lookup onlyFound() {
        return new Lookup(aero, spec.withOnlyFound(), columns, options);
    }

    public Lookup onMismatch(OnMismatch policy) {
        return options(now -> now.withOnMismatch(policy));
    }

    /** Any property of how records are looked up and become rows. */
    public Lookup options(UnaryOperator<ReadOptions> change) {
        return new Lookup(aero, spec, columns, change.apply(options));
    }

    /** Where the dictionaries are that keys may be encoded by; they stay the caller's. */
    public Lookup keyDictionaries(DictionaryProvider dictionaries) {
        return new Lookup(aero, spec.withKeyDictionaries(dictionaries), columns, options);
    }

    /**
     * Looks keys up, and waits for all answers.
     *
     * @param keys integers (keys of type integer), utf8 (string), binary (blob) or fixed-size binary of 20 bytes
     *     (digests), each also as a large type, as views or encoded by one of {@link #keyDictionaries}; stays the caller's
     * @return one row for each key, or each that was {@linkplain #onlyFound found}; owned by the caller
     * @throws IllegalArgumentException if a key is null or the vector has another type; or if a field is encoded by a
     *     dictionary, which a root does not hold: see {@link #result}
     * @throws AeroArrowException if a key could not be asked about; there is no partial result
     */
    public VectorSchemaRoot root(FieldVector keys) {
        BatchReadResult result = result(keys);
        if (!result.dictionaries().getDictionaryIds().isEmpty()) {
            result.close();
            throw new IllegalArgumentException(
                    "the schema has fields that are encoded by dictionaries; result(keys) gives these, too");
        }
        return result.root();
    }

    /** As {@link #root}, with the dictionaries of fields that are encoded by one, and with what was counted. */
    public BatchReadResult result(FieldVector keys) {
        Schema schema = columns.schema(() -> aero.inferSchema(spec.namespace(), spec.set()));
        return BatchReader.read(aero.cursors(), aero.allocator(), options, spec, keys, schema);
    }

    /**
     * As {@link #result}, without a thread of the caller's that waits.
     *
     * @param keys must stay as they are until the result is there
     * @param executor reads; is busy all the while
     * @return its result is the caller's; if it is cancelled, the result is closed as soon as it is there
     */
    public CompletableFuture<BatchReadResult> resultAsync(FieldVector keys, Executor executor) {
        return CancellableTask.run(() -> result(keys), BatchReadResult::close, executor);
    }
}
