package io.aeroarrow.arrow.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a read has counted so far. Batch reads leave {@code waitNanos}, {@code decodeNanos} and {@code retries} at 0.
 *
 * @param rows the rows returned
 * @param bytes the size of their records on the wire, in bytes
 * @param batches the batches returned
 * @param waitNanos the time spent waiting for nodes, in nanoseconds, summed over threads
 * @param decodeNanos the time spent decoding, in nanoseconds, summed over threads
 * @param retries how often a part of a scan or query was retried after a failure
 * @param mismatches how many values became null because their column's type cannot hold them exactly, by column name;
 *     columns without such values are left out
 */
public record ReadMetrics(
        long rows,
        long bytes,
        long batches,
        long waitNanos,
        long decodeNanos,
        long retries,
        Map<String, Long> mismatches) {

    /** All counts are 0: nothing has been read. */
    public static final ReadMetrics NONE = new ReadMetrics(0, 0, 0, 0, 0, 0, Map.of());

    /**
     * Copies {@code mismatches}; its order is kept.
     *
     * @param rows as in {@link #rows()}
     * @param bytes as in {@link #bytes()}
     * @param batches as in {@link #batches()}
     * @param waitNanos as in {@link #waitNanos()}
     * @param decodeNanos as in {@link #decodeNanos()}
     * @param retries as in {@link #retries()}
     * @param mismatches as in {@link #mismatches()}
     */
    public ReadMetrics {
        mismatches = Collections.unmodifiableMap(new LinkedHashMap<>(mismatches));
    }

    /** {@return the sum of {@link #mismatches()} over all columns} */
    public long mismatched() {
        return mismatches.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * {@return the sum of the counts of two reads}
     *
     * @param other the counts to add
     */
    public ReadMetrics plus(ReadMetrics other) {
        Map<String, Long> sums = new LinkedHashMap<>(mismatches);
        other.mismatches.forEach((column, count) -> sums.merge(column, count, Long::sum));
        return new ReadMetrics(
                rows + other.rows,
                bytes + other.bytes,
                batches + other.batches,
                waitNanos + other.waitNanos,
                decodeNanos + other.decodeNanos,
                retries + other.retries,
                sums);
    }
}
