package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.request.RecordRequest;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one operation: whom to ask, whether to try again, what to tell in the end. They follow each other,
 * each started by the end of the one before, so that they need no lock.
 */
final class RecordAttempts {

    private final Cluster cluster;
    private final RecordRequest request;
    private final RecordOperation<?> operation;
    private final Route route;
    private final Deadline deadline;

    private List<AeroArrowException> earlier = List.of();
    private @Nullable Node asked;
    private int attempt;
    /** Whether a request was sent whose fate is not known. */
    private boolean doubt;

    RecordAttempts(Cluster cluster, RecordOperation<?> operation) {
        this.cluster = cluster;
        this.operation = operation;
        this.request = operation.request();
        this.route = cluster.route(request.routing());
        this.deadline = Deadline.start(operation.timeouts());
    }

    Deadline deadline() {
        return deadline;
    }

    RequestEncoder encoder() {
        return buffers -> request.encode(deadline.serverMillis(), buffers);
    }

    /**
     * Whom to ask next: the master, or for a read whom its routing says.
     *
     * @throws AeroArrowException if there is nobody
     */
    Node next() {
        asked = null;
        Key key = request.key();
        ClusterView view = cluster.view();
        PartitionMap map = view.partitions(key.namespace());
        int partition = request.partition();
        Node owner = request.writes() ? map.ownerForAttempt(0, partition) : route.reader(view, map, partition, attempt);
        if (owner == null) {
            throw new PartitionsUnavailableException(
                    PartitionSet.range(partition, 1),
                    "no node holds partition " + partition + " of namespace '" + key.namespace() + "'");
        }
        asked = owner;
        return owner;
    }

    /** Notes that a request was sent and its answer is missing. */
    void unanswered() {
        doubt = true;
    }

    /**
     * Notes the result code of an answer.
     *
     * @return the error that it tells of, if that may be another one next time; otherwise null
     */
    @Nullable
    AeroArrowException passingError(int resultCode) {
        if (ResultCode.TIMEOUT.is(resultCode)) {
            doubt = true;
        }
        return ResultCode.isRetryable(resultCode)
                        && attempt < operation.timeouts().maxRetries()
                ? ServerErrors.of(resultCode, request)
                : null;
    }

    /**
     * Decides what follows on a failure.
     *
     * @return how long to wait for the next attempt; null if there is none
     */
    @Nullable
    Duration pauseAfter(AeroArrowException cause) {
        Timeouts timeouts = operation.timeouts();
        if (!cause.retryable() || attempt >= timeouts.maxRetries()) {
            return null;
        }
        Duration pause = operation
                .backoff()
                .pause(attempt + 1, ThreadLocalRandom.current().nextDouble());
        if (pause.toNanos() >= deadline.remainingNanos()) {
            return null;
        }
        if (earlier.isEmpty()) {
            earlier = new ArrayList<>();
        }
        Node failed = asked;
        if (failed != null) {
            ErrorDetails.of(cause).atNode(failed.toString());
        }
        earlier.add(cause);
        attempt++;
        cluster.meters().retried();
        cluster.requestRefresh();
        return pause;
    }

    /** The error to tell when there are no further attempts. */
    AeroArrowException told(AeroArrowException cause) {
        ErrorDetails<AeroArrowException> details =
                ErrorDetails.of(cause).ofKey(request.digestInHex()).after(earlier);
        Node node = asked;
        if (node != null) {
            details.atNode(node.toString());
        }
        if (request.writes() && doubt) {
            details.inDoubt();
        }
        return details.error();
    }

    /** Counts the operation. */
    void ended(@Nullable Throwable failure) {
        CommandKind kind = request.writes() ? CommandKind.WRITE : CommandKind.READ;
        cluster.meters().ended(kind, deadline.elapsedNanos(), failure);
    }
}
