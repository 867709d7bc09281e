package io.aeroarrow.embedded.internal.command;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.RequestFault;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.internal.batch.BatchAnswer;
import io.aeroarrow.embedded.internal.batch.BatchCommand;
import io.aeroarrow.embedded.internal.batch.BatchRowOrder;
import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.cluster.PartitionAccess;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.query.AggregationAnswer;
import io.aeroarrow.embedded.internal.query.BackgroundExecutor;
import io.aeroarrow.embedded.internal.query.BackgroundWrite;
import io.aeroarrow.embedded.internal.query.QueryAnswer;
import io.aeroarrow.embedded.internal.query.QueryDescription;
import io.aeroarrow.embedded.internal.query.QueryJob;
import io.aeroarrow.embedded.internal.query.QueryJobs;
import io.aeroarrow.embedded.internal.query.QueryKind;
import io.aeroarrow.embedded.internal.query.QueryPlan;
import io.aeroarrow.embedded.internal.record.RecordCommands;
import io.aeroarrow.embedded.internal.record.RecordLimits;
import io.aeroarrow.embedded.internal.record.SingleRecordRequest;
import io.aeroarrow.embedded.internal.security.AccessControl;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.RequestReader;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import io.aeroarrow.embedded.internal.wire.SingleFrameAnswer;
import io.aeroarrow.embedded.observe.RequestObserver;
import org.jspecify.annotations.Nullable;

/** Determines the kind of each data request and starts its execution. */
public final class DataRequestDispatcher {
    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final QueryJobs jobs;
    private final BackgroundExecutor background;
    private final RequestObserver observer;
    /** Most servers have no observer, for which descriptions would be created in vain. */
    private final boolean observed;

    private final BatchRowOrder order;
    private final int queryFrameBytes;
    private final RecordLimits limits;
    private final NodeMembership membership;
    private final UdfModules modules;
    private final Faults faults;
    private final ServerVersion version;
    /** Without faults. */
    private final RecordCommands usual;

    public DataRequestDispatcher(
            Namespaces namespaces,
            IndexRegistry indexes,
            QueryJobs jobs,
            BackgroundExecutor background,
            RequestObserver observer,
            BatchRowOrder order,
            int queryFrameBytes,
            RecordLimits limits,
            NodeMembership membership,
            UdfModules modules,
            Faults faults,
            ServerVersion version) {
        this.namespaces = namespaces;
        this.indexes = indexes;
        this.jobs = jobs;
        this.background = background;
        this.observer = observer;
        this.observed = isObserved(observer);
        this.order = order;
        this.queryFrameBytes = queryFrameBytes;
        this.limits = limits;
        this.modules = modules;
        this.faults = faults;
        this.version = version;
        this.membership = membership;
        this.usual = new RecordCommands(limits, modules, membership);
    }

    @SuppressWarnings("ReferenceEquality") // NONE is the one that ignores requests.
    private static boolean isObserved(RequestObserver observer) {
        return observer != RequestObserver.NONE;
    }

    /** Starts a request and returns the frames of its answer. */
    public FrameSource start(byte[] body, String client, AccessControl access) {
        ByteSlice bytes = ByteSlice.of(body);
        try {
            access.requireIn();
            RequestMessage message = RequestReader.parse(bytes, version);
            return message.info1(InfoBits.INFO1_BATCH)
                    ? batch(message, access)
                    : queryOrSingle(message, client, access);
        } catch (RequestFailure e) {
            // Unlike other requests, a refused batch is answered with the last message of a stream.
            int info3 = RequestReader.isBatch(bytes) ? InfoBits.INFO3_LAST : 0;
            return new SingleFrameAnswer(out -> FrameWriter.endOfStream(out, info3, e.resultCode()));
        }
    }

    private FrameSource queryOrSingle(RequestMessage message, String client, AccessControl access) {
        Namespace namespace = namespaces.find(message.fields().find(MessageFieldType.NAMESPACE));
        if (namespace == null) {
            throw new RequestFailure(ServerResultCode.NAMESPACE, "unknown namespace");
        }
        ByteSlice digest = message.fields().sized(MessageFieldType.DIGEST, Digest.SIZE);
        return digest == null ? query(namespace, message, client, access) : single(namespace, message, digest, access);
    }

