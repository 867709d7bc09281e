package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.udf.UdfCall;
import org.jspecify.annotations.Nullable;

/**
 * The description of a query for the info commands.
 *
 * @param set the set; null for the whole namespace
 * @param index the name of the secondary index; null for none
 * @param function the function of a UDF query; null for other queries
 * @param partitions how many partitions it reads from their start
 * @param digests how many partitions it resumes after a digest
 */
public record QueryDescription(
        String namespace,
        @Nullable String set,
        @Nullable String index,
        QueryKind kind,
        @Nullable UdfCall function,
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
                QueryKind.BASIC,
                null,
                plan.slices().size() - digests,
                digests,
                plan.recordsPerSecond(),
                plan.socketTimeoutMillis());
    }

    boolean background() {
        return kind == QueryKind.BACKGROUND_OPS || kind == QueryKind.BACKGROUND_UDF;
    }

    String describe() {
        return ":ns=" + namespace
                + (set == null ? "" : ":set=" + set)
                + (index == null ? "" : ":sindex-name=" + index)
                + (kind != QueryKind.BASIC ? "" : ":n-pids-requested=" + partitions + ":n-keyds-requested=" + digests)
                + ":rps=" + recordsPerSecond;
    }
}
