package io.aeroarrow.spark;

import io.aeroarrow.arrow.InferredSchema;
import io.aeroarrow.spark.connect.Sampling;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.type.SparkTypes;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** What {@code spark.read.format("aerospike")} finds. Public because Spark makes it. */
public final class AerospikeSource implements TableProvider, DataSourceRegister {

    private @Nullable InferredSchema inferred;

    /** Made by Spark. */
    public AerospikeSource() {}

    @Override
    public String shortName() {
        return "aerospike";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        InferredSchema sample = Sampling.infer(SourceOptions.parse(options));
        inferred = sample;
        return SparkTypes.toSpark(sample.bins());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        InferredSchema sample = inferred;
        return new AerospikeTable(
                new CaseInsensitiveStringMap(properties), schema, sample == null ? null : sample.key());
    }

    /** Users may give a schema, which then is not inferred. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
