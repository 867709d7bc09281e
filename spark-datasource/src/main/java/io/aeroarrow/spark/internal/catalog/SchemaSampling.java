package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.plan.ValueSizes;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.DriverErrors;

/** Infers schemas from samples of records, on the driver. */
public final class SchemaSampling {

    private SchemaSampling() {}

    /**
     * Infers the columns of a table.
     *
     * @throws IllegalArgumentException if the table is empty, or the cluster fails
     */
    public static InferredSchema infer(SourceOptions options) {
        return DriverErrors.oneLine(() -> sample(options));
    }

    private static InferredSchema sample(SourceOptions options) {
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            ClusterSets.of(hold.client()).requireNamespace(options.namespace());
        }
        InferredSchema sample = ValueSizes.sample(options);
        if (sample.records() == 0) {
            throw new IllegalArgumentException("'" + options.tableName()
                    + "' has no records to infer a schema from; check namespace and set, or set a schema by"
                    + " .schema(...)");
        }
        return sample;
    }
}
