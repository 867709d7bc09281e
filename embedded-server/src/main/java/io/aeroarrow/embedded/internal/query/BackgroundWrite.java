package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.expression.FilterExpression;
import io.aeroarrow.embedded.internal.index.IndexSearch;
import io.aeroarrow.embedded.internal.index.NamespaceIndexes;
import io.aeroarrow.embedded.internal.record.RecordCommands;
import io.aeroarrow.embedded.internal.record.SingleRecordRequest;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfCall;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A background query: applies the ops of a request to many records at a limited rate. */
public final class BackgroundWrite implements Runnable {
    private static final long MAX_RECORDS_PER_SECOND = 10_000;
    private static final int NOT_FOR_MANY =
            InfoBits.INFO2_GENERATION | InfoBits.INFO2_GENERATION_GT | InfoBits.INFO2_CREATE_ONLY;

    private final Namespace namespace;
    private final ByteSlice setName;
    private final RequestMessage message;
    private final @Nullable IndexSearch search;
    private final @Nullable FilterExpression filter;
    private final long recordsPerSecond;
    private final RecordCommands commands;
    private final NodeMembership membership;
    private final @Nullable UdfCall function;
    private final ByteBuf reply = Unpooled.buffer();
    private final long startNanos = System.nanoTime();
    private QueryJobs jobs = new QueryJobs();
    private @Nullable QueryJob job;
    private long succeeded;
    private long failed;
    private long filtered;

    private BackgroundWrite(
            Namespace namespace,
            RequestMessage message,
            @Nullable IndexSearch search,
            long recordsPerSecond,
            RecordCommands commands,
            NodeMembership membership,
            @Nullable UdfCall function) {
        ByteSlice expression = message.fields().find(MessageFieldType.FILTER_EXPRESSION);
        this.namespace = namespace;
        this.setName = QueryKind.setName(message.fields());
        this.function = function;
        this.message = onExisting(message, function != null);
        this.search = search;
        this.filter = expression == null ? null : FilterExpression.compile(expression, message.version());
        this.recordsPerSecond = recordsPerSecond;
        this.commands = commands;
        this.membership = membership;
    }

    /** Checks the request and creates its background query. */
    public static BackgroundWrite of(
            Namespace namespace,
            NamespaceIndexes indexes,
            RequestMessage message,
            RecordCommands commands,
            NodeMembership membership) {
        MessageFields fields = message.fields();
        ByteSlice setName = QueryKind.setName(fields);
        if (namespace.findSet(setName) == null) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "unknown set");
        }
        UdfCall function = fields.has(MessageFieldType.UDF_FUNCTION) ? UdfCall.of(fields) : null;
        if (function == null
                && (message.ops().isEmpty() || message.ops().stream().anyMatch(op -> OpCode.isRead(op.code())))) {
            throw RequestFailure.parameter("a background query needs write ops only, at least one");
        }
        ByteSlice rps = fields.sized(MessageFieldType.RECORDS_PER_SECOND, Integer.BYTES);
        long limit = rps == null || rps.u32(0) == 0 ? MAX_RECORDS_PER_SECOND : rps.u32(0);
        if (limit > MAX_RECORDS_PER_SECOND) {
            throw RequestFailure.parameter(limit + " records per second");
        }
        IndexSearch search = IndexSearch.of(indexes, setName.utf8(), fields);
        return new BackgroundWrite(namespace, message, search, limit, commands, membership, function);
    }

    /** The message for one record: it updates existing records only and checks no generation. */
    private static RequestMessage onExisting(RequestMessage message, boolean udf) {
        return new RequestMessage(
                message.info1(),
                (message.info2() & ~NOT_FOR_MANY & ~InfoBits.INFO2_DELETE) | InfoBits.INFO2_WRITE,
                udf ? 0 : message.info3() | InfoBits.INFO3_UPDATE_ONLY,
                message.info4(),
                0,
                message.recordTtl(),
                message.transactionTtl(),
                message.fields(),
                message.ops(),
                message.version());
    }

    public QueryDescription target() {
        return new QueryDescription(
                namespace.name(),
                setName.isEmpty() ? null : setName.utf8(),
                search == null ? null : search.indexName(),
                function == null ? QueryKind.BACKGROUND_OPS : QueryKind.BACKGROUND_UDF,
                function,
                0,
                0,
                recordsPerSecond,
                0);
    }

    /** Sets the job that shows the query's progress. */
    public BackgroundWrite reportingTo(QueryJobs allJobs, QueryJob ownJob) {
        jobs = allJobs;
        job = ownJob;
        return this;
    }

    @Override
    public void run() {
        QueryJob running = job;
        if (running == null) {
            throw new IllegalStateException("the job was not started");
        }
        String outcome = "abandoned-shutdown";
        try {
            for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
                if (membership.holds(namespace.name(), 0, partition) && !go(running, partition)) {
                    outcome = running.isAbortRequested() ? "user-aborted" : outcome;
                    return;
                }
                report(running, partition + 1);
            }
            outcome = "ok";
        } finally {
            jobs.finish(running, outcome, namespace.time().millis());
        }
    }

    /** Changes the records of a partition; false if the query has to stop. */
    private boolean go(QueryJob running, int partition) {
        Iterator<Map.Entry<Digest, StoredRecord>> all = namespace.scan(partition, null);
        if (search == null) {
            while (all.hasNext()) {
                Map.Entry<Digest, StoredRecord> next = all.next();
                if (!go(running, partition, next.getKey(), next.getValue())) {
                    return false;
                }
            }
            return true;
        }
        Iterator<IndexSearch.Found> found = search.find(all, null);
        while (found.hasNext()) {
            IndexSearch.Found next = found.next();
            if (!go(running, partition, next.entry().digest(), next.stored())) {
                return false;
            }
        }
        return true;
    }

    private boolean go(QueryJob running, int partition, Digest digest, StoredRecord stored) {
        boolean selected = (setName.isEmpty() || stored.set().hasName(setName))
                && !stored.isExpired(namespace.time().voidTime());
        if (!selected) {
            return true;
        }
        change(digest, stored);
        report(running, partition);
        return !running.isAbortRequested() && pause();
    }

    private void change(Digest digest, StoredRecord stored) {
        if (filter != null && !filter.matches(digest, stored, namespace.time())) {
            filtered++;
            return;
        }
        SingleRecordRequest request = SingleRecordRequest.inBackground(
                namespace, message, stored.set().name());
        if (commands.execute(request, digest, reply.clear(), 0) == ServerResultCode.OK) {
            succeeded++;
        } else {
            failed++;
        }
    }

    private void report(QueryJob running, int partitions) {
        running.failed(failed);
        running.progress(succeeded, filtered, 0, partitions);
    }

    /** Waits until the next record is due; false if the server shuts down. */
    private boolean pause() {
        long due = TimeUnit.SECONDS.toNanos(succeeded + failed + filtered) / recordsPerSecond;
        long left = due - (System.nanoTime() - startNanos);
        try {
            TimeUnit.NANOSECONDS.sleep(left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
