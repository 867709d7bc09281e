package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The queries that run, and the last hundred that ran. */
public final class QueryJobs {
    private static final int MAX_DONE = 100;

    private final List<QueryJob> active = new ArrayList<>();
    private final Deque<QueryJob> done = new ArrayDeque<>();
    private long nextTaskId = 1;

    /** Starts a job under an id, or under one of its own if that is 0. */
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

    /** Whether there was such a query to abort. */
    public synchronized boolean abort(long taskId) {
        List<QueryJob> matching =
                active.stream().filter(job -> job.taskId() == taskId).toList();
        matching.forEach(QueryJob::requestAbort);
        return !matching.isEmpty();
    }

    /** Aborts all and tells how many. */
    public synchronized int abortAll() {
        active.forEach(QueryJob::requestAbort);
        return active.size();
    }
}
