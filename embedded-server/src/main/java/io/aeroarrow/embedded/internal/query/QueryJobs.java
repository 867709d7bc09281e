package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The active queries and the last hundred finished queries. */
public final class QueryJobs {
    private static final int MAX_DONE = 100;

    private final List<QueryJob> active = new ArrayList<>();
    private final Deque<QueryJob> done = new ArrayDeque<>();
    private long nextTaskId = 1;

    /** Starts a job with the wanted id; 0 for a new id. */
    public synchronized QueryJob start(long wantedId, QueryDescription target, String client, long nowMillis) {
        long taskId = wantedId == 0 ? nextTaskId++ : wantedId;
        if (active.stream().anyMatch(job -> job.taskId() == taskId)) {
            throw RequestFailure.parameter("task " + taskId + " is running");
        }
        QueryJob job = new QueryJob(taskId, target, client, nowMillis);
        active.add(job);
        return job;
    }

    synchronized void finish(QueryJob job, String outcome, long nowMillis) {
        if (!active.remove(job)) {
            return;
        }
        job.done(outcome, nowMillis);
        done.addFirst(job);
        if (done.size() > MAX_DONE) {
            done.removeLast();
        }
    }

    public synchronized List<QueryJob> all() {
        List<QueryJob> jobs = new ArrayList<>(active);
        jobs.addAll(done);
        return jobs;
    }

    public synchronized Optional<QueryJob> find(long taskId) {
        return all().stream().filter(job -> job.taskId() == taskId).findFirst();
    }

    /** Aborts a query; false if no active query has this id. */
    public synchronized boolean abort(long taskId) {
        List<QueryJob> matching =
                active.stream().filter(job -> job.taskId() == taskId).toList();
        matching.forEach(QueryJob::requestAbort);
        return !matching.isEmpty();
    }

    /** Aborts all active queries and returns their number. */
    public synchronized int abortAll() {
        active.forEach(QueryJob::requestAbort);
        return active.size();
    }
}
