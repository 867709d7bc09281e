package io.aeroarrow.bench.operations;

/**
 * The size of a round.
 *
 * @param count records of each client
 * @param concurrency single-record operations in flight
 * @param groups number of batches that the keys are divided into
 */
public record OperationLoad(int count, int concurrency, int groups) {

    public OperationLoad {
        if (count < 1 || concurrency < 1 || groups < 1 || count % groups != 0) {
            throw new IllegalArgumentException(
                    "count, concurrency and batch groups must be positive, and count a multiple of batch groups: count "
                            + count + ", concurrency " + concurrency + ", batch groups " + groups);
        }
    }

    int keysOfGroup() {
        return count / groups;
    }
}
