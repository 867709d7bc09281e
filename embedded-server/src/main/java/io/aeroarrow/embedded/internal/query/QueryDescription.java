package io.aeroarrow.embedded.internal.query;

import org.jspecify.annotations.Nullable;

/**
 * The description of a query for the info commands.
 *
 * @param set the set; null for the whole namespace
 * @param index the name of the secondary index; null for none
 * @param background whether it is a background query
 * @param partitions how many partitions it reads from their start
 * @param digests how many partitions it resumes after a digest
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
