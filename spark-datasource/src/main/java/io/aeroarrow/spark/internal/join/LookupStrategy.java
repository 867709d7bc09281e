package io.aeroarrow.spark.internal.join;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;
import scala.math.BigInt;

/** Plans joins with a table of this data source by lookups, if a hint or the costs say so. */
public final class LookupStrategy extends SparkStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LookupStrategy.class);

    /** The size that Spark adds to each row in its estimates. */
    private static final int ROW_OVERHEAD = 8;

    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        SparkPlan planned = plan instanceof Join join ? plan(join) : null;
        return planned == null ? List$.MODULE$.empty() : Expressions.seq(List.of(planned));
    }

    private @Nullable SparkPlan plan(Join join) {
        boolean hintOnRight = LookupHint.isOn(join.hint().rightHint());
        if (hintOnRight || LookupHint.isOn(join.hint().leftHint())) {
            LookupChoice choice = LookupChoice.of(join, hintOnRight);
            if (choice instanceof LookupChoice.Possible possible) {
                return exec(join, possible, hintOnRight);
            }
            LOG.warn(
                    "the hint AEROSPIKE_LOOKUP has no effect, and the join reads the whole set: {}",
                    ((LookupChoice.Impossible) choice).reason());
            return null;
        }
        return join.hint().isEmpty() ? byCost(join) : null;
    }

    private @Nullable SparkPlan byCost(Join join) {
        for (boolean right : new boolean[] {true, false}) {
            if (LookupChoice.of(join, right) instanceof LookupChoice.Possible possible
                    && possible.side().scan().isLookupCheaper(rows(possible.streamed()))) {
                return exec(join, possible, right);
            }
        }
        return null;
    }

    /** Returns the estimated number of rows. */
    private static long rows(LogicalPlan plan) {
        Statistics statistics = plan.stats();
        if (statistics.rowCount().isDefined()) {
            return number(statistics.rowCount().get());
        }
        long rowSize = ROW_OVERHEAD;
        for (Attribute column : Expressions.list(plan.output())) {
            rowSize += column.dataType().defaultSize();
        }
        return number(statistics.sizeInBytes()) / rowSize;
    }

    private static long number(BigInt number) {
        return number.isValidLong() ? number.toLong() : Long.MAX_VALUE;
    }

    private SparkPlan exec(Join join, LookupChoice.Possible choice, boolean right) {
        JoinSide side = choice.side();
        return new LookupJoinExec(
                planLater(choice.streamed()),
                side.scan().lookups(choice.column()),
                choice.key(),
                new LookupColumns(side.columns(), side.output(), right),
                side.filter(),
                side.projection(),
                join.condition(),
                join.joinType(),
                join.output());
    }
}
