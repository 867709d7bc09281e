package io.aeroarrow.spark;

import static io.aeroarrow.spark.PushedSet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters on fields of structs and elements of lists return the same rows with and without push-down. */
class SparkNestedFilterConformanceTest {

    private static final int CONDITIONS_PER_QUERY = 30;

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer()
            .interpreted()
            // Pruning by the statistics of cached data loses rows with NaN.
            .setting("spark.sql.inMemoryColumnarStorage.partitionPruning", "false")
            .setting("spark.sql.session.timeZone", "UTC")
            // Element 0 of an empty list is null, and not an error.
            .setting("spark.sql.ansi.enabled", "false");

    /** The id, by an expression that needs all columns. */
    private static final String WHOLE_ROW = "id + length(to_json(struct(*))) * 0";

    private static final List<String> CONDITIONS = conditions();

    private static String clean;
    private static String hostile;

    @BeforeAll
    static void load() {
        clean = NestedSet.write(CLUSTER, false);
        hostile = NestedSet.write(CLUSTER, true);
    }

    private static Dataset<Row> read(String set, String onMismatch, boolean pushDown) {
        return CLUSTER.read(set)
                .schema(NestedSet.SCHEMA)
                .option("onMismatch", onMismatch)
                .option("partitionFilter", NestedSet.PARTITIONS)
                .option("pushDown", pushDown)
                .load();
    }

    private static List<String> conditions() {
        Map<String, List<String>> literals = new LinkedHashMap<>();
        literals.put("s.a", List.of("0", "5", "-9223372036854775808"));
        literals.put("s.i", List.of("5"));
        literals.put("s.d", List.of("0.0D", "1.5D", "double('nan')"));
        literals.put("s.f", List.of("float(1.5)"));
        literals.put("s.t", List.of("''", "'ab'", "'[1]'"));
        literals.put("s.x", List.of("X'0102'"));
        literals.put("s.day", List.of("DATE'1970-01-06'"));
        literals.put("s.m", List.of("5BD"));
        literals.put("s.big", List.of("-1BD"));
        literals.put("s.inner.b", List.of("5"));
        literals.put("s.inner.t", List.of("'a'"));
        literals.put("s.inner.deep.c", List.of("0"));
        literals.put("l[0]", List.of("5"));
        literals.put("s.l[1]", List.of("0"));
        literals.put("ld[0]", List.of("1.5D"));
        literals.put("ls[0]", List.of("'a'"));
        List<String> conditions = new ArrayList<>();
        literals.forEach((column, values) -> {
            for (String value : values) {
                for (String operator : List.of("=", "<>", "<", "<=", ">", ">=", "<=>")) {
                    conditions.add(column + " " + operator + " " + value);
                }
                conditions.add("NOT (" + column + " > " + value + " OR id % 2 = 0)");
            }
            conditions.add(column + " IN (" + String.join(", ", values) + ")");
            conditions.add(column + " NOT IN (" + String.join(", ", values) + ")");
            conditions.add(column + " IS NULL");
            conditions.add(column + " IS NOT NULL");
        });
        conditions.addAll(List.of(
                "s.a IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)",
                "s.t IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')",
                "s.b",
                "NOT s.b",
                "s.b IS NULL",
                "s.b <> true",
                "s.t LIKE 'a%'",
                "s.t NOT LIKE 'a%'",
                "s IS NULL",
                "s IS NOT NULL",
                "s.inner IS NULL",
                "s.inner.deep IS NULL",
                "s.inner.deep IS NOT NULL",
                "s.l IS NULL",
                "s.a > 0 AND s.i > 0",
                "s.a > 0 OR s.inner.b IS NULL",
                "NOT (s.a > 0 AND s.t = 'a')",
                "s.a BETWEEN 0 AND 5 AND s.inner.b >= 0",
                "s.a = s.inner.b",
                "s.a + 1 > 5",
                "l[2] > 0",
                "m['k'] = 'a'",
                "mi[5] <> 0",
                "size(l) > 2",
                "array_contains(l, 5)",
                "NOT array_contains(ls, 'a')",
                "map_contains_key(m, 'k')",
                "exists(l, x -> x > 0)",
                "element_at(m, 'a') = 'ab'"));
        return conditions;
    }

    @Test
    void returnsTheSameRowsOfRecordsThatFitTheirColumns() {
        assertSame(pushed(read(clean, "FAIL", true), "id"), filtered(read(clean, "FAIL", false)));
    }

    @Test
    void returnsTheSameRowsOfValuesOfAnyType() {
        assertSame(pushed(read(hostile, "NULL", true), WHOLE_ROW), filtered(read(hostile, "NULL", false)));
    }

    /** Spark reads only the fields that a condition needs. A mismatch in another field then does not make the struct null. */
    @Test
    void returnsTheSameRowsIfOnlyTheTestedFieldsAreRead() {
        assertSame(pushed(read(hostile, "NULL", true), "id"), pushed(read(hostile, "NULL", false), "id"));
    }

