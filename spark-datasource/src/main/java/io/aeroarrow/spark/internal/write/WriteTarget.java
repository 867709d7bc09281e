package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.TableScope;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.options.WriteOptions.OnConflict;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * The set to write and the options of the write. Sent to the executors.
 *
 * @param source the options of the table
 */
public record WriteTarget(SourceOptions source, WriteOptions options) implements Serializable {

    private TableScope scope() {
        return options.set().isEmpty() ? source.scope() : TableScope.of(options.set());
    }

    /** Returns the set to write; empty for records without a set. */
    public String set() {
        return scope().requested();
    }

    /** Returns the table's name as users write it. */
    public String name() {
        return scope().nameIn(source.namespace());
    }

    /**
     * Rejects rows for a whole namespace, which would become records without a set.
     *
     * @throws IllegalArgumentException if no set is named
     */
    void requireSet() {
        if (scope() instanceof TableScope.WholeNamespace) {
            throw new IllegalArgumentException("rows cannot be written to the whole namespace '" + source.namespace()
                    + "'; name the set by option 'set' or by .save(\"" + source.namespace()
                    + ".users\"). The set __default is for records without a set.");
        }
    }

    /** Returns the Arrow API over the shared client of this JVM. */
    public AeroArrowView aero() {
        return AeroArrow.over(ClientCache.client(source.client()), SparkMemory.allocator());
    }

    WriteTarget withExistsAction(ExistsAction action) {
        return new WriteTarget(source, options.withExistsAction(action));
    }

    /** Returns the write of rows. */
    Write rows(WriteLayout layout, TaskAttempt attempt) {
        Write write = common().acceptRepeated(attempt.isRepeated());
        ControlColumns control = layout.control();
        write = control.keysAreDigests() ? write.digestColumn(control.key()) : write.keyColumn(control.key());
        if (control.generation() != null) {
            write = write.generationColumn(control.generation(), options.generation());
        }
        if (control.timeToLive() != null) {
            write = write.timeToLiveColumn(control.timeToLive());
        } else if (control.expiry() != null) {
            write = write.timeToLiveColumn(RowBuffer.TTL_FROM_EXPIRY);
        }
        return write.keyAsBin(layout.keyAsBin()).nulls(options.nulls()).skipping(skipping());
    }

    /** Returns the write of new rows of a MERGE. They fail or are skipped if their record exists. */
    Write inserts(WriteLayout layout, TaskAttempt attempt) {
        Write write = rows(layout, attempt);
        if (options.onConflict() == OnConflict.OVERWRITE) {
            return write;
        }
        Write create = write.existsAction(ExistsAction.CREATE_ONLY).batchPolicy(options.batchPolicy(0));
        return skippingConflicts(create, ResultCode.RECORD_EXISTS);
    }

    /** Returns the write of updated rows, if their generation is unchanged. Nulls delete their bins. */
    Write updates(WriteLayout layout, TaskAttempt attempt) {
        Write write = common().acceptRepeated(attempt.isRepeated())
                .digestColumn(layout.control().key())
                .existsAction(ExistsAction.UPDATE_ONLY)
                .nulls(NullBins.DELETE);
        if (options.onConflict() == OnConflict.OVERWRITE) {
            return write.batchPolicy(options.batchPolicy(options.retries()));
        }
        Write checked = write.generationColumn(TableColumns.GENERATION).batchPolicy(options.batchPolicy(0));
        return skippingConflicts(checked, ResultCode.GENERATION, ResultCode.NOT_FOUND);
    }

    /** Returns the delete of rows, if their generation is unchanged. */
    Write checkedDeletes(WriteLayout layout) {
        Write write = deletes().digestColumn(layout.control().key());
        return options.onConflict() == OnConflict.OVERWRITE
                ? write
                : skippingConflicts(write.generationColumn(TableColumns.GENERATION), ResultCode.GENERATION);
    }

    private Write skippingConflicts(Write write, ResultCode... conflicts) {
        return options.onConflict() == OnConflict.SKIP ? write.skipping(Set.of(conflicts)) : write;
    }

    /** Returns a write with the options for all kinds of rows. */
    private Write common() {
        return batched()
                .existsAction(options.policy().existsAction())
                .timeToLive(options.policy().timeToLive())
                .sendKey(options.policy().sendKey())
                .orderedMaps(options.orderedMaps())
                .batchPolicy(options.batchPolicy());
    }

    /** Returns the delete of rows. It is idempotent: repeating it finds no record. */
    Write deletes() {
        return batched()
                .deletes()
                .durableDelete(options.policy().durableDelete())
                .sendKey(false)
                .batchPolicy(options.batchPolicy(options.retries()));
    }

    /** Returns a write with the options for batches, which writes and deletes share. */
    private Write batched() {
        return aero().write(source.namespace(), set())
                .commitLevel(options.policy().commitLevel())
                .batchRows(options.batch().rows())
                .batchesInFlight(options.batch().inFlight())
                .rowsPerSecond(options.rowsPerSecond())
                .describedFailures(options.describedFailures())
                .stopAfter(options.collectFailures() ? Long.MAX_VALUE : 0);
    }

    private Set<ResultCode> skipping() {
        if (options.onConflict() != OnConflict.SKIP) {
            return Set.of();
        }
        Set<ResultCode> skipped = EnumSet.noneOf(ResultCode.class);
        switch (options.policy().existsAction()) {
            case CREATE_ONLY -> skipped.add(ResultCode.RECORD_EXISTS);
            case UPDATE_ONLY, REPLACE_ONLY -> skipped.add(ResultCode.NOT_FOUND);
            case UPDATE, REPLACE -> {}
        }
        if (options.generation() != GenerationCheck.Kind.NONE) {
            skipped.add(ResultCode.GENERATION);
        }
        return skipped;
    }
}
