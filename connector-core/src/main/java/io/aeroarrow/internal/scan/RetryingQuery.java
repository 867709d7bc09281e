package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.query.ScanRequest;
import org.jspecify.annotations.Nullable;

/** One query over all partitions of a scan. It runs as many attempts as it takes to read each partition to its end. */
final class RetryingQuery implements AutoCloseable {

    private final QueryContext context;
    private final ScanRequest request;
    private final QueryRequest.Spec spec;
    private final Route route;
    private final ScanProgress progress;
    private final WindowSizes windows;

    private @Nullable QueryAttempt running;
    private final Retries retries;

    RetryingQuery(QueryContext context, ScanRequest request, QueryRequest.Spec spec) {
        this.context = context;
        this.request = request;
        this.spec = spec;
        this.route = context.cluster().route(ReadRouting.DEFAULT.withReplica(request.replica()));
        this.progress = new ScanProgress(request.partitions(), request.index().orElse(null));
        this.retries = new Retries(
                context.cluster(), request.timeouts().maxRetries(), Retries.SCAN_BACKOFF, context.deadline());
        this.windows = new WindowSizes(request.namespace(), context.deadline());
    }

    /**
     * Adds records to an empty block, and waits for the first one.
     *
     * @param most the maximum number of records to add
     * @param wanted the number of records that the scan still wants, 0 for all
     * @return false when all partitions are read
     */
    boolean fill(RecordBlock block, int most, long wanted) {
        while (true) {
            QueryAttempt current = running;
            if (current == null) {
                if (progress.pending().isEmpty()) {
                    return false;
                }
                current = startAttempt(wanted);
            }
            if (current.fill(block, most)) {
                return true;
            }
            current.close();
            running = null;
            prepareRetry(current);
        }
    }

    private QueryAttempt startAttempt(long wanted) {
        Cluster cluster = context.cluster();
        QueryAttempt started =
                new QueryAttempt(context, spec, progress, request.maxConcurrentNodes(), cluster.answerStreams());
        running = started;
        long start = System.nanoTime();
        started.start(cluster.view(), route, retries.attempt(), windows, wanted);
        context.meter().waited(System.nanoTime() - start);
        return started;
    }

    private void prepareRetry(QueryAttempt ended) {
        if (progress.pending().isEmpty()) {
            return;
        }
        AeroArrowException failure = ended.failure();
        Deadline deadline = context.deadline();
        if (deadline.isOver()) {
            throw ErrorDetails.of(
                            deadline.missed("the scan of namespace '" + request.namespace() + "' did not end", failure))
                    .after(retries.earlier())
                    .error();
        }
        requireResumable(failure);
        if (failure == null) {
            // The attempt reached its limit, or a record was out of order.
            return;
        }
        // Retries count from the last progress: a long scan may survive many failures.
        if (ended.advanced()) {
            retries.progressed();
        }
        if (retries.isLast()) {
            PartitionSet missing = missing();
            throw ErrorDetails.of(new PartitionsUnavailableException(
                            missing,
                            missing.size() + " of "
                                    + request.partitions().size()
                                    + " partitions of namespace '" + request.namespace()
                                    + "' could not be read completely in "
                                    + (retries.attempt() + 1)
                                    + " attempts, none of which read a record or completed a partition;"
                                    + " the last failure: " + failure.getMessage(),
                            failure))
                    .after(retries.earlier())
                    .error();
        }
        context.meter().retried();
        long start = System.nanoTime();
        retries.retryAfterPause(failure);
        context.meter().waited(System.nanoTime() - start);
    }

    private void requireResumable(@Nullable AeroArrowException failure) {
        if (progress.hasUnknownOrder()) {
            throw new PartitionsUnavailableException(
                    missing(),
                    "a scan of namespace '" + request.namespace() + "' stopped early and cannot resume: the server"
                            + " returns records in an order that the client does not know; run the scan again",
                    failure);
        }
        if (progress.cannotResume()) {
            throw new PartitionsUnavailableException(
                    missing(),
                    "a query through " + spec.index() + " stopped early and cannot resume: a record may"
                            + " be found under several values, and the client cannot remember that many records;"
                            + " query fewer partitions at a time",
                    failure);
        }
    }

    private PartitionSet missing() {
        return PartitionSet.of(progress.pending().stream().boxed().toList());
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
