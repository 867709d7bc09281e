package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the first view of a client. A cluster that is still forming gets some time to complete. */
final class InitialView {

    private static final Logger LOG = LoggerFactory.getLogger(InitialView.class);

    /** The time to wait for a master of each partition and for all advertised nodes. */
    private static final Duration FORMING = Duration.ofSeconds(2);

    private InitialView() {}

    /**
     * Tends until the view is complete or the time is over.
     *
     * @param tendWait the time that each tend waits for slow nodes
     * @param pause waits between tends
     * @throws DeadlineExceededException if no node answers
     */
    static ClusterView of(Tender tender, ClientConfig config, Duration tendWait, Runnable pause) {
        Duration connect = config.connectTimeout();
        Deadline answering = Deadline.in(connect);
        Deadline forming = Deadline.in(FORMING.compareTo(connect) < 0 ? FORMING : connect);
        while (true) {
            ClusterView now = tender.tend(tendWait);
            if (now.isComplete() && tender.isComplete()) {
                return now;
            }
            if (tender.hasAnswer() && forming.isOver()) {
                if (!now.isComplete()) {
                    LOG.warn("the cluster is incomplete: it has {}", now.gaps());
                }
                return now;
            }
            if (answering.isOver() && !tender.hasAnswer()) {
                throw answering.missed("the nodes " + now.nodes() + " of the cluster did not answer");
            }
            pause.run();
        }
    }
}
