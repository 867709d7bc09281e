package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.plan.TableSample;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.VariantColumns;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

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

    /**
     * Returns the columns of an inferred schema. The options choose which ones are VARIANT.
     *
     * @throws IllegalArgumentException if the options name a bin that the sample does not have, or Spark has no VARIANT
     */
    public static StructType columns(InferredSchema sample, Map<String, String> given) {
        return VariantColumns.in(
                SparkTypes.toSpark(sample.bins()),
                SourceOptions.variantBins(given),
                SourceOptions.mixedTypesAreVariants(given));
    }

    private static InferredSchema sample(SourceOptions options) {
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            ClusterSets.of(hold.client()).requireNamespace(options.namespace());
        }
        InferredSchema sample = TableSample.sample(options);
        if (sample.records() == 0) {
            throw new IllegalArgumentException("'" + options.tableName()
                    + "' has no records to infer a schema from; check namespace and set, or set a schema by"
                    + " .schema(...)");
        }
        return sample;
    }
}
