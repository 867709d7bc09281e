package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.SparkMemory;

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
        InferredSchema sample;
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            AeroArrowView aero =
                    AeroArrow.over(hold.client(), SparkMemory.allocator()).with(options.read());
            ClusterSets.of(aero.client()).requireNamespace(options.namespace());
            sample = options.scope()
                    .filter()
                    .map(filter -> aero.inferSchema(options.namespace(), options.set(), filter))
                    .orElseGet(() -> aero.inferSchema(options.namespace(), options.set()));
        }
        if (sample.records() == 0) {
            throw new IllegalArgumentException(
                    "'" + options.tableName()
                            + "' has no records to infer a schema from; check namespace and set, or set a schema by .schema(...)");
        }
        return sample;
    }
}
