package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.udf.UdfCall;

/** The state of a query that the info commands show. */
public final class QueryJob {
    private final long taskId;
    private final QueryDescription target;
    private final String client;
    private final long startMillis;
    private volatile boolean abortRequested;
    private volatile long abortAfter = Long.MAX_VALUE;
    private volatile long doneMillis;
    private volatile String outcome = "";
    private volatile long succeeded;
    private volatile long failed;
    private volatile long filtered;
    private volatile long bytes;
    private volatile int partitionsDone;

    QueryJob(long taskId, QueryDescription target, String client, long startMillis) {
        this.taskId = taskId;
        this.target = target;
        this.client = client;
        this.startMillis = startMillis;
    }

    public long taskId() {
        return taskId;
    }

    public boolean isActive() {
        return outcome.isEmpty();
    }

    void requestAbort() {
        abortRequested = true;
    }

    boolean isAbortRequested() {
        return abortRequested;
    }

    /** Aborts the query after this many records. */
    public void abortAfter(long records) {
        abortAfter = records;
    }

    /** Whether the query has to stop after this many records. */
    boolean isAborted(long found) {
        return abortRequested || found >= abortAfter;
    }

    void progress(long succeededSoFar, long filteredSoFar, long bytesSoFar, int partitionsSoFar) {
        succeeded = succeededSoFar;
        filtered = filteredSoFar;
        bytes = bytesSoFar;
        partitionsDone = partitionsSoFar;
    }

    void failed(long failedSoFar) {
        failed = failedSoFar;
    }

    void done(String how, long nowMillis) {
        doneMillis = nowMillis;
        outcome = how;
    }

    /** Returns the job's line in query-show. */
    public String describe(long nowMillis) {
        boolean active = isActive();
        long end = active ? nowMillis : doneMillis;
        double percent = 100.0
                * partitionsDone
                / (target.background() ? Digest.PARTITIONS : target.partitions() + target.digests());
        StringBuilder line = new StringBuilder();
        line.append("trid=").append(Long.toUnsignedString(taskId));
        line.append(target.describe());
        line.append(":active-threads=").append(active ? 1 : 0);
        line.append(":status=").append(status());
        line.append(String.format(":job-progress=%.2f", active ? percent : 100.0));
        line.append(":run-time=").append(end - startMillis);
        line.append(":time-since-done=").append(active ? 0 : nowMillis - doneMillis);
        long unfiltered = target.recordsPerSecond() == 0 ? 0 : succeeded + failed;
        // A background query limits the rate of examined records, a foreground query the rate of sent records.
        long throttled = target.background() ? unfiltered + filtered : unfiltered;
        line.append(":recs-throttled=").append(throttled);
        line.append(":recs-filtered-meta=0:recs-filtered-bins=").append(filtered);
        line.append(":recs-succeeded=")
                .append(succeeded)
                .append(":recs-failed=")
                .append(failed);
        line.append(":from=").append(client);
        return line.append(type()).toString();
    }

    private String type() {
        UdfCall function = target.function();
        return switch (target.kind()) {
            case BACKGROUND_OPS -> ":job-type=background-ops:net-io-bytes=30:socket-timeout=10000:ops-active=0";
            case BACKGROUND_UDF ->
                ":job-type=background-udf:net-io-bytes=30:socket-timeout=10000:udf-filename="
                        + (function == null ? "" : function.module() + ":udf-function=" + function.function())
                        + ":udf-active=0";
            case BASIC, AGGREGATION ->
                ":job-type="
                        + (target.kind() == QueryKind.BASIC ? "basic" : "aggregation") + ":net-io-bytes=" + bytes
                        + ":net-io-time=0:socket-timeout=" + target.socketTimeoutMillis();
        };
    }

    private String status() {
        if (!isActive()) {
            return "done(" + outcome + ")";
        }
        return abortRequested ? "active(user-aborted)" : "active(ok)";
    }
}
