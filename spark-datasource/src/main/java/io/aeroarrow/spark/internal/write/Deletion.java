package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.pushdown.Pushdown;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.AlwaysTrue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The records that a delete or overwrite removes. Servers select them. */
public sealed interface Deletion {

    Deletion NONE = new Nothing();

    /** No record. */
    record Nothing() implements Deletion {}

    /** All records of the set. */
    record All() implements Deletion {}

    /** The records for which a filter is true. It is equivalent to Spark's predicates. */
    record Where(Filter filter) implements Deletion {}

    static Deletion ofAll() {
        return new All();
    }

    /** Returns the deletion for a conjunction of predicates; empty if it cannot be pushed down exactly. */
    static Optional<Deletion> where(Predicate[] predicates, StructType columns) {
        if (Arrays.stream(predicates).allMatch(AlwaysTrue.class::isInstance)) {
            return Optional.of(ofAll());
        }
        // A value that cannot be read must count as null in the filter.
        Pushdown exact = Pushdown.of(bins(columns), OnMismatch.NULL, "", null, List.of(predicates));
        boolean wholePartitions = exact.partitions().equals(PartitionSet.all());
        if (!exact.isExact() || !wholePartitions) {
            return Optional.empty();
        }
        Filter filter = exact.filter();
        return exact.nothing() ? Optional.of(NONE) : Optional.ofNullable(filter).map(Where::new);
    }

    /** Returns the columns of bins. A filter on metadata would miss records without a stored key. */
    private static StructType bins(StructType columns) {
        return new StructType(Arrays.stream(columns.fields())
                .filter(column -> !TableColumns.isMetadata(column.name()))
                .toArray(StructField[]::new));
    }
}
