package io.aeroarrow.arrow;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.error.ResultCode;
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
 * A write of rows as records, put together step by step. Each step gives a new one; it may be used again and again, also
 * by several threads.
 *
 * <p>{@code aero.write("test", "users").keyColumn("id").run(reader).orThrow()}
 *
 * <p>Each column is a bin of its name, or of the one that its metadata {@code aerospike.bin} names, but for the columns of
 * the key, the generation and the time to live, and for those with the names of record metadata, such as {@code __ttl}.
 * Rows are sent in batches, several at a time and in no order: of rows with the same key, any may be the last.
 */
public final class Write {

    private final AeroArrowView aero;
    private final Parts parts;

    private Write(AeroArrowView aero, Parts parts) {
        this.aero = aero;
        this.parts = parts;
    }

    static Write of(AeroArrowView aero, String namespace, String set) {
        return new Write(aero, new Parts(namespace, set));
    }

    private Write with(Consumer<Parts> change) {
        Parts changed = parts.copy();
        change.accept(changed);
        return new Write(aero, changed);
    }

    /**
     * The column of the user keys: integers, utf8 or binary, or encoded by a dictionary. Without this, {@code __key}. The
     * column is a bin too, unless {@link #keyAsBin} is false.
     */
    public Write keyColumn(String name) {
        return with(changed -> {
            changed.keyColumn = name;
            changed.keysAreDigests = false;
        });
    }

    /** The column of digests, 20 bytes each, in place of keys: for records that are there already. */
    public Write digestColumn(String name) {
        return with(changed -> {
            changed.keyColumn = name;
            changed.keysAreDigests = true;
        });
    }

    /**
     * Whether the column of {@link #keyColumn} is written as a bin too. Default: true, so that a row read back has the
     * columns that were written. Metadata columns such as {@code __key} and columns of digests are never bins.
     */
    public Write keyAsBin(boolean asBin) {
        return with(changed -> changed.keyAsBin = asBin);
    }

    /** What to do when the record exists or does not; it is created or updated without this. */
    public Write existsAction(ExistsAction action) {
        return with(changed -> changed.policy = changed.policy.withExistsAction(action));
    }

    /** An integer column of generations: a row is written only if its record has that one. Null for any. */
    public Write generationColumn(String name) {
        return generationColumn(name, GenerationCheck.Kind.EQUAL);
    }

    /** As {@link #generationColumn(String)}, with another comparison than being the same. */
    public Write generationColumn(String name, GenerationCheck.Kind kind) {
        return with(changed -> {
            changed.generationColumn = name;
            changed.generationKind = kind;
        });
    }

    /** How long the records live; as the namespace says without this. */
    public Write timeToLive(TimeToLive timeToLive) {
        return with(changed -> changed.policy = changed.policy.withTimeToLive(timeToLive));
    }

    /** An integer column of seconds to live, with {@link TimeToLive}'s special values. Null for {@link #timeToLive}. */
    public Write timeToLiveColumn(String name) {
        return with(changed -> changed.timeToLiveColumn = name);
    }

    /**
     * A column of lists of utf8: the names of the bins that the row leaves alone, whatever its columns hold. Without this,
     * {@code __mismatch} if there is such a column, so that what could not be read is not written back.
     */
    public Write untouchedColumn(String name) {
        return with(changed -> changed.untouchedColumn = name);
    }

    /** Deletes the records of the rows in place of writing them. A record that is not there counts as deleted. */
    public Write deletes() {
        return with(changed -> changed.deletes = true);
    }

    /** Whether deletes leave tombstones, which only the Enterprise Edition does; not without this. */
    public Write durableDelete(boolean durable) {
        return with(changed -> changed.policy = changed.policy.withDurableDelete(durable));
    }

    /** Whether maps and structs are written as maps that the server keeps in the order of their keys; not without this. */
    public Write orderedMaps(boolean ordered) {
        return with(changed -> changed.orderedMaps = ordered);
    }

    /** What a null makes of its bin; the bin is deleted without this. */
    public Write nulls(NullBins treatment) {
        return with(changed -> changed.nulls = treatment);
    }

    /** Whether the keys are stored with the records, without which scans cannot tell them; true without this. */
    public Write sendKey(boolean send) {
        return with(changed -> changed.policy = changed.policy.withSendKey(send));
    }

