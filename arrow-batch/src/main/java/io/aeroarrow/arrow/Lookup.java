package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
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
 * Reads records by key. Immutable and thread-safe: each setting returns a changed copy, and each lookup can run any
 * number of times.
 *
 * <p>Row {@code i} of a result belongs to key {@code i}. The column {@code __result_code} (int32) is 0 if the record
 * was found and 2 if it was not; it is added as the last column if the schema does not have it.
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

    /**
     * Reads the fields of a schema. Default: the set's stored schema, else all bins of a sample of the set.
     *
     * @param schema the columns and their types
     * @return a changed copy
     */
    public Lookup schema(Schema schema) {
        return with(new ColumnSelection.Declared(schema));
    }

    /**
     * Reads columns by name. The set's stored schema or a sample of the set decides their types.
     *
     * @param names bins and metadata columns, at least one
     * @return a changed copy
     * @throws IllegalArgumentException if no name is given
     */
    public Lookup columns(String... names) {
        return with(new ColumnSelection.Named(List.of(names)));
    }

    /**
     * Reads only the records for which a filter is true, in addition to earlier filters. The rows of other records have
     * the result code 27 (FILTERED_OUT), and nulls.
     *
     * @param filter the condition
     * @return a changed copy
     */
    public Lookup where(Filter filter) {
        return new Lookup(aero, spec.where(filter), columns, options);
    }

    /**
     * Leaves out the rows of keys without a record and of filtered records. The other rows keep the order of their
     * keys. The column {@code __result_code} is not added. A key that cannot be read fails the lookup. Default: each
     * key has a row.
     *
     * @return a changed copy
     */
    public Lookup onlyFound() {
        return new Lookup(aero, spec.withOnlyFound(), columns, options);
    }

    /**
     * Sets how values are treated that their column's type cannot hold exactly. Default: {@link OnMismatch#FAIL}.
     *
     * @param policy what happens to such values
     * @return a changed copy
     */
    public Lookup onMismatch(OnMismatch policy) {
        return options(now -> now.withOnMismatch(policy));
    }

    /**
     * Changes the read options, for example {@code options(now -> now.withMaxKeysPerRequest(2_000))}.
     *
     * @param change gets the current options and returns the new ones
     * @return a changed copy
     * @throws IllegalArgumentException if it changes an option that lookups do not use: the batch size, memory reuse or
     *     empty records
     */
    public Lookup options(UnaryOperator<ReadOptions> change) {
        ReadOptions changed = change.apply(options);
        OptionUse.requireForLookup(options, changed);
        return new Lookup(aero, spec, columns, changed);
    }

    /**
     * Sets the dictionaries of dictionary-encoded keys. Default: none.
     *
     * @param dictionaries remain the caller's
     * @return a changed copy
     */
    public Lookup keyDictionaries(DictionaryProvider dictionaries) {
        return new Lookup(aero, spec.withKeyDictionaries(dictionaries), columns, options);
    }

    /**
     * Reads the records of keys, and waits for all answers.
     *
     * @param keys integers, utf8 or binary for keys of type integer, string or blob; fixed-size binary of 20 bytes for
     *     digests. Large types, view types and types encoded by {@link #keyDictionaries} are allowed as well. The
     *     vector remains the caller's
     * @return one row for each key, or for each record if {@link #onlyFound} is set; the caller closes it
     * @throws IllegalArgumentException if a key is null, the vector is damaged or has another type, or a field of the
     *     schema is dictionary-encoded; {@link #result} returns dictionaries
     * @throws AeroArrowException if a key cannot be read; there is no partial result
     */
    public VectorSchemaRoot root(FieldVector keys) {
        BatchReadResult result = result(keys);
        if (!result.dictionaries().getDictionaryIds().isEmpty()) {
            result.close();
            throw new IllegalArgumentException(
                    "the schema has dictionary-encoded fields; call result(keys), which returns their dictionaries");
        }
        return result.root();
    }

    /**
     * Does the same as {@link #root}, and also returns the dictionaries of dictionary-encoded fields and the counts.
     *
     * @param keys as for {@link #root}
     * @return the caller closes it
     * @throws IllegalArgumentException if a key is null, or the vector is damaged or has an unsupported type
     * @throws AeroArrowException if a key cannot be read; there is no partial result
     */
    public BatchReadResult result(FieldVector keys) {
        return BatchReader.read(aero.cursors(), aero.allocator(), options, spec, keys, resolveSchema());
    }

    /**
     * Reads the records of keys in batches. A batch has at most {@link ReadOptions#batchRows} rows, and ends at {@link
     * ReadOptions#batchBytes} bytes of records. This limits the memory for large records.
     *
     * @param keys as for {@link #root}; must stay open and unchanged until the returned object is closed
     * @return the batches; the caller closes this object
     * @throws IllegalArgumentException if a key is null, or the vector is damaged or has an unsupported type
     */
    public LookupBatches batches(FieldVector keys) {
        return BatchReader.open(aero.cursors(), aero.allocator(), options, spec, keys, resolveSchema());
    }

    private Schema resolveSchema() {
        AeroArrowView view = aero.with(options);
        return columns.schema(
                () -> view.storedSchema(spec.namespace(), spec.set()),
                () -> view.inferSchema(spec.namespace(), spec.set()));
    }

    /**
     * Does the same as {@link #result} on an executor.
     *
     * @param keys must not change until the future completes
     * @param executor runs the lookup; one of its threads is blocked until all answers have arrived
     * @return completes with a result that the caller closes; if the future is cancelled, the result is closed when it
     *     arrives
     */
    public CompletableFuture<BatchReadResult> resultAsync(FieldVector keys, Executor executor) {
        return CancellableTask.run(() -> result(keys), BatchReadResult::close, executor);
    }
}
