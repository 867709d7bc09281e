package io.aeroarrow.spark.internal.join;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.DynamicPruning;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;

/** Expressions of Catalyst, and sequences of them. */
final class Expressions {

    private Expressions() {}

    /** Returns the conditions that AND joins. */
    static List<Expression> conjuncts(Expression condition) {
        if (!(condition instanceof And and)) {
            return List.of(condition);
        }
        List<Expression> both = new ArrayList<>(conjuncts(and.left()));
        both.addAll(conjuncts(and.right()));
        return both;
    }

    /** Returns the conjunction of conditions; empty for none. */
    static Option<Expression> all(List<Expression> conditions) {
        return Option.apply(conditions.stream().reduce(And::new).orElse(null));
    }

    /** Returns whether a condition only saves work. */
    static boolean isDynamicPruning(Expression condition) {
        return condition instanceof DynamicPruning;
    }

    /** Returns whether a plan has all columns of an expression. */
    static boolean isOver(Expression expression, LogicalPlan plan) {
        return expression.references().subsetOf(plan.outputSet());
    }

    static List<Expression> expressions(Seq<NamedExpression> columns) {
        List<Expression> expressions = new ArrayList<>();
        list(columns).forEach(column -> expressions.add((Expression) column));
        return expressions;
    }

    static <T> List<T> list(Seq<T> elements) {
        List<T> list = new ArrayList<>();
        Iterator<T> rest = elements.iterator();
        while (rest.hasNext()) {
            list.add(rest.next());
        }
        return list;
    }

    static <T> Seq<T> seq(List<? extends T> elements) {
        scala.collection.immutable.List<T> seq = List$.MODULE$.empty();
        for (int i = elements.size() - 1; i >= 0; i--) {
            seq = seq.$colon$colon(elements.get(i));
        }
        return seq;
    }

    static Seq<NamedExpression> named(Seq<? extends Attribute> columns) {
        return seq(list(columns));
    }

    /** Returns the columns of one side and then those of the other one. */
    static Seq<Attribute> concat(Seq<Attribute> first, Seq<Attribute> second) {
        List<Attribute> both = list(first);
        both.addAll(list(second));
        return seq(both);
    }
}
