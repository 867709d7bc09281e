package io.aeroarrow.embedded.internal.query;

import org.jspecify.annotations.Nullable;

/**
 * What a query is about, as the info commands tell it.
 *
 * @param set null for the whole namespace
 * @param index the secondary index it goes through, null if through none
 * @param background whether it writes, and nobody waits for it
 * @param partitions how many partitions it was asked to read from their start
 * @param digests how many to read from a digest on
 */
public record QueryDescription(
        String namespace,
        @Nullable String set,
        @Nullable String index,
        boolean background,
        long partitions,
        long digests,
        long recordsPerSecond,
        long socketTimeoutMillis) {

    public static QueryDescription of(QueryPlan plan) {
        long digests =
                plan.slices().stream().filter(slice -> slice.after() != null).count();
        return new QueryDescription(
                plan.namespace().name(),
                plan.wholeNamespace() ? null : plan.setName().utf8(),
                plan.search() == null ? null : plan.search().indexName(),
                false,
                plan.slices().size() - digests,
                digests,
                plan.recordsPerSecond(),
                plan.socketTimeoutMillis());
    }

    String describe() {
        return ":ns=" + namespace
                + (set == null ? "" : ":set=" + set)
                + (index == null ? "" : ":sindex-name=" + index)
                + (background ? "" : ":n-pids-requested=" + partitions + ":n-keyds-requested=" + digests)
                + ":rps=" + recordsPerSecond;
    }
}
