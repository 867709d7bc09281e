package io.aeroarrow.spark;

import io.aeroarrow.spark.internal.catalog.SchemaSampling;
import io.aeroarrow.spark.internal.catalog.StoredTables;
import io.aeroarrow.spark.internal.catalog.StoredTables.StoredTable;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.read.LookupJoin;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Joins a Dataset or stream with the records of the keys in one of its columns, by batch reads. Use it where Spark would
 * read the whole set for a join, and for streams.
 *
 * <p>{@code AerospikeLookup.of(options).join(orders, "customer")}
 *
 * <p>Each row is returned once, followed by the columns of its record. The key column holds user keys (integers, strings or
 * binary) or, with {@link #byDigest}, digests. Lookups are immutable.
 */
public final class AerospikeLookup {

    private final Map<String, String> options;
    private final @Nullable StructType columns;
    private final boolean digests;
    private final boolean inner;

    private AerospikeLookup(Map<String, String> options, @Nullable StructType columns, boolean digests, boolean inner) {
        this.options = options;
        this.columns = columns;
        this.digests = digests;
        this.inner = inner;
    }

    /**
     * Creates a lookup in a set.
     *
     * @param options the options of a read, such as {@code host}, {@code namespace} and {@code set}
     */
    public static AerospikeLookup of(Map<String, String> options) {
        return new AerospikeLookup(Map.copyOf(options), null, false, false);
    }

    /**
     * Returns a lookup with the given columns. Default: inferred from a sample of the set.
     *
     * @param schema the columns of the records and their types; may name record metadata such as {@code __generation}
     */
    public AerospikeLookup schema(StructType schema) {
        return new AerospikeLookup(options, schema, digests, inner);
    }

    /**
     * Returns a lookup with the given columns.
     *
     * @param ddl the columns as DDL, such as {@code name STRING, age INT, __generation INT}
     */
    public AerospikeLookup schema(String ddl) {
        return schema(StructType.fromDDL(ddl));
    }

    /** Returns a lookup whose key column holds digests of 20 bytes in place of user keys. */
    public AerospikeLookup byDigest() {
        return new AerospikeLookup(options, columns, true, inner);
    }

    /** Returns a lookup that omits rows without a record or with a null key. Default: their record columns are null. */
    public AerospikeLookup inner() {
        return new AerospikeLookup(options, columns, digests, true);
    }

    /**
     * Returns the rows with the columns of their records. The lookups run when the result is evaluated.
     *
     * @param rows a Dataset or a stream
     * @param keyColumn the name of the column of keys
     * @throws IllegalArgumentException if the key column is missing or has another type, if a column of the records has the
     *     name of a column of the rows, or if the options name no set
     */
    public Dataset<Row> join(Dataset<Row> rows, String keyColumn) {
        SourceOptions given = SourceOptions.parse(options);
        Optional<StructType> known =
                columns == null ? StoredTables.find(options).map(AerospikeLookup::plainColumns) : Optional.of(columns);
        SourceOptions source = known.isEmpty() ? given : given.withDeclaredColumns();
        if (source.set().isEmpty()) {
            throw new IllegalArgumentException(
                    "a lookup needs one set, but '" + source.tableName() + "' is a whole namespace; give option 'set'");
        }
        StructType records = known.orElseGet(() -> SchemaSampling.columns(SchemaSampling.infer(source), options));
        return LookupJoin.join(rows, keyColumn, source, records, digests, inner);
    }

    /** The rows of a lookup have STRING columns in place of CHAR and VARCHAR, for which Spark has no encoder. */
    private static StructType plainColumns(StoredTable table) {
        return SparkTypes.toSpark(SparkTypes.toArrow(table.columns()));
    }
}
