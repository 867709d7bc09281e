package io.aeroarrow.internal.scan;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.query.ScanRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scan over the partitions of a set: one query, or two. A server before 8.1.2 leaves out the records that have none of
 * the bins named by a query; the second query reads those. For each of several values of an index, there are as many.
 */
public final class ScanStream implements RecordCursors {

    /** The queries that have not started. */
    private final Deque<Supplier<RetryingQuery>> waiting = new ArrayDeque<>();

    private @Nullable RetryingQuery running;
    private final long maxRecords;
    /** The block of {@link #next()}, which returns one record at a time. */
    private @Nullable RecordBlock single;

    private long taken;
    private long bytes;
    private final Cluster cluster;
    private final Deadline deadline;
    private final ScanMeter meter = new ScanMeter();
    private boolean closed;

    /**
     * @param expressions the values to compute for each record
     * @throws IllegalArgumentException if a server is too old to compute a value
     */
    public ScanStream(Cluster cluster, QueryAborts aborts, ScanRequest request, List<ExpressionRead> expressions) {
        this.cluster = cluster;
        deadline = Deadline.start(request.timeouts());
        maxRecords = request.maxRecords();
        requireNamespace(cluster, request.namespace());
        ServerBuild servers = cluster.view().lowestBuild();
        if (!cluster.view().nodes().isEmpty()) {
            ExpressionRead.requireInScan(expressions, servers);
        }
        QueryFilters filters = QueryFilters.of(request, expressions, servers);
        QueryContext context = new QueryContext(cluster, aborts, deadline, meter);
        parts(request).forEach(part -> add(context, part, expressions, filters));
    }

    /** Servers find one value or range at a time. */
    private static List<ScanRequest> parts(ScanRequest request) {
        return request.index()
                .map(query -> query.parts().stream().map(request::withIndex).toList())
                .orElse(List.of(request));
    }

    private void add(
            QueryContext context, ScanRequest request, List<ExpressionRead> expressions, QueryFilters filters) {
        waiting.add(() -> new RetryingQuery(
                context, request, spec(request, request.bins(), expressions, filters.absentBins(), filters.first())));
        if (filters.second() != null) {
            waiting.add(() -> new RetryingQuery(
                    context, request, spec(request, BinSelection.none(), List.of(), false, filters.second())));
        }
    }

    /**
     * Fails at once if the namespace does not exist. Does nothing while no node has partitions: the cluster may be back by
     * the first attempt.
     */
    private static void requireNamespace(Cluster cluster, String namespace) {
        ClusterView view = cluster.view();
        if (!view.nodes().isEmpty() && !view.namespaces().isEmpty()) {
            view.partitions(namespace);
        }
    }

    private static QueryRequest.Spec spec(
            ScanRequest request,
            BinSelection bins,
            List<ExpressionRead> expressions,
            boolean absentBins,
            @Nullable Filter filter) {
        int timeoutMillis = (int) Math.min(request.timeouts().socket().toMillis(), Integer.MAX_VALUE);
        return new QueryRequest.Spec(
                request.namespace(),
                request.set(),
                request.index().orElse(null),
                bins,
                expressions,
                absentBins,
                filter,
                request.recordsPerSecond(),
                timeoutMillis);
    }

    @Override
    public @Nullable RecordCursor next() {
        RecordBlock one = single;
        if (one == null) {
            one = new RecordBlock();
            single = one;
        }
        return next(one, 1) ? one.get(0) : null;
    }

    @Override
    public boolean next(RecordBlock block, int most) {
        try {
            boolean more = fill(block, most);
            if (!more) {
                end(null);
            }
            return more;
        } catch (RuntimeException e) {
            end(e);
            throw e;
        }
    }

    private boolean fill(RecordBlock block, int most) {
        block.clear();
        while ((running != null || !waiting.isEmpty()) && (maxRecords == 0 || taken < maxRecords)) {
            RetryingQuery query = running == null ? waiting.removeFirst().get() : running;
            running = query;
            long wanted = maxRecords == 0 ? 0 : maxRecords - taken;
            int room = wanted == 0 ? most : (int) Math.min(most, wanted);
            if (query.fill(block, room, wanted)) {
                taken += block.size();
                bytes += block.bytes();
                return true;
            }
            closeRunning();
        }
        return false;
    }

    private void closeRunning() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public long bytesRead() {
        return bytes;
    }

    @Override
    public long waitNanos() {
        return meter.waitNanos();
    }

    @Override
    public long retries() {
        return meter.retries();
    }

    @Override
    public void close() {
        end(null);
    }

    private void end(@Nullable RuntimeException failure) {
        if (!closed) {
            closed = true;
            cluster.meters().ended(CommandKind.SCAN, deadline.elapsedNanos(), failure);
            cluster.meters().records(taken);
        }
        closeRunning();
        waiting.clear();
    }
}
