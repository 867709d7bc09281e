package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.InferredSchema;
import io.aeroarrow.spark.internal.options.SourceOptions;

/** Looks at a sample of a set, on the driver. */
public final class SchemaSampling {

    private SchemaSampling() {}

    /**
     * Infers the columns of a set.
     *
     * @throws IllegalArgumentException if the set is empty, so that there is nothing to infer from
     */
    public static InferredSchema infer(SourceOptions options) {
        AeroArrow aero = AeroArrow.over(ClientCache.client(options.client()), SparkMemory.allocator())
                .with(options.read());
        InferredSchema sample = options.setName()
                .filter()
                .map(filter -> aero.inferSchema(options.namespace(), options.set(), filter))
                .orElseGet(() -> aero.inferSchema(options.namespace(), options.set()));
        if (sample.records() == 0) {
            throw new IllegalArgumentException(
                    "'" + options.tableName()
                            + "' holds no records to infer a schema from; check namespace and set, or give a schema by .schema(...)");
        }
        return sample;
    }
}
