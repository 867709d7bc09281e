package io.aeroarrow.spark;

import io.aeroarrow.spark.internal.join.LookupHintRule;
import io.aeroarrow.spark.internal.join.LookupStrategy;
import io.aeroarrow.spark.internal.procedure.ProcedureRule;
import java.util.Optional;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * A session extension: joins with the hint {@code AEROSPIKE_LOOKUP} look up records by key, in place of a scan of the set. With
 * Spark 4, {@code CALL aerospike.system.truncate(...)} and other procedures run in catalogs.
 *
 * <p>Set {@code spark.sql.extensions=io.aeroarrow.spark.AerospikeExtensions} before the session starts. Spark creates the
 * extension.
 */
public final class AerospikeExtensions implements Function1<SparkSessionExtensions, BoxedUnit> {

    /** Called by Spark. */
    public AerospikeExtensions() {}

    /** Adds the hint, the join and the procedures to a session. Called by Spark. */
    @Override
    public BoxedUnit apply(SparkSessionExtensions session) {
        session.injectResolutionRule(any -> new LookupHintRule());
        session.injectPlannerStrategy(any -> new LookupStrategy());
        ProcedureRule.inject(
                session,
                catalog -> catalog instanceof AerospikeCatalog own ? Optional.of(own.options()) : Optional.empty());
        return BoxedUnit.UNIT;
    }
}
