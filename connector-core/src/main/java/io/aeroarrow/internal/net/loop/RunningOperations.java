package io.aeroarrow.internal.net.loop;

import io.aeroarrow.error.ClientClosedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of one client that wait for a node or for a delay. Closing the client ends each of them with a {@link
 * ClientClosedException}; operations that start later end at once.
 */
public final class RunningOperations {

    private static final Logger LOG = LoggerFactory.getLogger(RunningOperations.class);

    /** An operation that another thread can end. */
    public interface RunningOperation {

        /**
         * Ends the operation because its client is closed. Called at most once, by the closing thread or by the thread
         * that starts the operation. It must not block.
         */
        void clientClosed();
    }

    private final Set<RunningOperation> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Adds an operation, and ends it at once if the client is closed. */
    public void add(RunningOperation operation) {
        running.add(operation);
        if (isClosed()) {
            end(operation);
        }
    }

    /** Removes an operation that has ended. */
    public void remove(RunningOperation operation) {
        running.remove(operation);
    }

    /** The number of operations that have not ended. */
    public int size() {
        return running.size();
    }

    public boolean isClosed() {
        return closing.getCount() == 0;
    }

    /** Creates the error of an operation that the closing of its client ends. */
    public static ClientClosedException closedError() {
        return new ClientClosedException("the client was closed while the operation ran");
    }

    /**
     * Blocks the calling thread.
     *
     * @throws ClientClosedException if the client is closed before the time is over
     */
    public void pause(Duration length) throws InterruptedException {
        if (closing.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
            throw closedError();
        }
    }

    /** Ends all operations. */
    public void endAll() {
        closing.countDown();
        running.forEach(this::end);
    }

    private void end(RunningOperation operation) {
        if (!running.remove(operation)) {
            return;
        }
        try {
            operation.clientClosed();
        } catch (RuntimeException e) {
            // The other operations must end all the same.
            LOG.error("an operation failed while its client was being closed", e);
        }
    }
}
