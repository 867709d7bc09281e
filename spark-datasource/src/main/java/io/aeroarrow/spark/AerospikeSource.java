package io.aeroarrow.spark;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.internal.catalog.AerospikeTable;
import io.aeroarrow.spark.internal.catalog.SchemaSampling;
import io.aeroarrow.spark.internal.catalog.StoredTables;
import io.aeroarrow.spark.internal.catalog.StoredTables.StoredTable;
import io.aeroarrow.spark.internal.options.SourceOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
 * The data source behind {@code spark.read.format("aerospike")} and {@code df.write.format("aerospike")}. Spark creates it;
 * options name the cluster, namespace and set.
 *
 * <p>A batch write passes the whole Dataset: this is the only way in which Spark supports all save modes.
 */
public final class AerospikeSource implements TableProvider, CreatableRelationProvider, DataSourceRegister {

    private @Nullable InferredSchema inferred;
    private @Nullable StoredTable stored;

    /** Called by Spark. */
    public AerospikeSource() {}

    /** Returns the name of the format: {@code aerospike}. */
    @Override
    public String shortName() {
        return "aerospike";
    }

    /**
     * Returns the stored columns, if option {@code schemaSet} is set; else infers them from a sample of the records.
     *
     * @throws IllegalArgumentException if an option is invalid, or there are no records
     */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        Optional<StoredTable> known = StoredTables.find(options);
        if (known.isPresent()) {
            stored = known.get();
            return known.get().columns();
        }
        InferredSchema sample = SchemaSampling.infer(SourceOptions.parse(options));
        inferred = sample;
        return SchemaSampling.columns(sample, options);
    }

    /**
     * Creates the table for a read or a write.
     *
     * @throws IllegalArgumentException if an option is invalid, or if rows are to be partitioned, which a set does not support
     */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        if (partitioning.length > 0) {
            throw new IllegalArgumentException("rows cannot be partitioned by " + Arrays.toString(partitioning)
                    + ": Aerospike assigns records to its 4096 partitions by digest; leave it out");
        }
        InferredSchema sample = inferred;
        StoredTable table = stored;
        Map<String, String> options = new HashMap<>();
        if (table != null) {
            options.putAll(new CaseInsensitiveStringMap(table.options()));
        }
        options.putAll(new CaseInsensitiveStringMap(properties));
        return AerospikeTable.source(
                new CaseInsensitiveStringMap(options), schema, sample == null ? null : sample.key());
    }

    /** Returns true: with a schema from the user, none is inferred. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    /** Saves a Dataset. Spark needs the returned relation, but never reads from it. */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> rows) {
        Map<String, String> options = new HashMap<>();
        // Scala 2.12 and 2.13 share Iterator, but not the converters to Java.
        Iterator<Tuple2<String, String>> entries = parameters.iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            options.put(entry._1(), entry._2());
        }
        AerospikeTable.saver(options, options).save(rows, mode);
        return new SavedRelation(context, rows.schema());
    }

    /** Returns true: the write itself rejects unsupported types, with a better message. Called by Spark 4 and later. */
    public boolean supportsDataType(DataType type) {
        return true;
    }

    /** Returns the name that Spark's plans show. */
    @Override
    public String toString() {
        return shortName();
    }

    private static final class SavedRelation extends BaseRelation {

        private final SQLContext context;
        private final StructType schema;

        SavedRelation(SQLContext context, StructType schema) {
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
