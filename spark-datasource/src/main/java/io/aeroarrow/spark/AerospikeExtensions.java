package io.aeroarrow.spark;

import io.aeroarrow.spark.internal.join.LookupHintRule;
import io.aeroarrow.spark.internal.join.LookupStrategy;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * A session extension with which joins look up records by key, in place of a scan of the set.
 *
 * <p>Set {@code spark.sql.extensions=io.aeroarrow.spark.AerospikeExtensions} before the session starts, and name the side to
 * look up by the hint {@code AEROSPIKE_LOOKUP}. Spark creates the extension.
 */
public final class AerospikeExtensions implements Function1<SparkSessionExtensions, BoxedUnit> {

    /** Called by Spark. */
    public AerospikeExtensions() {}

    /** Adds the hint and the join to a session. Called by Spark. */
    @Override
    public BoxedUnit apply(SparkSessionExtensions session) {
        session.injectResolutionRule(any -> new LookupHintRule());
        session.injectPlannerStrategy(any -> new LookupStrategy());
        return BoxedUnit.UNIT;
    }
}
