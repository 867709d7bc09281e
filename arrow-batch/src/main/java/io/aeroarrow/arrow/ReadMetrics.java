package io.aeroarrow.arrow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a read has done so far.
 *
 * @param rows the rows that it has given
 * @param bytes what their records took on the wire
 * @param mismatches by column, how many values became null because the column's type cannot hold them exactly; columns
 *     without any are left out
 */
public record ReadMetrics(long rows, long bytes, Map<String, Long> mismatches) {

    static final ReadMetrics NONE = new ReadMetrics(0, 0, Map.of());

    public ReadMetrics {
        mismatches = Collections.unmodifiableMap(new LinkedHashMap<>(mismatches));
    }

    /** Over all columns, how many values became null because a type cannot hold them. */
    public long mismatched() {
        return mismatches.values().stream().mapToLong(Long::longValue).sum();
    }

    ReadMetrics plus(ReadMetrics other) {
        Map<String, Long> sums = new LinkedHashMap<>(mismatches);
        other.mismatches.forEach((column, count) -> sums.merge(column, count, Long::sum));
        return new ReadMetrics(rows + other.rows, bytes + other.bytes, sums);
    }
}
