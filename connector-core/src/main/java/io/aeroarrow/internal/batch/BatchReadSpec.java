package io.aeroarrow.internal.batch;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a batch read.
 *
 * @param expressions the values to compute
 * @param filter the records to read, null for all; others get the result code FILTERED_OUT
 * @param routing the replica to read from, and its consistency
 * @param maxKeysPerRequest the most keys in one request to a node. A node has up to four requests in flight, so higher
 *     values help over slow networks
 */
public record BatchReadSpec(
        String namespace,
        String set,
        BinSelection bins,
        List<ExpressionRead> expressions,
        @Nullable Filter filter,
        ReadRouting routing,
        Timeouts timeouts,
        int maxKeysPerRequest) {

    /**
     * Several requests for a call use several threads of a node; with smaller ones, the fixed cost per request
     * dominates.
     */
    public static final int DEFAULT_MAX_KEYS = 500;

    public BatchReadSpec {
        expressions = List.copyOf(expressions);
        if (maxKeysPerRequest < 1) {
            throw new IllegalArgumentException("maxKeysPerRequest is " + maxKeysPerRequest + "; it must be 1 or more");
        }
    }

    /** A batch read without computed values. */
    public BatchReadSpec(
            String namespace,
            String set,
            BinSelection bins,
            @Nullable Filter filter,
            ReadRouting routing,
            Timeouts timeouts,
            int maxKeysPerRequest) {
        this(namespace, set, bins, List.of(), filter, routing, timeouts, maxKeysPerRequest);
    }
}