    public Write commitLevel(CommitLevel level) {
        return with(changed -> changed.policy = changed.policy.withCommitLevel(level));
    }

    /** How many rows are sent together, 1,000 without this; each node gets those that it is master of. */
    public Write batchRows(int rows) {
        return with(changed -> changed.batchRows = requirePositive("batchRows", rows));
    }

    /** How many such batches are under way at the same time, 4 without this; they bound the memory. */
    public Write batchesInFlight(int batches) {
        return with(changed -> changed.inFlight = requirePositive("batchesInFlight", batches));
    }

    /**
     * The answers by which a row counts as skipped and not as failed, such as {@link ResultCode#RECORD_EXISTS} where records
     * are created only. None without this.
     */
    public Write skipping(Set<ResultCode> answers) {
        return with(changed -> changed.skipping = Set.copyOf(answers));
    }

    /**
     * Whether a row counts as written that is refused because of its record's generation or existence, if the record is just
     * what the row would have made of it: an attempt before this one has done so, whose answer nobody got. Not without this.
     */
    public Write acceptRepeated(boolean accept) {
        return with(changed -> changed.acceptsRepeated = accept);
    }

    /** The most rows to send in a second; 0, as without this, for no limit. */
    public Write rowsPerSecond(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rowsPerSecond is " + rows + "; it must not be negative");
        }
        return with(changed -> changed.rowsPerSecond = rows);
    }

    /** Ends the write when more rows than this have failed; it goes on to its end without this. */
    public Write stopAfter(long failures) {
        return with(changed -> changed.mostFailures = failures);
    }

    /** How many failures the result describes, the first ones; 100 without this. */
    public Write describedFailures(int failures) {
        return with(changed -> changed.described = failures);
    }

    /** Whether the result tells what became of each row, at some bytes a row, not only of those that failed; not without this. */
    public Write keepResults(boolean keep) {
        return with(changed -> changed.keepsResults = keep);
    }

    /**
     * How a batch waits, and how often rows without an answer are sent again: three times without this, if it makes no
     * difference that a row may be written twice; not at all with a check of the generation, or if records must not exist.
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
     * @param source stays the caller's
     * @throws IllegalArgumentException if a column is missing, or of a type that cannot be written
     * @throws IOException if the reader fails; what it gave before is written
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
     * @param rows stays the caller's
     * @throws IllegalArgumentException if a column is missing, or of a type that cannot be written
     */
    public WriteResult run(VectorSchemaRoot rows) {
        return run(rows, new DictionaryProvider.MapDictionaryProvider());
    }

    /** As {@link #run(VectorSchemaRoot)}, with the dictionaries of columns that are encoded by one. */
    public WriteResult run(VectorSchemaRoot rows, DictionaryProvider dictionaries) {
        try (WriteRun run = start()) {
            run.add(rows, dictionaries);
            return run.finish();
        }
    }

    /**
     * As {@link #run(VectorSchemaRoot)}, without a thread of the caller's that waits.
     *
     * @param rows must stay as they are until the result is there
     * @param executor is busy all the while
     */
    public CompletableFuture<WriteResult> runAsync(VectorSchemaRoot rows, Executor executor) {
        return CancellableTask.run(() -> run(rows), result -> {}, executor);
    }

    /** Starts a write whose rows come bit by bit. To be closed. */
    public WriteRun start() {
        return new WriteRun(aero.client(), parts, aero.allocator());
    }

    /** The settings while they change. */
    static final class Parts implements Cloneable {
        private final String namespace;
        private final String set;
        private String keyColumn = MetadataColumn.KEY.columnName();
        private boolean keysAreDigests;
        private boolean keyAsBin = true;
        private boolean orderedMaps;
        private boolean deletes;
        private boolean acceptsRepeated;
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
        private long mostFailures = Long.MAX_VALUE;
        private int described = 100;
        private boolean keepsResults;

        private Parts(String namespace, String set) {
            this.namespace = namespace;
            this.set = set;
        }

        private Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("a Cloneable class can be cloned", e);
            }
        }

        WriteSpec spec() {
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
                    deletes,
                    policy);
        }

        int batchRows() {
            return batchRows;
        }

        int inFlight() {
            return inFlight;
        }

        long mostFailures() {
            return mostFailures;
        }

        int rowsPerSecond() {
            return rowsPerSecond;
        }

        boolean acceptsRepeated() {
            return acceptsRepeated;
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
