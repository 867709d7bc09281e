package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.request.RecordRequest;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one operation: chooses the node, decides on retries, and completes errors. Attempts run one after
 * another, so no lock is needed.
 */
final class RecordAttempts {

    private final Cluster cluster;
    private final RecordRequest request;
    private final Route route;
    private final Deadline deadline;

    private final Retries retries;
    private @Nullable Node asked;
    /** Whether a request was sent and its effect is unknown. */
    private boolean inDoubt;

    RecordAttempts(Cluster cluster, RecordOperation<?> operation) {
        this.cluster = cluster;
        this.request = operation.request();
        this.route = cluster.route(request.routing());
        this.deadline = Deadline.start(operation.timeouts());
        this.retries = new Retries(cluster, operation.timeouts().maxRetries(), operation.backoff(), deadline);
    }

    Deadline deadline() {
        return deadline;
    }

    RequestEncoder encoder() {
        return buffers -> request.encode(deadline.serverMillis(), buffers);
    }

    /**
     * The node of the next attempt: the master for a write, the routing's choice for a read.
     *
     * @throws AeroArrowException if there is no node
     */
    Node next() {
        asked = null;
        Key key = request.key();
        ClusterView view = cluster.view();
        PartitionMap map = view.partitions(key.namespace());
        int partition = request.partition();
        Node owner = request.writes()
                ? map.ownerForAttempt(0, partition)
                : route.reader(view, map, partition, retries.attempt());
        if (owner == null) {
            throw new PartitionsUnavailableException(
                    PartitionSet.range(partition, 1),
                    "no node holds partition " + partition + " of namespace '" + key.namespace() + "'");
        }
        asked = owner;
        return owner;
    }

    /** Records that a request was sent and not answered. */
    void unanswered() {
        inDoubt = true;
    }

    /**
     * Records the result code of an answer.
     *
     * @return the error if a retry may succeed; otherwise null
     */
    @Nullable
    AeroArrowException retryableError(int resultCode) {
        if (ResultCode.TIMEOUT.is(resultCode)) {
            inDoubt = true;
        }
        return Retries.passes(resultCode, false) && !retries.isLast() ? ServerErrors.of(resultCode, request) : null;
    }

    /**
     * Decides whether to retry after a failure.
     *
     * @return the back-off before the next attempt; null if there is no retry
     */
    @Nullable
    Duration backoffAfter(AeroArrowException cause) {
        Duration pause = cause.retryable() ? retries.pauseInTime() : null;
        if (pause == null) {
            return null;
        }
        Node failed = asked;
        if (failed != null) {
            ErrorDetails.of(cause).atNode(failed.toString());
        }
        retries.retry(cause);
        return pause;
    }

    /** Completes the final error with the key, the node, earlier failures and the in-doubt flag. */
    AeroArrowException completed(AeroArrowException cause) {
        ErrorDetails<AeroArrowException> details =
                ErrorDetails.of(cause).ofKey(request.digestInHex()).after(retries.earlier());
        Node node = asked;
        if (node != null) {
            details.atNode(node.toString());
        }
        if (request.writes() && inDoubt) {
            details.inDoubt();
        }
        return details.error();
    }

    /** Counts the completed operation. */
    void ended(@Nullable Throwable failure) {
        CommandKind kind = request.writes() ? CommandKind.WRITE : CommandKind.READ;
        cluster.meters().ended(kind, deadline.elapsedNanos(), failure);
    }
}
