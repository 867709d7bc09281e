package io.aeroarrow.bench.operations;

/**
 * How much of each operation.
 *
 * @param count records of each contender
 * @param concurrency operations on single records under way at the same time
 * @param groups into how many batches the keys are divided
 */
public record Load(int count, int concurrency, int groups) {

    public Load {
        if (count < 1 || concurrency < 1 || groups < 1 || count % groups != 0) {
            throw new IllegalArgumentException(
                    "count, concurrency and groups must be positive, and the groups of equal size: " + count
                            + " records, " + concurrency + " at once, " + groups + " groups");
        }
    }

    int keysOfGroup() {
        return count / groups;
    }
}
