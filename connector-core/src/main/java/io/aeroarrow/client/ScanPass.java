package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ScanRequest;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.QueryRequest;
import io.aeroarrow.protocol.RecordCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One query over all partitions of a scan, in as many rounds as it takes to read each to its end. */
final class ScanPass implements AutoCloseable {

    private static final long RETRY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Cluster cluster;
    private final ScanRequest request;
    private final QueryRequest.Spec spec;
    private final Deadline deadline;
    private final ScanProgress progress;

    private @Nullable ScanRound round;
    /** How attempts failed since the last record that came. */
    private final List<AeroArrowException> earlier = new ArrayList<>();

    private int attempt;

    ScanPass(Cluster cluster, ScanRequest request, QueryRequest.Spec spec, Deadline deadline) {
        this.cluster = cluster;
        this.request = request;
        this.spec = spec;
        this.deadline = deadline;
        this.progress = new ScanProgress(request.partitions());
    }

    /**
     * Goes to the next record.
     *
     * @param wanted how many records the scan still wants, 0 for all
     * @return null once all partitions are read
     */
    @Nullable
    RecordCursor next(long wanted) {
        while (true) {
            ScanRound running = round;
            if (running == null) {
                if (progress.pending().isEmpty()) {
                    return null;
                }
                running = startRound(wanted);
            }
            RecordCursor record = running.next();
            if (record != null) {
                return record;
            }
            running.close();
            round = null;
            prepareRetry(running);
        }
    }

    /** Tells that the record given last has become a row: after a failure the scan goes on behind it. */
    void taken(RecordCursor record) {
        progress.taken(KeyDigester.partition(record.digest()), record.digest());
    }

    private ScanRound startRound(long wanted) {
        ScanRound started = new ScanRound(progress, deadline);
        round = started;
        started.start(spec, cluster.view().partitions(request.namespace()), attempt, wanted);
        return started;
    }

    private void prepareRetry(ScanRound ended) {
        AeroArrowException failure = ended.failure();
        if (progress.pending().isEmpty() || failure == null) {
            return;
        }
        // Retries are counted since the last record that came: a long scan may meet many failures.
        if (ended.advanced()) {
            attempt = 0;
            earlier.clear();
        }
        attempt++;
        if (attempt > request.timeouts().maxRetries()) {
            PartitionSet missing =
                    PartitionSet.of(progress.pending().stream().boxed().toList());
            throw new PartitionsUnavailableException(
                            missing,
                            missing.size() + " of "
                                    + request.partitions().size()
                                    + " partitions of namespace '" + request.namespace()
                                    + "' could not be read to their end in "
                                    + attempt + " attempts; the last one: " + failure.getMessage(),
                            failure)
                    .after(earlier);
        }
        if (deadline.isOver()) {
            throw deadline.missed("the scan of namespace '" + request.namespace() + "' was not done", failure);
        }
        earlier.add(failure);
        cluster.meters().retried();
        cluster.refresh(Math.min(RETRY_PAUSE_NANOS, deadline.remainingNanos()));
    }

    @Override
    public void close() {
        if (round != null) {
            round.close();
            round = null;
        }
    }
}
