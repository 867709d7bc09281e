package io.aeroarrow.bench.operations;

/**
 * The size of a round.
 *
 * @param count records of each client
 * @param concurrency single-record operations in flight
 * @param groups number of batches that the keys are divided into
 */
public record OperationLoad(int count, int concurrency, int groups) {

    private static final int MIN_CONNECTIONS = 100;

    public OperationLoad {
        if (count < 1 || concurrency < 1 || groups < 1 || count % groups != 0) {
            throw new IllegalArgumentException(
                    "count, concurrency and batch groups must be positive, and count a multiple of batch groups: count "
                            + count + ", concurrency " + concurrency + ", batch groups " + groups);
        }
    }

    /** Connections to a node that each client may have: more than calls are in flight in any workload. */
    int connections() {
        return Math.max(MIN_CONNECTIONS, 2 * Workload.MANY * concurrency);
    }

    int keysOfGroup() {
        return count / groups;
    }
}
