package io.aeroarrow.arrow;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.arrow.write.StoredFields;
import io.aeroarrow.internal.arrow.write.WriteSpec;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.CommitLevel;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.WritePolicy;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as records. Immutable and thread-safe: each setting returns a changed copy, and each write can run any
 * number of times.
 *
 * <p>{@code aero.write("test", "users").keyColumn("id").run(reader).orThrow()}
 *
 * <p>Each column is written to the bin of the same name, or to the bin that its metadata {@code aerospike.bin} names.
 * Columns that set the generation, the time to live or the untouched bins are not bins, nor are columns with the name
 * of a {@link MetadataColumn}, such as {@code __ttl}. If the set has a stored schema, and the view's {@link
 * io.aeroarrow.arrow.read.ReadOptions#schemaSet()} names where, it names the bins and the storage of decimals: a column
 * that it does not have is an error, as are times of another unit. Several batches are in flight at a time, in no order: if rows
 * have the same key, any of them may be written last.
 */
public final class Write {

    private final AeroArrowView aero;
    private final Settings settings;

    private Write(AeroArrowView aero, Settings settings) {
        this.aero = aero;
        this.settings = settings;
    }

    static Write of(AeroArrowView aero, String namespace, String set) {
        return new Write(aero, new Settings(namespace, set));
    }

    private Write with(Consumer<Settings> change) {
        Settings changed = settings.copy();
        change.accept(changed);
        return new Write(aero, changed);
    }

    /**
     * Sets the column of the user keys: integers, utf8 or binary, also dictionary-encoded. Default: {@code __key}. The
     * column is a bin too, unless {@link #keyAsBin} is false.
     *
     * @param name the name of the column
     * @return a changed copy
     */
    public Write keyColumn(String name) {
        return with(changed -> {
            changed.keyColumn = name;
            changed.keysAreDigests = false;
        });
    }

    /**
     * Sets the column of digests, which replace the user keys. Use it for existing records.
     *
     * @param name a column of binary values of 20 bytes
     * @return a changed copy
     */
    public Write digestColumn(String name) {
        return with(changed -> {
            changed.keyColumn = name;
            changed.keysAreDigests = true;
        });
    }

    /**
     * Sets whether the column of {@link #keyColumn} is written as a bin too. Default: true, so that a row read back has
     * the columns that were written. Metadata columns such as {@code __key} and columns of digests are never bins.
     *
     * @param asBin whether to write it
     * @return a changed copy
     */
    public Write keyAsBin(boolean asBin) {
        return with(changed -> changed.keyAsBin = asBin);
    }

    /**
     * Sets what happens if the record exists or does not exist. Default: the record is created or updated.
     *
     * @param action what happens
     * @return a changed copy
     */
    public Write existsAction(ExistsAction action) {
        return with(changed -> changed.policy = changed.policy.withExistsAction(action));
    }

    /**
     * Sets the column of expected generations. A row is written only if its record has this generation. Default: none.
     *
     * @param name an integer column; null accepts any generation
     * @return a changed copy
     */
    public Write generationColumn(String name) {
        return generationColumn(name, GenerationCheck.Kind.EQUAL);
    }

    /**
     * Sets the column of expected generations, and how they are compared.
     *
     * @param name an integer column; null accepts any generation
     * @param kind how the record's generation is compared with the column
     * @return a changed copy
     */
    public Write generationColumn(String name, GenerationCheck.Kind kind) {
        return with(changed -> {
            changed.generationColumn = name;
            changed.generationKind = kind;
        });
    }

    /**
     * Sets the records' time to live. Default: the namespace's default.
     *
     * @param timeToLive the time to live of every row without one of its own
     * @return a changed copy
     */
    public Write timeToLive(TimeToLive timeToLive) {
        return with(changed -> changed.policy = changed.policy.withTimeToLive(timeToLive));
    }

    /**
     * Sets the column of times to live. Default: none.
     *
     * @param name an integer column of seconds, or of {@link TimeToLive}'s special values; null means {@link
     *     #timeToLive}
     * @return a changed copy
     */
    public Write timeToLiveColumn(String name) {
        return with(changed -> changed.timeToLiveColumn = name);
    }

    /**
     * Sets the column that names the bins a row leaves unchanged, whatever the row's other columns hold. Default:
     * {@code __mismatch} if the rows have it, so that values that could not be read are not overwritten.
     *
     * @param name a column of lists of utf8
     * @return a changed copy
     */
    public Write untouchedColumn(String name) {
        return with(changed -> changed.untouchedColumn = name);
    }

    /**
     * Deletes the records of the rows instead of writing them. A missing record counts as deleted.
     *
     * @return a changed copy
     */
    public Write deletes() {
        return with(changed -> changed.deletes = true);
    }