    /** The answer to a compressed request, which the Community Edition refuses. */
    public static FrameSource refuseCompressed() {
        return new SingleFrameAnswer(out -> FrameWriter.endOfStream(out, 0, ServerResultCode.ENTERPRISE_ONLY));
    }

    private FrameSource batch(RequestMessage message, AccessControl access) {
        BatchCommand request = BatchCommand.parse(message, namespaces);
        // One forbidden row refuses the whole batch.
        request.rows().stream()
                .map(BatchCommand.Row::request)
                .distinct()
                .forEach(row -> DataPermissions.require(row, access));
        if (observed) {
            observer.onRequest(ObservedRequests.ofBatch(request));
        }
        RequestFault fault = unlessRefused(RequestType.BATCH);
        return new BatchAnswer(commands(fault), request, order, faults);
    }

    private FrameSource query(Namespace namespace, RequestMessage message, String client, AccessControl access) {
        DataPermissions.require(message, namespace, QueryKind.setName(message.fields()), access);
        QueryKind kind = QueryKind.of(namespace, message);
        if (kind == QueryKind.AGGREGATION) {
            return aggregation(namespace, message, client);
        } else if (kind != QueryKind.BASIC) {
            return background(namespace, message, client);
        }
        QueryPlan plan = QueryPlan.of(namespace, indexes.of(namespace), message);
        RequestFault fault = unlessRefused(RequestType.QUERY);
        QueryJob job = jobs.start(
                plan.taskId(),
                QueryDescription.of(plan),
                client,
                namespaces.time().millis());
        observer.onRequest(ObservedRequests.ofQuery(plan));
        if (fault instanceof RequestFault.AbortAfter abort) {
            job.abortAfter(abort.records());
        }
        return new QueryAnswer(plan, jobs, job, queryFrameBytes, partitions(fault));
    }

    private FrameSource aggregation(Namespace namespace, RequestMessage message, String client) {
        AggregationAnswer.Request request = AggregationAnswer.Request.of(namespace, indexes.of(namespace), message);
        unlessRefused(RequestType.QUERY);
        QueryJob job = jobs.start(
                request.taskId(),
                request.description(),
                client,
                namespaces.time().millis());
        return new AggregationAnswer(request, membership, modules, queryFrameBytes, jobs, job);
    }

    private FrameSource background(Namespace namespace, RequestMessage message, String client) {
        RequestFault fault = unlessRefused(RequestType.QUERY);
        BackgroundWrite query =
                BackgroundWrite.of(namespace, indexes.of(namespace), message, commands(fault), membership);
        QueryJob job = jobs.start(
                QueryPlan.taskId(message.fields()),
                query.target(),
                client,
                namespaces.time().millis());
        background.run(query.reportingTo(jobs, job));
        return new SingleFrameAnswer(out -> FrameWriter.endOfStream(out, InfoBits.INFO3_LAST, ServerResultCode.OK));
    }

    private FrameSource single(Namespace namespace, RequestMessage message, ByteSlice digest, AccessControl access) {
        SingleRecordRequest request = SingleRecordRequest.of(namespace, message);
        DataPermissions.require(request, access);
        if (observed) {
            observer.onRequest(ObservedRequests.ofSingle(request));
        }
        RecordCommands commands = commands(unlessRefused(request.isWrite() ? RequestType.WRITE : RequestType.READ));
        return new SingleFrameAnswer(out -> commands.execute(request, Digest.of(digest), out, 0));
    }

    private @Nullable RequestFault unlessRefused(RequestType operation) {
        RequestFault fault = faults.onRequest(operation);
        if (fault instanceof RequestFault.Result refused) {
            throw new RequestFailure(refused.code(), "refused by a fault");
        }
        return fault;
    }

    private RecordCommands commands(@Nullable RequestFault fault) {
        return fault == null ? usual : new RecordCommands(limits, modules, partitions(fault));
    }

    private PartitionAccess partitions(@Nullable RequestFault fault) {
        return fault instanceof RequestFault.Unavailable missing
                ? new MissingPartitions(membership, missing.partitions())
                : membership;
    }
}
