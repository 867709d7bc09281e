package io.aeroarrow.arrow.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a read has done so far.
 *
 * @param rows the rows that it has given
 * @param bytes what their records took on the wire
 * @param batches the batches that it has given
 * @param waitNanos how long it waited for nodes, in nanoseconds; of scans and queries. Of several threads, the sum
 * @param decodeNanos how long it decoded, in nanoseconds; of scans and queries. Of several threads, the sum
 * @param retries how often parts of a scan or query were asked for again after a failure
 * @param mismatches by column, how many values became null because the column's type cannot hold them exactly; columns
 *     without any are left out
 */
public record ReadMetrics(
        long rows,
        long bytes,
        long batches,
        long waitNanos,
        long decodeNanos,
        long retries,
        Map<String, Long> mismatches) {

    /** Before anything is read. */
    public static final ReadMetrics NONE = new ReadMetrics(0, 0, 0, 0, 0, 0, Map.of());

    public ReadMetrics {
        mismatches = Collections.unmodifiableMap(new LinkedHashMap<>(mismatches));
    }

    /** Over all columns, how many values became null because a type cannot hold them. */
    public long mismatched() {
        return mismatches.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What two reads have done together. */
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
