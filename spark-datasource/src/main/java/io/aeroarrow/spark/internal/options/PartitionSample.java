package io.aeroarrow.spark.internal.options;

import io.aeroarrow.model.PartitionSet;
import java.util.stream.IntStream;

/** Samples whole Aerospike partitions. Records are spread over them by their digests, so each one is a sample itself. */
public final class PartitionSample {

    private PartitionSample() {}

    /**
     * Returns the partitions between two fractions of a random order. Samples of adjacent fractions and the same seed have no
     * partition in common.
     *
     * @param lower the lower bound, 0 to 1
     * @param upper the upper bound, 0 to 1
     * @param seed selects the order
     * @return at least one partition, unless the bounds are equal
     */
    public static PartitionSet of(double lower, double upper, long seed) {
        int from = (int) Math.round(lower * PartitionSet.PARTITIONS);
        int to = (int) Math.round(upper * PartitionSet.PARTITIONS);
        if (from == to && lower < upper) {
            to = Math.min(PartitionSet.PARTITIONS, from + 1);
            from = to - 1;
        }
        long mixed = seed * 0x9E37_79B9_7F4A_7C15L;
        // An odd factor maps the partitions, a power of two, to themselves.
        int factor = (int) (mixed >>> 40) | 1;
        int offset = (int) (mixed >>> 20);
        return PartitionSet.of(IntStream.range(from, to)
                .map(i -> (i * factor + offset) & (PartitionSet.PARTITIONS - 1))
                .boxed()
                .toList());
    }
}
