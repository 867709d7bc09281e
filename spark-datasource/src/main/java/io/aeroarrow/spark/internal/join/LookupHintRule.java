package io.aeroarrow.spark.internal.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.collection.Iterator;
import scala.runtime.AbstractPartialFunction;

/**
 * Resolves the hint, with the names of relations in SQL or without parameters in {@code DataFrame.hint}. Spark warns of hints
 * that stay unresolved. Spark 3.5 has no extension point for hints; its resolution rules see them too.
 */
public final class LookupHintRule extends Rule<LogicalPlan> {

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.resolveOperatorsUp(new Resolution());
    }

    private static final class Resolution extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan instanceof UnresolvedHint hint && hint.name().equalsIgnoreCase(LookupHint.NAME);
        }

        /** The result of a rule is a plan, as that of the default. */
        @Override
        @SuppressWarnings("unchecked")
        public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
            return isDefinedAt(plan) ? (B) resolve((UnresolvedHint) plan) : otherwise.apply(plan);
        }
    }

    private static LogicalPlan resolve(UnresolvedHint hint) {
        List<String> names = names(hint);
        if (names.isEmpty()) {
            return new ResolvedHint(hint.child(), LookupHint.info());
        }
        LogicalPlan marked = mark(hint.child(), names);
        return marked == hint.child() ? hint : marked;
    }

    private static List<String> names(UnresolvedHint hint) {
        List<String> names = new ArrayList<>();
        Iterator<?> parameters = hint.parameters().iterator();
        while (parameters.hasNext()) {
            Object parameter = parameters.next();
            String name = parameter instanceof UnresolvedAttribute attribute
                    ? attribute.nameParts().mkString(".")
                    : parameter instanceof NamedExpression column ? column.name() : String.valueOf(parameter);
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** Marks the relations of these names in FROM. A subquery has names of its own. */
    private static LogicalPlan mark(LogicalPlan plan, List<String> names) {
        if (plan instanceof SubqueryAlias alias) {
            return isNamed(alias, names) ? new ResolvedHint(alias, LookupHint.info()) : alias;
        } else if (plan instanceof ResolvedHint) {
            return plan;
        }
        return plan.mapChildren(child -> mark(child, names));
    }

    private static boolean isNamed(SubqueryAlias alias, List<String> names) {
        String whole = alias.identifier().toString().replace("`", "").toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(name -> whole.equals(name) || whole.endsWith("." + name));
    }
}
