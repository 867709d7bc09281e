package io.aeroarrow.spark.internal.join;

import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.JoinStrategyHint;
import scala.Option;
import scala.collection.immutable.Set;
import scala.collection.immutable.Set$;

/** The hint that a join looks up the records of one side. */
final class LookupHint extends JoinStrategyHint {

    static final String NAME = "AEROSPIKE_LOOKUP";

    private static final LookupHint HINT = new LookupHint();

    private LookupHint() {}

    /** Returns the hint for the side to look up. */
    static HintInfo info() {
        return new HintInfo(Option.apply(HINT));
    }

    /** Returns whether one side of a join has the hint. */
    static boolean isOn(Option<HintInfo> side) {
        return side.isDefined() && side.get().strategy().contains(HINT);
    }

    @Override
    public String displayName() {
        return NAME;
    }

    @Override
    public Set<String> hintAliases() {
        Set<String> none = Set$.MODULE$.<String>empty();
        return none.$plus(NAME);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LookupHint;
    }

    @Override
    public int hashCode() {
        return NAME.hashCode();
    }
}
