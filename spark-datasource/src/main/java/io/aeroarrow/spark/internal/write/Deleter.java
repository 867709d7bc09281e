package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SetTruncation;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Deletes records from the driver, until none of them is left. */
public final class Deleter {

    /** Bounds the work if other writers add records faster than they are deleted. */
    private static final int MAX_ROUNDS = 20;

    /** A background delete ends or fails by itself. */
    private static final Duration NO_TIMEOUT = Duration.ofDays(365);

    private final WriteTarget target;
    private final String namespace;
    private final String set;
    private final ExistingRecords records;

    public Deleter(WriteTarget target) {
        this.target = target;
        this.namespace = target.source().namespace();
        this.set = target.set();
        this.records = new ExistingRecords(target);
    }

    /**
     * Deletes records. Records that are written meanwhile may be deleted too.
     *
     * @throws IllegalArgumentException if records of a whole namespace would be deleted
     * @throws DeleteNotFinishedException if matching records remain
     */
    public void delete(Deletion deletion) {
        if (!(deletion instanceof Deletion.Nothing) && set.isEmpty()) {
            throw new IllegalArgumentException("this would delete records of the whole namespace '" + namespace
                    + "'; name the set by option 'set', or truncate the namespace with asadm");
        }
        // While the servers delete in the background, the client only waits.
        ClientCache.Hold hold = ClientCache.hold(target.source().client());
        try {
            if (deletion instanceof Deletion.All) {
                truncate();
            } else if (deletion instanceof Deletion.Where where) {
                if (target.options().deletesInBackground()) {
                    deleteInBackground(where.filter());
                }
                deleteInBatches(where.filter());
            }
        } finally {
            hold.close();
        }
    }

    private void truncate() {
        Duration timeout = target.options().timeout();
        if (!SetTruncation.run(target.aero().client(), namespace, set, records::found, timeout)) {
            throw new DeleteNotFinishedException("'" + target.name() + "' was truncated, but holds records "
                    + timeout.toMillis() + " ms later. Stop its writers and try again.");
        }
    }

    private void deleteInBackground(Filter filter) {
        BackgroundJob job = target.aero()
                .client()
                .startBackground(BackgroundRequest.delete(namespace, set).withFilter(filter));
        job.await(NO_TIMEOUT);
    }

    /** Repeats the delete for records that were changed after they were found. */
    private void deleteInBatches(Filter filter) {
        AeroArrowView aero = target.aero();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            WriteResult result = deleteOnce(records.scan(aero).where(filter));
            WriteSummary.of(result).requireAllWritten(target.name());
            if (result.rows() == 0) {
                return;
            }
        }
        throw new DeleteNotFinishedException("'" + target.name() + "' still has records to delete after " + MAX_ROUNDS
                + " rounds. Stop its writers and try again.");
    }

    private WriteResult deleteOnce(Scan found) {
        try (ArrowReader reader = found.reader();
                WriteRun run = target.deletes()
                        .digestColumn(TableColumns.DIGEST)
                        .generationColumn(TableColumns.GENERATION)
                        .skipping(Set.of(ResultCode.GENERATION))
                        .start()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (!run.hasStopped() && reader.loadNextBatch()) {
                run.add(root, reader);
            }
            return run.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the records of '" + target.name() + "'", e);
        }
    }
}
