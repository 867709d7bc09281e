package io.aeroarrow.spark.internal.join;

import io.aeroarrow.spark.internal.read.LookupSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/**
 * A join that streams one side and looks up the records of its keys. Spark copies it by its public constructor, whose arguments are
 * its product elements.
 */
@SuppressWarnings("serial") // plans are not stored
public final class LookupJoinExec extends SparkPlan {

    private final SparkPlan child;
    private final LookupSource lookups;
    private final Expression key;
    private final LookupColumns columns;
    private final Option<Expression> filter;
    private final Seq<NamedExpression> projection;
    private final Option<Expression> condition;
    private final JoinType joinType;
    private final Seq<Attribute> output;
    private transient @Nullable LookupMetrics metrics;

    /** Creates a join; see {@link LookupJoinTask} for the parameters. */
    public LookupJoinExec(
            SparkPlan child,
            LookupSource lookups,
            Expression key,
            LookupColumns columns,
            Option<Expression> filter,
            Seq<NamedExpression> projection,
            Option<Expression> condition,
            JoinType joinType,
            Seq<Attribute> output) {
        this.child = child;
        this.lookups = lookups;
        this.key = key;
        this.columns = columns;
        this.filter = filter;
        this.projection = projection;
        this.condition = condition;
        this.joinType = joinType;
        this.output = output;
    }

    @Override
    public RDD<InternalRow> doExecute() {
        LookupJoinTask task = new LookupJoinTask(
                lookups,
                child.output(),
                key,
                columns,
                filter,
                projection,
                condition,
                LookupJoinTask.Kind.of(joinType.sql()),
                output,
                counters());
        FlatMapFunction<java.util.Iterator<InternalRow>, InternalRow> run = task::run;
        return child.execute().toJavaRDD().mapPartitions(run, true).rdd();
    }

    private synchronized LookupMetrics counters() {
        LookupMetrics known = metrics;
        if (known == null) {
            known = LookupMetrics.create(sparkContext());
            metrics = known;
        }
        return known;
    }

    @Override
    public Map<String, SQLMetric> metrics() {
        return counters().byName();
    }

    @Override
    public Seq<Attribute> output() {
        return output;
    }

    /** Attributes that expressions of this node use and its child does not have. */
    @Override
    public AttributeSet producedAttributes() {
        return AttributeSet.apply(
                Expressions.<Expression>seq(Expressions.list(Expressions.concat(columns.read(), columns.shown()))));
    }

    @Override
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public Seq<SparkPlan> children() {
        return Expressions.seq(List.of(child));
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new LookupJoinExec(
                children.apply(0), lookups, key, columns, filter, projection, condition, joinType, output);
    }

    @Override
    public String nodeName() {
        return "AerospikeLookupJoin";
    }

    @Override
    public Iterator<Object> stringArgs() {
        return Expressions.<Object>seq(List.of(
                        lookups.source().tableName(),
                        "key " + key.sql(),
                        joinType,
                        lookups.filter() == null ? "all records" : lookups.filter(),
                        condition,
                        filter))
                .iterator();
    }

    private Object[] elements() {
        return new Object[] {child, lookups, key, columns, filter, projection, condition, joinType, output};
    }

    @Override
    public int productArity() {
        return elements().length;
    }

    @Override
    public Object productElement(int index) {
        return elements()[index];
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof LookupJoinExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LookupJoinExec join && Arrays.equals(elements(), join.elements());
    }

    @Override
    public int hashCode() {
        return Objects.hash(lookups, key);
    }
}
