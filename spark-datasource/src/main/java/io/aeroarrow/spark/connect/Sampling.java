package io.aeroarrow.spark.connect;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.option.SourceOptions;

/** Looks at a sample of a set, on the driver. */
public final class Sampling {

    private Sampling() {}

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
