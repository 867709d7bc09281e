package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.spark.AerospikeSource;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Where {@link AerospikeSource} sends the rows that it is given, so that they are written in columnar batches. Public because
 * Spark makes it; users name the source.
 */
public final class AerospikeSink implements TableProvider {

    /** Made by Spark. */
    public AerospikeSink() {}

    /** Rows are not read from here. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new UnsupportedOperationException("this is for writing only; read by format(\"aerospike\")");
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