    /**
     * Sets whether deletes leave tombstones. Needs the Enterprise Edition. Default: false.
     *
     * @param durable whether to leave tombstones
     * @return a changed copy
     */
    public Write durableDelete(boolean durable) {
        return with(changed -> changed.policy = changed.policy.withDurableDelete(durable));
    }

    /**
     * Sets whether maps and structs are written as key-ordered maps. Default: false.
     *
     * @param ordered whether to order them
     * @return a changed copy
     */
    public Write orderedMaps(boolean ordered) {
        return with(changed -> changed.orderedMaps = ordered);
    }

    /**
     * Sets how bins store decimals with a fraction. The metadata {@code aerospike.decimal} of a field overrides it.
     * Default: columns of these types are rejected, because no bin type holds them. Decimals of scale 0 are stored as
     * integers.
     *
     * @param storage how bins store them
     * @return a changed copy
     */
    public Write decimals(DecimalStorage storage) {
        return with(changed -> changed.decimals = storage);
    }

    /**
     * Sets how a null in a bin column is treated. Default: {@link NullBins#DELETE}.
     *
     * @param treatment what happens to such bins
     * @return a changed copy
     */
    public Write nulls(NullBins treatment) {
        return with(changed -> changed.nulls = treatment);
    }

    /**
     * Sets whether user keys are stored with the records. Scans return stored keys only. Default: true.
     *
     * @param send whether to store them
     * @return a changed copy
     */
    public Write sendKey(boolean send) {
        return with(changed -> changed.policy = changed.policy.withSendKey(send));
    }

    /**
     * Sets when the server reports a write as done. Default: {@link CommitLevel#ALL}.
     *
     * @param level the replicas that must have the write
     * @return a changed copy
     */
    public Write commitLevel(CommitLevel level) {
        return with(changed -> changed.policy = changed.policy.withCommitLevel(level));
    }

    /**
     * Sets how many rows are sent in a batch. Each node receives the rows of which it is the master.
     *
     * @param rows 1 or more; default: 1,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Write batchRows(int rows) {
        return with(changed -> changed.batchRows = requirePositive("batchRows", rows));
    }

    /**
     * Sets how many batches are in flight at a time. More batches need more memory.
     *
     * @param batches 1 or more; default: 4
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Write batchesInFlight(int batches) {
        return with(changed -> changed.inFlight = requirePositive("batchesInFlight", batches));
    }

    /**
     * Sets the answers with which a row counts as skipped instead of failed, such as {@link ResultCode#RECORD_EXISTS}
     * for {@link ExistsAction#CREATE_ONLY}. Default: none.
     *
     * @param answers the result codes to skip
     * @return a changed copy
     */
    public Write skipping(Set<ResultCode> answers) {
        return with(changed -> changed.skipping = Set.copyOf(answers));
    }

    /**
     * Sets whether a row rejected for its record's generation or existence counts as written if the record equals the
     * row. An earlier attempt, whose answer was lost, has then written the record. Default: false.
     *
     * @param accept whether to accept such rows
     * @return a changed copy
     */
    public Write acceptRepeated(boolean accept) {
        return with(changed -> changed.acceptRepeated = accept);
    }

    /**
     * Limits the rows that are sent in a second.
     *
     * @param rows 0 for no limit (default)
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Write rowsPerSecond(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rowsPerSecond is " + rows + "; it must not be negative");
        }
        return with(changed -> changed.rowsPerSecond = rows);
    }

    /**
     * Ends the write early when more rows than this have failed. Default: no limit.
     *
     * @param failures how many failed rows are accepted
     * @return a changed copy
     */
    public Write stopAfter(long failures) {
        return with(changed -> changed.maxFailures = failures);
    }

    /**
     * Sets how many failures the result describes, the first ones.
     *
     * @param failures default: 100
     * @return a changed copy
     */
    public Write describedFailures(int failures) {
        return with(changed -> changed.described = failures);
    }

    /**
     * Sets whether the result has the outcome of each row, which takes a few bytes a row. Default: false.
     *
     * @param keep whether to keep them
     * @return a changed copy
     */
    public Write keepResults(boolean keep) {
        return with(changed -> changed.keepsResults = keep);
    }

    /**
     * Sets how long a batch waits, and how often rows without an answer are retried. Default: 3 retries if writing a
     * row twice has the same effect as writing it once; no retry with a generation check or {@link
     * ExistsAction#CREATE_ONLY}.
     *
     * @param policy the timeouts and the number of retries
     * @return a changed copy
     */
    public Write batchPolicy(BatchPolicy policy) {
        return with(changed -> changed.batchPolicy = policy);
    }

