package io.aeroarrow.spark;

import io.aeroarrow.spark.internal.read.KeyColumn;
import io.aeroarrow.spark.internal.read.LookupAccumulators;
import io.aeroarrow.spark.internal.read.LookupTask;
import io.aeroarrow.spark.internal.catalog.SchemaSampling;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Joins a Dataset with the records of the keys in one of its columns, by batch reads: for joins that Spark would otherwise
 * do by reading the whole set, and for streams.
 *
 * <p>{@code AerospikeLookup.of(options).join(orders, "customer")}
 *
 * <p>Each row comes once, with the columns of its record behind its own. A key column of integers, strings or binary
 * looks up user keys of that type, stored or not.
 */
public final class AerospikeLookup {

    private final Map<String, String> options;
    private final @Nullable StructType columns;
    private final boolean digests;
    private final boolean onlyFound;

    private AerospikeLookup(
            Map<String, String> options, @Nullable StructType columns, boolean digests, boolean onlyFound) {
        this.options = options;
        this.columns = columns;
        this.digests = digests;
        this.onlyFound = onlyFound;
    }

    /**
     * A lookup in a set.
     *
     * @param options those of a read: host, namespace, set, ...
     */
    public static AerospikeLookup of(Map<String, String> options) {
        return new AerospikeLookup(Map.copyOf(options), null, false, false);
    }

    /** The columns of the records, and their types; without this, those that a sample of the set has. */
    public AerospikeLookup schema(StructType schema) {
        return new AerospikeLookup(options, schema, digests, onlyFound);
    }

    /** The columns of the records as DDL, such as {@code name STRING, age INT, __generation INT}. */
    public AerospikeLookup schema(String ddl) {
        return schema(StructType.fromDDL(ddl));
    }

    /** The key column holds digests, 20 bytes each. */
    public AerospikeLookup byDigest() {
        return new AerospikeLookup(options, columns, true, onlyFound);
    }

    /** Leaves out rows whose key has no record, or is null; without this, their columns are null. */
    public AerospikeLookup inner() {
        return new AerospikeLookup(options, columns, digests, true);
    }

    /**
     * The rows with their records.
     *
     * @param rows may be a stream
     * @param keyColumn the name of the column of the keys
     * @throws IllegalArgumentException if the column is missing or cannot hold keys, if a column of the records is called
     *     as one of the rows, or if no set is named
     */
    public Dataset<Row> join(Dataset<Row> rows, String keyColumn) {
        SourceOptions source = SourceOptions.parse(options);
        if (source.set().isEmpty()) {
            throw new IllegalArgumentException("a lookup needs the set of its keys: give option 'set'; keys of '"
                    + source.tableName() + "' may be in any");
        }
        StructType found =
                columns == null ? SparkTypes.toSpark(SchemaSampling.infer(source).bins()) : columns;
        StructType own = rows.schema();
        requireNewNames(own, found);
        KeyColumn keys = KeyColumn.of(own, keyColumn, digests);
        LookupAccumulators counts = LookupAccumulators.of(rows.sparkSession().sparkContext(), source.tableName());
        LookupTask task = new LookupTask(source, keys, found, onlyFound, counts);
        StructType both = new StructType(Stream.concat(Arrays.stream(own.fields()), Arrays.stream(found.fields()))
                .map(AerospikeLookup::nullable)
                .toArray(StructField[]::new));
        return rows.mapPartitions((MapPartitionsFunction<Row, Row>) task::run, Encoders.row(both));
    }

    private static StructField nullable(StructField field) {
        return new StructField(field.name(), field.dataType(), true, field.metadata());
    }

    private static void requireNewNames(StructType own, StructType found) {
        List<String> names = Arrays.asList(own.fieldNames());
        for (String name : found.fieldNames()) {
            if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new IllegalArgumentException("the rows have a column '" + name
                        + "' already; rename it, or give a schema for the records without it");
            }
        }
    }
}
