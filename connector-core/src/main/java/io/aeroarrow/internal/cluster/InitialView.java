package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The view that a client begins with: a cluster that is about to form is given some time for it. */
final class InitialView {

    private static final Logger LOG = LoggerFactory.getLogger(InitialView.class);

    /** How long to wait for a master of each partition, and for the nodes that are named. */
    private static final Duration FORMING = Duration.ofSeconds(2);

    private InitialView() {}

    /**
     * Tends until the view is whole, or the time for that is over.
     *
     * @param patience of each tend
     * @param pause waits between tends
     * @throws DeadlineExceededException if no node tells of itself
     */
    static ClusterView of(Tender tender, ClientConfig config, Duration patience, Runnable pause) {
        Duration connect = config.connectTimeout();
        Deadline answering = Deadline.in(connect);
        Deadline forming = Deadline.in(FORMING.compareTo(connect) < 0 ? FORMING : connect);
        while (true) {
            ClusterView now = tender.tend(patience);
            if (now.isWhole() && tender.isComplete()) {
                return now;
            }
            if (tender.isAnswered() && forming.isOver()) {
                if (!now.isWhole()) {
                    LOG.warn("the cluster is not whole: it has {}", now.gaps());
                }
                return now;
            }
            if (answering.isOver() && !tender.isAnswered()) {
                throw answering.missed("the nodes " + now.nodes() + " of the cluster told nothing of it");
            }
            pause.run();
        }
    }
}
