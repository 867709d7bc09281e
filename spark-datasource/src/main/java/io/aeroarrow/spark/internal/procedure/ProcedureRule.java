package io.aeroarrow.spark.internal.procedure;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Resolves procedures in {@code CALL}. A class that implements Spark's interface of catalogs with procedures would not load in
 * Spark 3.5, where the interface is missing. This rule gives Spark 4 a proxy of the interface.
 */
public final class ProcedureRule extends Rule<LogicalPlan> {

    private static final String UNRESOLVED = "org.apache.spark.sql.catalyst.analysis.UnresolvedProcedure";
    private static final String SCHEMA = "system";
    private static final int PARTS = 3;

    private final Object session;
    private final Function<CatalogPlugin, Optional<Map<String, String>>> options;

    private ProcedureRule(Object session, Function<CatalogPlugin, Optional<Map<String, String>>> options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Adds the rule to a session of Spark 4.
     *
     * @param options returns the options of a catalog of this data source; empty for other catalogs
     */
    public static void inject(
            SparkSessionExtensions session, Function<CatalogPlugin, Optional<Map<String, String>>> options) {
        Function1<Object, Rule<LogicalPlan>> rule = of -> new ProcedureRule(of, options);
        // Before the rule that asks the catalog itself. Spark 3.5 has neither of them.
        SparkFour.method(SparkSessionExtensions.class, "injectHintResolutionRule", Function1.class)
                .ifPresent(inject -> SparkFour.call(inject, session, rule));
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.resolveOperatorsUp(new Resolution());
    }

    private final class Resolution extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan.getClass().getName().equals(UNRESOLVED);
        }

        /** The result of a rule is a plan, as that of the default. */
        @Override
        @SuppressWarnings("unchecked")
        public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
            return isDefinedAt(plan) ? (B) resolve(plan) : otherwise.apply(plan);
        }
    }

    private LogicalPlan resolve(LogicalPlan unresolved) {
        Seq<?> parts = (Seq<?>) SparkFour.get(unresolved, "nameParts");
        Object catalogs = SparkFour.get(SparkFour.get(session, "sessionState"), "catalogManager");
        boolean qualified = parts.size() == PARTS;
        if (!qualified && parts.size() != PARTS - 1) {
            return unresolved;
        }
        String schema = String.valueOf(parts.apply(parts.size() - 2));
        CatalogPlugin catalog = qualified
                ? find(catalogs, String.valueOf(parts.apply(0)))
                : (CatalogPlugin) ask(catalogs, "currentCatalog");
        Optional<Map<String, String>> own = catalog == null ? Optional.empty() : options.apply(catalog);
        if (catalog == null || own.isEmpty() || !schema.equalsIgnoreCase(SCHEMA)) {
            return unresolved;
        }
        return new CatalogProcedures(catalog, own.get()).resolved(String.valueOf(parts.apply(parts.size() - 1)));
    }

    /** Returns a catalog; null if there is none, which Spark reports with its own error. */
    private static @Nullable CatalogPlugin find(Object catalogs, String name) {
        Object registered = SparkFour.call(
                SparkFour.required(CatalogManager.class, "isCatalogRegistered", String.class), catalogs, name);
        return registered.equals(true)
                ? (CatalogPlugin) SparkFour.call(
                        SparkFour.required(CatalogManager.class, "catalog", String.class), catalogs, name)
                : null;
    }

    /** A class until Spark 4.1, and an interface in Spark 4.2: its methods cannot be called directly. */
    private static Object ask(Object catalogs, String method) {
        return SparkFour.call(SparkFour.required(CatalogManager.class, method), catalogs);
    }
}
