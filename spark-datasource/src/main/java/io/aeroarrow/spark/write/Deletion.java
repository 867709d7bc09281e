package io.aeroarrow.spark.write;

import io.aeroarrow.model.Filter;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.AlwaysTrue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
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
        return Arrays.stream(predicates).allMatch(AlwaysTrue.class::isInstance)
                ? Optional.of(ofAll())
                : ExactFilter.of(predicates, columns).map(Where::new);
    }
}
