package io.aeroarrow.internal.scan;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a node that sends nothing is given up. A query that finds nothing is silent while it runs, so the node is
 * asked whether it still runs the query. The socket timeout counts from the last bytes, or from the last report of
 * progress.
 *
 * <p>Time counts only while the reader waits: a reader that pauses does not make the nodes look dead.
 */
final class SilenceWatch {

    private static final long ASK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The last bytes of an answer may be under way when the node reports its end. */
    private static final long LAST_BYTES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Deadline deadline;
    private final Deadline tick;
    private final long askAfter;
    private long waited;
    private long checked;

    SilenceWatch(Deadline deadline) {
        this.deadline = deadline;
        this.askAfter = Math.min(ASK_AFTER_NANOS, deadline.socketNanos() / 2);
        this.tick = deadline.withWaits(Math.max(1_000_000, askAfter / 4));
    }

    /** The limit of one wait for events. Call {@link #isDue} after each wait. */
    Deadline tick() {
        return tick;
    }

    /** The time that the reader has waited so far, in nanoseconds. */
    long waited() {
        return waited;
    }

    /** Adds a wait, and returns whether it is time to {@link #check} the running queries. */
    boolean isDue(long nanos) {
        waited += nanos;
        if (waited - checked < askAfter / 4) {
            return false;
        }
        checked = waited;
        return true;
    }

    /**
     * Checks a running query. Asks its node if it has been silent for some time.
     *
     * @return why to give up the query; null to go on
     */
    @Nullable
    AeroArrowException check(NodeQuery query) {
        NodeQuery.Silence silence = query.silence();
        if (!query.isSent()) {
            return waited - silence.heard < deadline.socketNanos()
                    ? null
                    : deadline.missed("no connection to " + query.node() + " was opened or became free");
        }
        if (waited - silence.heard < askAfter) {
            return null;
        }
        QueryInquiry asked = silence.inquiry;
        if (asked != null && asked.isAnswered()) {
            AeroArrowException end = judge(query, silence, asked.answer());
            if (end != null) {
                return end;
            }
        }
        boolean pending = silence.inquiry != null && !silence.inquiry.isAnswered();
        boolean gone = silence.gone != Long.MAX_VALUE;
        if (!pending && !gone && waited - silence.asked >= askAfter) {
            silence.asked = waited;
            silence.inquiry = QueryInquiry.start(query.node(), query.id());
        }
        return waited - Math.max(silence.heard, silence.advanced) < deadline.socketNanos() ? null : silent(query);
    }

    private @Nullable AeroArrowException judge(
            NodeQuery query, NodeQuery.Silence silence, @Nullable NodeProgress report) {
        if (report == null) {
            return null;
        }
        if (report.state() == State.RUNNING) {
            if (!report.equals(silence.report)) {
                silence.report = report;
                silence.advanced = silence.asked;
            }
            silence.gone = Long.MAX_VALUE;
            return null;
        }
        silence.gone = Math.min(silence.gone, waited);
        return waited - silence.gone < LAST_BYTES_NANOS ? null : lost(query, report.state());
    }

    private static AeroArrowException lost(NodeQuery query, State state) {
        String now = state == State.UNKNOWN ? "does not know the query" : "has ended the query";
        return new ConnectionFailedException(query.node() + " " + now + ", but the end of its answer did not arrive");
    }

    private AeroArrowException silent(NodeQuery query) {
        boolean runs = query.silence().report != null;
        String what = runs ? " runs the query, but made no progress and sent nothing" : " sent nothing";
        return deadline.missed(query.node() + what);
    }
}
