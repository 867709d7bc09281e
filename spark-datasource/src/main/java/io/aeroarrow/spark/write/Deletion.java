package io.aeroarrow.spark.write;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.pushdown.Pushdown;
import io.aeroarrow.spark.type.TableColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.AlwaysTrue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which records are deleted, by the cluster itself or at least by its choice. */
public sealed interface Deletion {

    Deletion NONE = new Nothing();

    /** No record. */
    record Nothing() implements Deletion {}

    /** All records of the set. */
    record All() implements Deletion {}

    /** The records for which a filter is true, which says exactly what Spark's predicates say. */
    record Where(Filter filter) implements Deletion {}

    static Deletion ofAll() {
        return new All();
    }

    /** What predicates mean, all together; empty if the server cannot decide exactly that. */
    static Optional<Deletion> where(Predicate[] predicates, StructType columns) {
        if (Arrays.stream(predicates).allMatch(AlwaysTrue.class::isInstance)) {
            return Optional.of(ofAll());
        }
        // What cannot be read counts as null, and the filter must not leave that open.
        Pushdown exact = Pushdown.of(bins(columns), OnMismatch.NULL, "", List.of(predicates));
        boolean wholePartitions = exact.partitions().equals(PartitionSet.all());
        if (!exact.isExact() || !wholePartitions) {
            return Optional.empty();
        }
        Filter filter = exact.filter();
        return exact.nothing() ? Optional.of(NONE) : Optional.ofNullable(filter).map(Where::new);
    }

    /** Records are found by their keys, not by whether these are stored; so conditions about keys are not for a filter. */
    private static StructType bins(StructType columns) {
        return new StructType(Arrays.stream(columns.fields())
                .filter(column -> !TableColumns.isMetadata(column.name()))
                .toArray(StructField[]::new));
    }
}
