package io.aeroarrow.internal.scan;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Decides how many partitions one query asks a node for, so that its answer takes about a given time. Each complete
 * answer is progress that no later failure can undo. Starts from the number of records, and adapts to the time that the
 * answers take.
 */
final class WindowSize {

    /** The assumed number of records that a node examines in a second, until an answer shows how many it does. */
    private static final double ASSUMED_RATE = 200_000;

    /** Servers run a query in four threads by default, each of which reads a partition at a time. */
    private static final int SERVER_THREADS = 4;

    private static final int SMALLEST = SERVER_THREADS;

    /** Without the number of records: few enough for a large namespace. */
    private static final int OF_UNKNOWN = 64;

    private static final int GROWTH = 8;

    /** Between two answers a node has nothing to do, which costs little if answers take this long. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long socketNanos;
    private long wantedNanos = LONG_NANOS;
    private double partitions;

    /**
     * Starts with a guess.
     *
     * @param recordsPerPartition the records that the node examines for each partition, if known
     */
    WindowSize(long socketNanos, OptionalLong recordsPerPartition) {
        this.socketNanos = socketNanos;
        if (recordsPerPartition.isPresent()) {
            double records = ASSUMED_RATE * wantedNanos / TimeUnit.SECONDS.toNanos(1);
            partitions = Math.max(SMALLEST, records / Math.max(1, recordsPerPartition.getAsLong()));
        } else {
            partitions = OF_UNKNOWN;
        }
    }

    /**
     * Adapts to a query that was given up because its node was silent for the socket timeout and did not report
     * progress. From now on an answer should take a quarter of that time.
     */
    void silent() {
        long before = wantedNanos;
        wantedNanos = Math.min(Math.max(socketNanos / 4, SHORTEST_NANOS), wantedNanos);
        partitions = Math.max(SMALLEST, partitions * wantedNanos / before);
    }

    /**
     * The number of partitions to ask for next.
     *
     * @param left the number of partitions that remain; a small rest is asked for as well
     */
    int next(int left) {
        if (left <= partitions * 1.25) {
            return left;
        }
        // Otherwise some of the server's threads would have nothing to do while the others read their last partition.
        return (int) partitions / SERVER_THREADS * SERVER_THREADS;
    }

    /**
     * Adapts to an answer.
     *
     * @param answered the number of partitions that it covered
     * @param nanos the time that the reader waited for it
     */
    void took(int answered, long nanos) {
        double fitting = (double) answered * wantedNanos / Math.max(1, nanos);
        partitions = Math.max(SMALLEST, Math.min(fitting, GROWTH * Math.max(partitions, answered)));
    }
}
