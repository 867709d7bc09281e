package io.aeroarrow.spark.internal.join;

import io.aeroarrow.spark.internal.plan.AerospikeScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/**
 * A side of a join that reads one table of this data source, perhaps with a filter and a projection.
 *
 * @param columns the columns of the scan
 * @param filter the condition that Spark tests on each record; over the columns
 * @param projection the columns of the side, over the columns of the scan
 */
record JoinSide(
        AerospikeScan scan, Seq<Attribute> columns, Option<Expression> filter, Seq<NamedExpression> projection) {

    /** Returns the side that a plan reads; null if it is anything else. */
    static @Nullable JoinSide of(LogicalPlan plan) {
        Project project = plan instanceof Project top ? top : null;
        LogicalPlan selected = project == null ? plan : project.child();
        Filter filter = selected instanceof Filter conditions ? conditions : null;
        LogicalPlan read = filter == null ? selected : filter.child();
        if (!(read instanceof DataSourceV2ScanRelation relation) || !(relation.scan() instanceof AerospikeScan scan)) {
            return null;
        }
        List<Expression> conditions = filter == null
                ? List.of()
                : Expressions.conjuncts(filter.condition()).stream()
                        // Only saves work: it leaves out records that no row of the join has.
                        .filter(condition -> !Expressions.isDynamicPruning(condition))
                        .toList();
        Seq<NamedExpression> all = Expressions.named(relation.output());
        Seq<NamedExpression> projection = project == null ? all : project.projectList();
        boolean repeatable = conditions.stream().allMatch(Expression::deterministic)
                && Expressions.expressions(projection).stream().allMatch(Expression::deterministic);
        return repeatable
                ? new JoinSide(
                        scan,
                        Expressions.seq(Expressions.list(relation.output())),
                        Expressions.all(conditions),
                        projection)
                : null;
    }

    /** Returns the name of the scan's column that a column of this side shows unchanged; null if there is none. */
    @Nullable
    String columnOf(Attribute shown) {
        for (NamedExpression column : Expressions.list(projection)) {
            Expression source = column instanceof Alias alias ? alias.child() : (Expression) column;
            if (column.exprId().equals(shown.exprId()) && source instanceof Attribute attribute) {
                return attribute.name();
            }
        }
        return null;
    }

    /** Returns the columns of this side. */
    Seq<Attribute> output() {
        List<Attribute> output = new ArrayList<>();
        Iterator<NamedExpression> columns = projection.iterator();
        while (columns.hasNext()) {
            output.add(columns.next().toAttribute());
        }
        return Expressions.seq(output);
    }
}
