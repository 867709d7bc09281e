package io.aeroarrow.spark.internal.read;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Joins rows with the records of their keys. */
public final class LookupJoin {

    private LookupJoin() {}

    /**
     * Returns the rows with the columns of their records.
     *
     * @throws IllegalArgumentException if the key column does not fit, or a column name is in both rows and records
     */
    public static Dataset<Row> join(
            Dataset<Row> rows,
            String keyColumn,
            SourceOptions source,
            StructType records,
            boolean digests,
            boolean inner) {
        StructType own = rows.schema();
        requireDistinctNames(own, records);
        LookupKeyColumn keys = LookupKeyColumn.of(own, keyColumn, digests);
        LookupAccumulators counts = LookupAccumulators.of(rows.sparkSession().sparkContext(), source.tableName());
        // A digest may belong to a record of another set.
        Filter ofSet = digests ? Filter.setName().equalTo(source.set()) : null;
        LookupSource lookups =
                new LookupSource(source, records, Pushdown.both(source.plan().filter(), ofSet), digests);
        LookupTask task = new LookupTask(lookups, keys, inner, counts);
        StructType joined = new StructType(Stream.concat(Arrays.stream(own.fields()), Arrays.stream(records.fields()))
                .map(LookupJoin::nullable)
                .toArray(StructField[]::new));
        return rows.mapPartitions((MapPartitionsFunction<Row, Row>) task::run, Encoders.row(joined));
    }

    private static StructField nullable(StructField field) {
        return new StructField(field.name(), field.dataType(), true, field.metadata());
    }

    private static void requireDistinctNames(StructType own, StructType records) {
        List<String> names = Arrays.asList(own.fieldNames());
        for (String name : records.fieldNames()) {
            if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new IllegalArgumentException("the rows have a column '" + name
                        + "' already; rename it, or set a schema for the records without it");
            }
        }
    }
}
