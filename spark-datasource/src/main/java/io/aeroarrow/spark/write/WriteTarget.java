package io.aeroarrow.spark.write;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.connect.SparkMemory;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.option.WriteOptions;
import io.aeroarrow.spark.option.WriteOptions.OnConflict;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which set is written, and how: all that executors need to know.
 *
 * @param source where the table is
 */
public record WriteTarget(SourceOptions source, WriteOptions options) implements Serializable {

    /** The set that is written. */
    public String set() {
        return options.set().isEmpty() ? source.set() : options.set();
    }

    /** The table's name as users write it. */
    public String name() {
        return set().isEmpty() ? source.namespace() : source.namespace() + "." + set();
    }

    /** The connection of this JVM. */
    public AeroArrow aero() {
        return AeroArrow.over(ClientCache.client(source.client()), SparkMemory.allocator());
    }

    WriteTarget withExistsAction(ExistsAction action) {
        return new WriteTarget(source, options.withExistsAction(action));
    }

    /** A write of rows in the vectors of a layout. */
    Write rows(WriteLayout layout, TaskAttempt attempt) {
        Write write = common().acceptRepeated(attempt.isRepeated());
        write = layout.keysAreDigests() ? write.digestColumn(layout.key()) : write.keyColumn(layout.key());
        if (layout.generation() != null) {
            write = write.generationColumn(layout.generation(), options.generation());
        }
        if (layout.timeToLive() != null) {
            write = write.timeToLiveColumn(layout.timeToLive());
        } else if (layout.expiry() != null) {
            write = write.timeToLiveColumn(RowBuffer.TIME_TO_LIVE_BY_EXPIRY);
        }
        return write.keyIsBin(layout.keyIsBin()).nulls(options.nulls()).skipping(skipping());
    }

    /** A write of rows that are new: nobody has seen a record of their key. */
    public Write inserts(WriteLayout layout, TaskAttempt attempt) {
        Write write = rows(layout, attempt);
        return switch (options.onConflict()) {
            case OVERWRITE -> write;
            case FAIL -> write.existsAction(ExistsAction.CREATE_ONLY).batchPolicy(options.batchPolicy(0));
            case SKIP ->
                write.existsAction(ExistsAction.CREATE_ONLY)
                        .batchPolicy(options.batchPolicy(0))
                        .skipping(Set.of(ResultCode.RECORD_EXISTS));
        };
    }

    /** A write of records that are still as they were read; nulls delete their bins. */
    public Write updates(WriteLayout layout, TaskAttempt attempt) {
        Write write = common().acceptRepeated(attempt.isRepeated())
                .digestColumn(layout.key())
                .existsAction(ExistsAction.UPDATE_ONLY)
                .nulls(NullBins.DELETE);
        return switch (options.onConflict()) {
            case OVERWRITE -> write.batchPolicy(options.batchPolicy(options.retries()));
            case FAIL -> write.generationColumn(WriteLayout.GENERATION).batchPolicy(options.batchPolicy(0));
            case SKIP ->
                write.generationColumn(WriteLayout.GENERATION)
                        .batchPolicy(options.batchPolicy(0))
                        .skipping(Set.of(ResultCode.GENERATION, ResultCode.NOT_FOUND));
        };
    }

    /** Deletes of records that are still as they were read. */
    public Write checkedDeletes(WriteLayout layout) {
        Write write = deletes().digestColumn(layout.key());
        return switch (options.onConflict()) {
            case OVERWRITE -> write;
            case FAIL -> write.generationColumn(WriteLayout.GENERATION);
            case SKIP -> write.generationColumn(WriteLayout.GENERATION).skipping(Set.of(ResultCode.GENERATION));
        };
    }

    /** What is the same for all writes. */
    private Write common() {
        return aero().write(source.namespace(), set())
                .existsAction(options.policy().existsAction())
                .timeToLive(options.policy().timeToLive())
                .sendKey(options.policy().sendKey())
                .commitLevel(options.policy().commitLevel())
                .orderedMaps(options.orderedMaps())
                .batchRows(options.batch().rows())
                .batchesInFlight(options.batch().inFlight())
                .rowsPerSecond(options.rowsPerSecond())
                .describedFailures(options.describedFailures())
                .stopAfter(options.collectFailures() ? Long.MAX_VALUE : 0)
                .batchPolicy(options.batchPolicy());
    }

    /** Deletes of rows. One that is sent twice finds nothing the second time, which makes no difference. */
    public Write deletes() {
        return aero().write(source.namespace(), set())
                .deletes()
                .durableDelete(options.policy().durableDelete())
                .commitLevel(options.policy().commitLevel())
                .sendKey(false)
                .batchRows(options.batch().rows())
                .batchesInFlight(options.batch().inFlight())
                .rowsPerSecond(options.rowsPerSecond())
                .describedFailures(options.describedFailures())
                .stopAfter(options.collectFailures() ? Long.MAX_VALUE : 0)
                .batchPolicy(options.batchPolicy(options.retries()));
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
