package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.metrics.NodeMetrics;

/**
 * What a client has done for its callers. Tending does not count.
 *
 * @param operations the operations that have ended
 * @param records the records that were received
 * @param retries the attempts after failures
 * @param busy whether a connection is in use
 */
record ClientActivity(long operations, long records, long retries, boolean busy) {

    static ClientActivity of(ClientMetrics metrics) {
        long operations = metrics.commands().values().stream()
                .mapToLong(ClientMetrics.Timer::count)
                .sum();
        boolean busy = metrics.nodes().stream().mapToInt(NodeMetrics::busy).sum() > 0;
        return new ClientActivity(operations, metrics.records(), metrics.retries(), busy);
    }
}