    private static void assertSame(Map<String, List<Long>> pushed, Map<String, List<Long>> filtered) {
        assertThat(filtered.values().stream().filter(ids -> !ids.isEmpty())).hasSizeGreaterThan(150);
        for (String condition : CONDITIONS) {
            assertThat(pushed.get(condition)).as(condition).isEqualTo(filtered.get(condition));
        }
    }

    /** Returns the sorted ids of the rows of each condition. Each condition has a scan of its own. */
    private static Map<String, List<Long>> pushed(Dataset<Row> rows, String id) {
        rows.createOrReplaceTempView("nested");
        Map<String, List<Long>> found = new HashMap<>();
        CONDITIONS.forEach(condition -> found.put(condition, new ArrayList<>()));
        for (int from = 0; from < CONDITIONS.size(); from += CONDITIONS_PER_QUERY) {
            String query = IntStream.range(from, Math.min(from + CONDITIONS_PER_QUERY, CONDITIONS.size()))
                    .mapToObj(i -> "SELECT " + i + " AS n, " + id + " AS id FROM nested WHERE " + CONDITIONS.get(i))
                    .collect(Collectors.joining(" UNION ALL "));
            CLUSTER.spark()
                    .sql(query)
                    .collectAsList()
                    .forEach(row -> found.get(CONDITIONS.get(row.getInt(0))).add(row.getLong(1)));
        }
        found.replaceAll((condition, ids) -> ids.stream().sorted().toList());
        return found;
    }

    /** Returns the sorted ids of the rows for which Spark itself finds each condition true. */
    private static Map<String, List<Long>> filtered(Dataset<Row> rows) {
        Dataset<Row> all = rows.cache();
        Map<String, List<Long>> found = new HashMap<>();
        CONDITIONS.forEach(condition -> found.put(condition, new ArrayList<>()));
        for (int from = 0; from < CONDITIONS.size(); from += CONDITIONS_PER_QUERY) {
            List<String> some = CONDITIONS.subList(from, Math.min(from + CONDITIONS_PER_QUERY, CONDITIONS.size()));
            List<String> columns = new ArrayList<>(List.of("id"));
            some.forEach(condition -> columns.add("(" + condition + ") AS c" + columns.size()));
            for (Row row : all.selectExpr(columns.toArray(String[]::new)).collectAsList()) {
                for (int i = 0; i < some.size(); i++) {
                    if (Boolean.TRUE.equals(row.get(i + 1))) {
                        found.get(some.get(i)).add(row.getLong(0));
                    }
                }
            }
        }
        found.replaceAll((condition, ids) -> ids.stream().sorted().toList());
        return found;
    }

    @Test
    void anIndexOutsideOfAListFailsInAnsiMode() {
        CLUSTER.spark().conf().set("spark.sql.ansi.enabled", "true");
        try {
            for (boolean pushDown : List.of(true, false)) {
                Dataset<Row> rows =
                        read(clean, "FAIL", pushDown).where("l[0] = 5").select("id");
                assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("INVALID_ARRAY_INDEX");
            }
        } finally {
            CLUSTER.spark().conf().set("spark.sql.ansi.enabled", "false");
        }
    }

    @Test
    void elementsArePushedDownIfSparkHandsThemOver() {
        boolean handedOver = isPresent("org.apache.spark.sql.connector.expressions.GetArrayItem");
        String plan = plan(read(clean, "FAIL", true).where("l[0] = 5").select("id"));
        assertThat(plan.contains("pushed: [(l[0]) = 5, l IS NOT NULL]; tested again by Spark"))
                .isEqualTo(handedOver);
    }

    private static boolean isPresent(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Conditions on fields are pushed down exactly if a mismatch is an error, and else as a pre-filter. */
    @Test
    void thePlanShowsWhatIsPushedDown() {
        Dataset<Row> failing = read(clean, "FAIL", true);
        for (String condition : List.of(
                "s.a > 5",
                "s.inner.b IS NULL",
                "s.inner.deep.c IN (1, 5)",
                "s.t LIKE 'b%'",
                "NOT s.b",
                "s.d >= 1.5D")) {
            assertThat(plan(failing.where(condition).select("id")))
                    .as(condition)
                    .contains("pushed: [")
                    .doesNotContain("tested again");
        }
        assertThat(plan(failing.where("s.a > 5").select("id"))).contains("s.a > 5");
        Dataset<Row> tolerant = read(hostile, "NULL", true);
        assertThat(plan(tolerant.where("s.a > 5").select("id")))
                .contains("pushed: [")
                .contains("tested again by Spark: [");
        assertThat(plan(tolerant.where("s.a IS NULL").select("id"))).doesNotContain("pushed: [s.a IS NULL");
        assertThat(plan(failing.where("size(l) > 1").select("id"))).doesNotContain("size(l)]");
    }
}
