package io.aeroarrow.spark.write;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.spark.connect.Truncation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Deletes records from the driver, until there are none left that were to be deleted. */
public final class Deleter {

    /** Somebody who writes faster than records are deleted will not be caught up with. */
    private static final int MOST_ROUNDS = 20;

    /** A background request is asked for until it is done, and tells if it cannot be. */
    private static final Duration NO_END = Duration.ofDays(365);

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
     * Deletes records. Those that appear meanwhile may go, too.
     *
     * @throws DeleteNotFinishedException if some are still there in the end
     */
    public void delete(Deletion deletion) {
        if (!(deletion instanceof Deletion.Nothing) && set.isEmpty()) {
            throw new IllegalArgumentException("this would delete records of the whole namespace '" + namespace
                    + "'; name the set by option 'set', or truncate the namespace by the server's own tools");
        }
        if (deletion instanceof Deletion.All) {
            truncate();
        } else if (deletion instanceof Deletion.Where where) {
            if (target.options().deletesInBackground()) {
                deleteInBackground(where.filter());
            }
            deleteInBatches(where.filter());
        }
    }

    private void truncate() {
        Duration patience = target.options().timeout();
        if (!Truncation.run(target.aero().client(), namespace, set, records::found, patience)) {
            throw new DeleteNotFinishedException("'" + target.name() + "' was truncated, but " + patience.toMillis()
                    + " ms later it holds records; is it still written to?");
        }
    }

    private void deleteInBackground(Filter filter) {
        BackgroundJob job = target.aero()
                .client()
                .startBackground(BackgroundRequest.delete(namespace, set).withFilter(filter));
        job.await(NO_END);
    }

    /** Records that somebody has changed since they were found are looked at again. */
    private void deleteInBatches(Filter filter) {
        AeroArrow aero = target.aero();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            WriteResult result = deleteOnce(records.scan(aero).where(filter));
            WriteTally.of(result).requireAll(target.name());
            if (result.rows() == 0) {
                return;
            }
        }
        throw new DeleteNotFinishedException("after " + MOST_ROUNDS + " rounds '" + target.name()
                + "' still gets records that are to be deleted; is it written to?");
    }

    private WriteResult deleteOnce(Scan found) {
        try (ArrowReader reader = found.reader();
                WriteRun run = target.deletes()
                        .digestColumn(WriteLayout.DIGEST)
                        .generationColumn(WriteLayout.GENERATION)
                        .skipping(Set.of(ResultCode.GENERATION))
                        .start()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (!run.hasStopped() && reader.loadNextBatch()) {
                run.add(root, reader);
            }
            return run.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the records of '" + target.name() + "' cannot be read", e);
        }
    }
}
