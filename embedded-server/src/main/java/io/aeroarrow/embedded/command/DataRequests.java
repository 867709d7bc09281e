package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.cluster.Membership;
import io.aeroarrow.embedded.cluster.PartitionAccess;
import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.Operation;
import io.aeroarrow.embedded.fault.RequestFault;
import io.aeroarrow.embedded.index.IndexRegistry;
import io.aeroarrow.embedded.observe.RequestObserver;
import io.aeroarrow.embedded.security.Access;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.Namespaces;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.MessageReader;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import org.jspecify.annotations.Nullable;

/** Tells the kinds of data requests apart and starts their execution. */
public final class DataRequests {
    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final QueryJobs jobs;
    private final BackgroundJobs background;
    private final RequestObserver observer;
    private final CompletionOrder order;
    private final int queryFrameBytes;
    private final RecordLimits limits;
    private final Membership membership;
    private final Faults faults;

    public DataRequests(
            Namespaces namespaces,
            IndexRegistry indexes,
            QueryJobs jobs,
            BackgroundJobs background,
            RequestObserver observer,
            CompletionOrder order,
            int queryFrameBytes,
            RecordLimits limits,
            Membership membership,
            Faults faults) {
        this.namespaces = namespaces;
        this.indexes = indexes;
        this.jobs = jobs;
        this.background = background;
        this.observer = observer;
        this.order = order;
        this.queryFrameBytes = queryFrameBytes;
        this.limits = limits;
        this.faults = faults;
        this.membership = membership;
    }

    /** Starts the request; its answer is what the source gives. */
    public FrameSource start(byte[] body, String client, Access access) {
        Bytes bytes = Bytes.of(body);
        try {
            access.requireIn();
            Message message = MessageReader.parse(bytes);
            return message.info1(MessageBits.INFO1_BATCH)
                    ? batch(message, access)
                    : queryOrSingle(message, client, access);
        } catch (RequestFailure e) {
            // Unlike other requests, a refused batch is answered with the end of a stream.
            int info3 = MessageReader.isBatch(bytes) ? MessageBits.INFO3_LAST : 0;
            return new SingleFrame(out -> Frames.endOfStream(out, info3, e.resultCode()));
        }
    }

    private FrameSource queryOrSingle(Message message, String client, Access access) {
        Namespace namespace = namespaces.find(message.fields().find(FieldType.NAMESPACE));
        if (namespace == null) {
            throw new RequestFailure(ResultCode.NAMESPACE, "unknown namespace");
        }
        Bytes digest = message.fields().sized(FieldType.DIGEST, Digest.SIZE);
        return digest == null ? query(namespace, message, client, access) : single(namespace, message, digest, access);
    }

    /** The answer to a compressed request: the community edition takes none. */
    public static FrameSource refuseCompressed() {
        return new SingleFrame(out -> Frames.endOfStream(out, 0, ResultCode.ENTERPRISE_ONLY));
    }

    private FrameSource batch(Message message, Access access) {
        BatchRequest request = BatchRequest.parse(message, namespaces);
        // A row that is not allowed refuses the whole.
        request.rows().stream()
                .map(BatchRequest.Row::request)
                .distinct()
                .forEach(row -> Permissions.require(row, access));
        observer.onRequest(Summaries.ofBatch(request));
        RequestFault fault = unlessRefused(Operation.BATCH);
        return new BatchStream(commands(fault), request, order, faults);
    }

    private FrameSource query(Namespace namespace, Message message, String client, Access access) {
        Permissions.require(message, namespace, QueryKind.setName(message.fields()), access);
        QueryKind kind = QueryKind.of(namespace, message);
        if (kind == QueryKind.AGGREGATION) {
            return new RefusedAggregation();
        } else if (kind == QueryKind.BACKGROUND_OPS) {
            return background(namespace, message, client);
        }
        QueryPlan plan = QueryPlan.of(namespace, indexes.of(namespace), message);
        RequestFault fault = unlessRefused(Operation.QUERY);
        QueryJob job = jobs.start(
                plan.taskId(), JobTarget.of(plan), client, namespaces.time().millis());
        observer.onRequest(Summaries.ofQuery(plan));
        if (fault instanceof RequestFault.AbortAfter abort) {
            job.abortAfter(abort.records());
        }
        return new QueryStream(plan, jobs, job, queryFrameBytes, partitions(fault));
    }

    private FrameSource background(Namespace namespace, Message message, String client) {
        RequestFault fault = unlessRefused(Operation.QUERY);
        BackgroundQuery query =
                BackgroundQuery.of(namespace, indexes.of(namespace), message, commands(fault), membership);
        QueryJob job = jobs.start(
                QueryPlan.taskId(message.fields()),
                query.target(),
                client,
                namespaces.time().millis());
        background.run(query.reportingTo(jobs, job));
        return new SingleFrame(out -> Frames.endOfStream(out, MessageBits.INFO3_LAST, ResultCode.OK));
    }

    private FrameSource single(Namespace namespace, Message message, Bytes digest, Access access) {
        RecordRequest request = RecordRequest.of(namespace, message, null);
        Permissions.require(request, access);
        observer.onRequest(Summaries.ofSingle(request));
        RecordCommands commands = commands(unlessRefused(request.isWrite() ? Operation.WRITE : Operation.READ));
        return new SingleFrame(out -> commands.execute(request, Digest.of(digest), out, 0));
    }

    private @Nullable RequestFault unlessRefused(Operation operation) {
        RequestFault fault = faults.onRequest(operation);
        if (fault instanceof RequestFault.Result refused) {
            throw new RequestFailure(refused.code(), "refused by a fault");
        }
        return fault;
    }

    private RecordCommands commands(@Nullable RequestFault fault) {
        return new RecordCommands(limits, partitions(fault));
    }

    private PartitionAccess partitions(@Nullable RequestFault fault) {
        return fault instanceof RequestFault.Unavailable missing
                ? new MissingPartitions(membership, missing.partitions())
                : membership;
    }
}
