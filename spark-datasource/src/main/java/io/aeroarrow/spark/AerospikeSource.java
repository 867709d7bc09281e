package io.aeroarrow.spark;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.connect.Sampling;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.type.SparkTypes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * What {@code spark.read.format("aerospike")} and {@code df.write.format("aerospike")} find. Its table takes the rows of a batch
 * as a whole, as this is the way on which Spark knows all save modes. Public because Spark makes it.
 */
public final class AerospikeSource implements TableProvider, CreatableRelationProvider, DataSourceRegister {

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

    /**
     * Makes the table for a read or a write.
     *
     * @throws IllegalArgumentException if rows are to be partitioned on the way, which records cannot be
     */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        if (partitioning.length > 0) {
            throw new IllegalArgumentException("rows cannot be partitioned by " + Arrays.toString(partitioning)
                    + ": records are spread over Aerospike's 4096 partitions by their keys' digests; leave it out");
        }
        InferredSchema sample = inferred;
        return AerospikeTable.source(
                new CaseInsensitiveStringMap(properties), schema, sample == null ? null : sample.key());
    }

    /** Users may give a schema, which then is not inferred. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    /** Saves rows. Spark wants a relation for it, but never reads from it. */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> rows) {
        Map<String, String> options = new HashMap<>();
        // Scala's iterator is the same in all of its versions; its converters are not.
        Iterator<Tuple2<String, String>> entries = parameters.iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            options.put(entry._1(), entry._2());
        }
        AerospikeTable.saving(options, options).save(rows, mode);
        return new Saved(context, rows.schema());
    }

    /** Any, as far as Spark is concerned: the write tells more of those that it does not take. Not in the oldest Spark. */
    public boolean supportsDataType(DataType type) {
        return true;
    }

    /** What Spark's plans call it. */
    @Override
    public String toString() {
        return shortName();
    }

    private static final class Saved extends BaseRelation {

        private final SQLContext context;
        private final StructType schema;

        Saved(SQLContext context, StructType schema) {
            this.context = context;
            this.schema = schema;
        }

        @Override
        public SQLContext sqlContext() {
            return context;
        }

        @Override
        public StructType schema() {
            return schema;
        }
    }
}
