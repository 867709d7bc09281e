package io.aeroarrow.spark.internal.catalog;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The provider of tables that take rows in columnar batches. {@code AerospikeSource} passes saved Datasets on to it. Public
 * because Spark creates it.
 */
public final class AerospikeSink implements TableProvider {

    /** Called by Spark. */
    public AerospikeSink() {}

    /** Always fails: the sink cannot be read. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new UnsupportedOperationException("AerospikeSink only writes; read with format(\"aerospike\")");
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return AerospikeTable.sink(new CaseInsensitiveStringMap(properties), schema);
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