    private static int requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more");
        }
        return value;
    }

    /**
     * Writes all batches of a reader, and waits for the answers.
     *
     * @param source remains the caller's
     * @return the result; failed rows throw no exception
     * @throws IllegalArgumentException if a column is missing or damaged, or its type cannot be written
     * @throws IOException if the reader fails; earlier batches may be written
     */
    public WriteResult run(ArrowReader source) throws IOException {
        try (WriteRun run = start()) {
            VectorSchemaRoot root = source.getVectorSchemaRoot();
            while (!run.hasStopped() && source.loadNextBatch()) {
                run.add(root, source);
            }
            return run.finish();
        }
    }

    /**
     * Writes the rows of a root, and waits for the answers.
     *
     * @param rows remains the caller's
     * @return the result; failed rows throw no exception
     * @throws IllegalArgumentException if a column is missing or damaged, or its type cannot be written
     */
    public WriteResult run(VectorSchemaRoot rows) {
        return run(rows, new DictionaryProvider.MapDictionaryProvider());
    }

    /**
     * Writes the rows of a root with dictionary-encoded columns, and waits for the answers.
     *
     * @param rows remains the caller's
     * @param dictionaries the dictionaries of the columns; remain the caller's
     * @return the result; failed rows throw no exception
     * @throws IllegalArgumentException if a column or dictionary is missing or damaged, or a column's type cannot be
     *     written
     */
    public WriteResult run(VectorSchemaRoot rows, DictionaryProvider dictionaries) {
        try (WriteRun run = start()) {
            run.add(rows, dictionaries);
            return run.finish();
        }
    }

    /**
     * Does the same as {@link #run(VectorSchemaRoot)} on an executor.
     *
     * @param rows must not change until the future completes
     * @param executor runs the write; one of its threads is blocked until all answers have arrived
     * @return completes with the result; cancelling the future does not stop a running write
     */
    public CompletableFuture<WriteResult> runAsync(VectorSchemaRoot rows, Executor executor) {
        return CancellableTask.run(() -> run(rows), result -> {}, executor);
    }

    /**
     * Starts a write to which rows are added step by step. Reads the stored schema of the set, if the view has a schema
     * set.
     *
     * @return a write that the caller closes
     * @throws io.aeroarrow.error.MismatchException if the stored schema is damaged, or has a newer format
     */
    public WriteRun start() {
        StoredFields stored = settings.deletes
                ? null
                : aero.storedSchema(settings.namespace, settings.set)
                        .map(StoredFields::new)
                        .orElse(null);
        return new WriteRun(aero.client(), settings, settings.spec(stored), aero.allocator());
    }

    /** The settings of a write. Changed only before the write that holds them is built. */
    static final class Settings implements Cloneable {
        private final String namespace;
        private final String set;
        private String keyColumn = MetadataColumn.KEY.columnName();
        private boolean keysAreDigests;
        private boolean keyAsBin = true;
        private boolean orderedMaps;
        private @Nullable DecimalStorage decimals;
        private boolean deletes;
        private boolean acceptRepeated;
        private int rowsPerSecond;
        private Set<ResultCode> skipping = Set.of();
        private @Nullable String untouchedColumn;
        private @Nullable String generationColumn;
        private GenerationCheck.Kind generationKind = GenerationCheck.Kind.EQUAL;
        private @Nullable String timeToLiveColumn;
        private NullBins nulls = NullBins.DELETE;
        private WritePolicy policy = WritePolicy.DEFAULT;
        private @Nullable BatchPolicy batchPolicy;
        private int batchRows = 1_000;
        private int inFlight = 4;
        private long maxFailures = Long.MAX_VALUE;
        private int described = 100;
        private boolean keepsResults;

        private Settings(String namespace, String set) {
            this.namespace = namespace;
            this.set = set;
        }

        private Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("Settings is Cloneable", e);
            }
        }

        /** Returns the settings for the encoding of rows. */
        WriteSpec spec(@Nullable StoredFields stored) {
            return new WriteSpec(
                    namespace,
                    set,
                    keyColumn,
                    keysAreDigests,
                    keyAsBin && !keysAreDigests,
                    generationColumn,
                    generationKind,
                    timeToLiveColumn,
                    untouchedColumn,
                    nulls,
                    orderedMaps,
                    decimals,
                    stored,
                    deletes,
                    policy);
        }

        int batchRows() {
            return batchRows;
        }

        int inFlight() {
            return inFlight;
        }

        long maxFailures() {
            return maxFailures;
        }

        int rowsPerSecond() {
            return rowsPerSecond;
        }

        boolean acceptRepeated() {
            return acceptRepeated;
        }

        boolean skips(int resultCode) {
            return ResultCode.find(resultCode).map(skipping::contains).orElse(false);
        }

        int described() {
            return described;
        }

        boolean keepsResults() {
            return keepsResults;
        }

        BatchPolicy batchPolicy() {
            if (batchPolicy != null) {
                return batchPolicy;
            }
            boolean repeatable = generationColumn == null
                    && policy.generation().equals(GenerationCheck.NONE)
                    && policy.existsAction() != ExistsAction.CREATE_ONLY;
            return BatchPolicy.DEFAULT.withWriteRetries(repeatable ? 3 : 0);
        }
    }
}
