package io.aeroarrow.flight.config;

import java.time.Duration;

/**
 * What statements may use.
 *
 * @param time the longest time of a statement
 * @param rows the most rows of a result; 0 for no limit
 * @param concurrentPerUser the most statements that a user runs at a time
 * @param concurrent the most statements that run at a time
 * @param engineMemory the most bytes that the engine uses for a statement
 * @param engineThreads the threads of the engine for a statement
 */
public record StatementLimits(
        Duration time, long rows, int concurrentPerUser, int concurrent, long engineMemory, int engineThreads) {

    /** Ten minutes, all rows, 16 statements a user and 64 in total; 1 GiB and 4 threads for each. */
    public static final StatementLimits DEFAULT = new StatementLimits(Duration.ofMinutes(10), 0, 16, 64, 1L << 30, 4);

    /**
     * Checks the components.
     *
     * @param time more than 0
     * @param rows 0 or more
     * @param concurrentPerUser 1 or more
     * @param concurrent 1 or more
     * @param engineMemory 16 MiB or more
     * @param engineThreads 1 or more
     */
    public StatementLimits {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time is " + time + "; it must be positive");
        }
        require("rows", rows, 0);
        require("concurrentPerUser", concurrentPerUser, 1);
        require("concurrent", concurrent, 1);
        require("engineMemory", engineMemory, 16L << 20);
        require("engineThreads", engineThreads, 1);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + least + " or more");
        }
    }
}
