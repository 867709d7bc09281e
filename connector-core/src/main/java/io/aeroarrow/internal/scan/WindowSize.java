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
    private static final int SMALLEST = 4;

    /** Without the number of records: few enough for a large namespace. */
    private static final int OF_UNKNOWN = 64;

    private static final int GROWTH = 8;

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long wantedNanos;
    private double partitions;

    /**
     * Starts with a guess.
     *
     * @param socketNanos the socket timeout; an answer should take half of it, and 5 s at most
     * @param recordsPerPartition the records that the node examines for each partition, if known
     */
    WindowSize(long socketNanos, OptionalLong recordsPerPartition) {
        wantedNanos = Math.min(Math.max(socketNanos / 2, SHORTEST_NANOS), LONGEST_NANOS);
        if (recordsPerPartition.isPresent()) {
            double records = ASSUMED_RATE * wantedNanos / TimeUnit.SECONDS.toNanos(1);
            partitions = Math.max(SMALLEST, records / Math.max(1, recordsPerPartition.getAsLong()));
        } else {
            partitions = OF_UNKNOWN;
        }
    }

    /**
     * The number of partitions to ask for next.
     *
     * @param left the number of partitions that remain; a small rest is asked for as well
     */
    int next(int left) {
        return left <= partitions * 1.25 ? left : (int) partitions;
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
