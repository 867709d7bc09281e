package io.aeroarrow.embedded.command;

/** A query as the info commands see it. */
public final class QueryJob {
    private final long taskId;
    private final QueryPlan plan;
    private final String client;
    private final long startMillis;
    private volatile boolean abortRequested;
    private volatile long doneMillis;
    private volatile String outcome = "";
    private volatile long succeeded;
    private volatile long filtered;
    private volatile long bytes;
    private volatile int partitionsDone;

    QueryJob(long taskId, QueryPlan plan, String client, long startMillis) {
        this.taskId = taskId;
        this.plan = plan;
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

    void progress(long succeededSoFar, long filteredSoFar, long bytesSoFar, int partitionsSoFar) {
        succeeded = succeededSoFar;
        filtered = filteredSoFar;
        bytes = bytesSoFar;
        partitionsDone = partitionsSoFar;
    }

    void done(String how, long nowMillis) {
        doneMillis = nowMillis;
        outcome = how;
    }

    /** The job's line of query-show. */
    public String describe(long nowMillis) {
        boolean active = isActive();
        long end = active ? nowMillis : doneMillis;
        long withDigest =
                plan.slices().stream().filter(slice -> slice.after() != null).count();
        double percent = 100.0 * partitionsDone / plan.slices().size();
        StringBuilder line = new StringBuilder();
        line.append("trid=").append(Long.toUnsignedString(taskId));
        line.append(":ns=").append(plan.namespace().name());
        if (!plan.wholeNamespace()) {
            line.append(":set=").append(plan.setName().utf8());
        }
        line.append(":n-pids-requested=").append(plan.slices().size() - withDigest);
        line.append(":n-keyds-requested=").append(withDigest);
        line.append(":rps=").append(plan.recordsPerSecond());
        line.append(":active-threads=").append(active ? 1 : 0);
        line.append(":status=").append(active ? "active(ok)" : "done(" + outcome + ")");
        line.append(String.format(":job-progress=%.2f", active ? percent : 100.0));
        line.append(":run-time=").append(end - startMillis);
        line.append(":time-since-done=").append(active ? 0 : nowMillis - doneMillis);
        line.append(":recs-throttled=").append(succeeded + filtered);
        line.append(":recs-filtered-meta=0:recs-filtered-bins=").append(filtered);
        line.append(":recs-succeeded=").append(succeeded).append(":recs-failed=0");
        line.append(":from=").append(client);
        line.append(":job-type=basic:net-io-bytes=").append(bytes);
        line.append(":net-io-time=0:socket-timeout=").append(plan.socketTimeoutMillis());
        return line.toString();
    }
}
