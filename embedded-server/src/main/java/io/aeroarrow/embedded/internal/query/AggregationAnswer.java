package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.index.IndexSearch;
import io.aeroarrow.embedded.internal.index.NamespaceIndexes;
import io.aeroarrow.embedded.internal.record.RecordReply;
import io.aeroarrow.embedded.internal.record.StoredUdfRecord;
import io.aeroarrow.embedded.internal.record.UdfReply;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfCall;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import io.aeroarrow.embedded.internal.udf.UdfOutcome;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer of an aggregation: for each partition that this node masters, what the function makes of its records. */
public final class AggregationAnswer extends FrameSource {
    private static final int FIRST_CAPACITY = 16 << 10;
    /** How many partitions are aggregated before other connections of the event loop get a turn. */
    private static final int PARTITIONS_PER_TURN = 256;

    private final Namespace namespace;
    private final ByteSlice setName;
    private final UdfCall call;
    private final @Nullable IndexSearch search;
    private final NodeMembership membership;
    private final UdfModules modules;
    private final int frameLimit;
    private final QueryJobs jobs;
    private final QueryJob job;
    private int partition;
    private long succeeded;
    private int result = ServerResultCode.OK;
    private boolean ended;

    /** What an aggregation reads and calls. */
    public record Request(
            Namespace namespace,
            ByteSlice setName,
            UdfCall call,
            @Nullable IndexSearch search,
            long taskId) {
        /** Checks a request. */
        public static Request of(Namespace namespace, NamespaceIndexes indexes, RequestMessage message) {
            if (message.fields().has(MessageFieldType.FILTER_EXPRESSION)) {
                throw new RequestFailure(ServerResultCode.UNSUPPORTED_FEATURE, "an aggregation with a filter");
            }
            ByteSlice set = QueryKind.setName(message.fields());
            return new Request(
                    namespace,
                    set,
                    UdfCall.of(message.fields()),
                    IndexSearch.of(indexes, set.utf8(), message.fields()),
                    QueryPlan.taskId(message.fields()));
        }

        /** What query-show tells about it. */
        public QueryDescription description() {
            return new QueryDescription(
                    namespace.name(),
                    setName.isEmpty() ? null : setName.utf8(),
                    search == null ? null : search.indexName(),
                    QueryKind.AGGREGATION,
                    call,
                    Digest.PARTITIONS,
                    0,
                    0,
                    QueryPlan.DEFAULT_SOCKET_TIMEOUT);
        }
    }

    public AggregationAnswer(
            Request request,
            NodeMembership membership,
            UdfModules modules,
            int frameLimit,
            QueryJobs jobs,
            QueryJob job) {
        this.namespace = request.namespace;
        this.setName = request.setName;
        this.call = request.call;
        this.search = request.search;
        this.membership = membership;
        this.modules = modules;
        this.frameLimit = frameLimit;
        this.jobs = jobs;
        this.job = job;
    }

    @Override
    public boolean isFinished() {
        return ended;
    }

    @Override
    public int firstCapacity() {
        return FIRST_CAPACITY;
    }

    @Override
    public void write(ByteBuf frame) {
        int turn = 0;
        while (hasMore() && frame.readableBytes() < frameLimit && (turn < PARTITIONS_PER_TURN || isEmpty(frame))) {
            if (membership.holds(namespace.name(), 0, partition)) {
                aggregate(frame, records(partition));
            }
            partition++;
            turn++;
        }
        if (!hasMore() && isEmpty(frame)) {
            if (job.isAbortRequested()) {
                result = ServerResultCode.QUERY_ABORTED;
            }
            FrameWriter.endOfStream(frame, InfoBits.INFO3_LAST, result);
            ended = true;
        }
        job.progress(succeeded, 0, 0, partition);
    }

    private boolean hasMore() {
        return result == ServerResultCode.OK && partition < Digest.PARTITIONS && !job.isAbortRequested();
    }

    private static boolean isEmpty(ByteBuf frame) {
        return frame.readableBytes() == FrameWriter.HEADER_SIZE;
    }

    /** A function sees no partition without records, as on a real server. */
    private void aggregate(ByteBuf frame, List<StoredUdfRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        succeeded += records.size();
        Iterator<StoredUdfRecord> rest = records.iterator();
        UdfOutcome outcome = modules.aggregate(
                call,
                () -> rest.hasNext() ? rest.next() : null,
                value -> UdfReply.row(new RecordReply(frame, 0), value));
        if (outcome instanceof UdfOutcome.Failure failure) {
            UdfReply.failure(new RecordReply(frame, 0), failure.message());
            result = ServerResultCode.UNKNOWN;
        }
    }

    private List<StoredUdfRecord> records(int from) {
        List<StoredUdfRecord> records = new ArrayList<>();
        Iterator<Map.Entry<Digest, StoredRecord>> all = namespace.scan(from, null);
        if (search == null) {
            while (all.hasNext()) {
                Map.Entry<Digest, StoredRecord> next = all.next();
                add(records, next.getKey(), next.getValue());
            }
            return records;
        }
        // A list may match with several elements.
        Set<Digest> seen = new HashSet<>();
        Iterator<IndexSearch.Found> found = search.find(all, null);
        while (found.hasNext()) {
            IndexSearch.Found next = found.next();
            if (seen.add(next.entry().digest())) {
                add(records, next.entry().digest(), next.stored());
            }
        }
        return records;
    }

    private void add(List<StoredUdfRecord> records, Digest digest, StoredRecord stored) {
        boolean selected = (setName.isEmpty() || stored.set().hasName(setName))
                && !stored.isExpired(namespace.time().voidTime());
        if (selected) {
            records.add(new StoredUdfRecord(digest, stored, namespace.time()));
        }
    }

    @Override
    public void close() {
        String outcome = result == ServerResultCode.OK ? "ok" : "abandoned-unknown";
        jobs.finish(
                job, ended ? outcome : "abandoned-connection", namespace.time().millis());
    }
}
