package io.aeroarrow.spark;

import static io.aeroarrow.spark.PushedSet.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Filters return the same rows whether the servers or Spark evaluate them, over missing bins and bins of any type.
 *
 * <p>One query runs many conditions, because Spark takes much longer to plan and start a query than to run it. With push-down, the
 * query is a union with a scan for each condition. Without, it evaluates all conditions on each row.
 */
class SparkFilterPushDownTest {

    /** More literals than the servers compare with one by one, by column. */
    private static final Map<String, String> LONG_LISTS = Map.ofEntries(
            Map.entry("l", list("%dL") + ", 40000L, 9223372036854775807L, -9007199254740993L"),
            Map.entry("i", list("%d") + ", 40000, 99999"),
            Map.entry("y", list("%dY") + ", 127Y, -128Y"),
            Map.entry("d", list("%dD") + ", 0.1D, 1.5D, 1e300D, 9007199254740993D"),
            Map.entry("f", list("float(%d)") + ", float(1.5), float(16777217)"),
            Map.entry("s", list("'b%d'") + ", 'a', 'ab', 'ä', 'five'"),
            Map.entry("x", list("X'0%d'") + ", X'', X'0102', X'6162'"),
            Map.entry("day", list("DATE'1970-01-0%d'") + ", DATE'2000-01-01'"),
            Map.entry("at", list("TIMESTAMP'1970-01-01 00:00:00.00000%dZ'") + ", TIMESTAMP'2020-01-01 00:00:00Z'"),
            Map.entry("m", list("%dBD") + ", 99999BD, -1BD"),
            Map.entry("took", list("INTERVAL '0.00000%d' SECOND") + ", INTERVAL '1' DAY"));

    private static String list(String literal) {
        return IntStream.range(1, 10)
                .mapToObj(i -> String.format(Locale.ROOT, literal, i))
                .collect(Collectors.joining(", "));
    }

    private static final int CONDITIONS_PER_QUERY = 30;
    private static final int LIMIT = 7;

    @RegisterExtension
    static final SparkCluster CLUSTER = PushedSet.cluster();

    /** All records in Spark's cache. Spark alone filters them. */
    private static Dataset<Row> all;

    private static final List<String> CONDITIONS = conditions();
    private static final Map<Integer, Results> RESULTS = new HashMap<>();

    /**
     * What some conditions return, by condition.
     *
     * @param pushed the rows with push-down
     * @param filtered the rows that Spark itself filters
     * @param counts the number of rows with push-down and without bins, of the limited conditions
     * @param limited the rows with push-down and a limit, of the limited conditions
     */
    private record Results(
            Map<String, List<String>> pushed,
            Map<String, List<String>> filtered,
            Map<String, Long> counts,
            Map<String, List<String>> limited) {

        static Results of(List<String> conditions) {
            List<String> limited = conditions.stream()
                    .filter(SparkFilterPushDownTest::isLimited)
                    .toList();
            return new Results(
                    pushedRows(conditions, ""),
                    filteredRows(conditions),
                    limited.isEmpty() ? Map.of() : pushedCounts(limited),
                    limited.isEmpty() ? Map.of() : pushedRows(limited, " LIMIT " + LIMIT));
        }
    }

    @BeforeAll
    static void load() {
        PushedSet.load(CLUSTER);
        all = read(false).cache();
        read(true).createOrReplaceTempView("pushed");
    }

    private static Dataset<Row> read(boolean pushDown) {
        return PushedSet.read(CLUSTER, pushDown);
    }

    static List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        Map<String, List<String>> literals = Map.ofEntries(
                Map.entry("l", List.of("0", "5", "9223372036854775807", "-9223372036854775808")),
                Map.entry("i", List.of("0", "5", "2147483647", "-2147483648")),
                Map.entry("y", List.of("1Y", "127Y", "-128Y")),
                Map.entry(
                        "d",
                        List.of(
                                "0.0D",
                                "1.5D",
                                "5D",
                                "9007199254740993D",
                                "1e300D",
                                "double('infinity')",
                                "double('nan')")),
                Map.entry("f", List.of("float(0)", "float(1.5)", "float(16777216)", "float('nan')")),
                Map.entry("s", List.of("''", "'a'", "'ab'", "'[1]'", "'{}'", "'ä'")),
                Map.entry("x", List.of("X''", "X'0102'", "X'6162'")),
                Map.entry("day", List.of("DATE'1970-01-06'", "DATE'2000-01-01'")),
                Map.entry("at", List.of("TIMESTAMP'1970-01-01 00:00:00.000005Z'", "TIMESTAMP'2020-01-01 00:00:00Z'")),
                Map.entry("m", List.of("5BD", "99999BD", "-1BD")),
                Map.entry("took", List.of("INTERVAL '0.000005' SECOND", "INTERVAL '1' DAY")));
        literals.forEach((column, values) -> {
            for (String value : values) {
                for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
                    conditions.add(column + " " + operator + " " + value);
                }
                conditions.add("NOT (" + column + " <=> " + value + ")");
                conditions.add("NOT (" + column + " > " + value + " OR id < 300)");
            }
            conditions.add(column + " IN (" + String.join(", ", values) + ")");
            conditions.add(column + " NOT IN (" + String.join(", ", values) + ")");
            conditions.add(column + " IN (" + LONG_LISTS.get(column) + ")");
            conditions.add(column + " NOT IN (" + LONG_LISTS.get(column) + ")");
            conditions.add("id < 700 OR " + column + " IN (" + LONG_LISTS.get(column) + ")");
            conditions.add(column + " IN (" + values.get(0) + ", NULL)");
            conditions.add(column + " NOT IN (" + values.get(0) + ", NULL)");
            conditions.add(column + " BETWEEN " + values.get(0) + " AND " + values.get(1));
            conditions.add(column + " NOT BETWEEN " + values.get(0) + " AND " + values.get(1));
        });
        for (String column : PushedSet.SCHEMA.fieldNames()) {
            conditions.add(column + " IS NULL");
            conditions.add(column + " IS NOT NULL");
            conditions.add(column + " <=> NULL");
        }
        conditions.addAll(List.of(
                "b",
                "NOT b",
                "b IS NULL OR b",
                "b > false",
                "b <= false",
                "s LIKE 'a%'",
                "s NOT LIKE 'a%'",
                "s LIKE '[%'",
                "s LIKE '%b'",
                "s LIKE '%a%'",
                "l > 0 AND i > 0",
                "l > 0 OR i > 0",
                "NOT (l > 0 AND s = 'a')",
                "NOT (l > 0 OR s = 'a')",
                "l > 0 AND (s = 'a' OR d < 2) AND NOT (b AND i IS NULL)",
                "(l IS NULL) = (i IS NULL)",
                "l = i",
                "try_add(l, 1) > 5",
                "l % 2 = 1",
                "list[0] = 1",
                "size(list) = 1",
                "id IN (1, 2, 3, 400, 1499, 1500)",
                "id BETWEEN 100 AND 110",
                "id BETWEEN 100 AND 110 AND l IS NOT NULL",
                "id >= 100 AND id < 200 AND s = 'a'",
                "s = 'ab' AND id > 700",
                "__set = 'pushed'",
                "__set <> 'pushed'",
                "__set IS NULL OR l = 1",
                "__partition = 17",
                "__partition < 100 AND l IS NULL",
                "__partition IN (1, 2, 5000)",
                "__partition NOT BETWEEN 100 AND 4000",
                "__expiry IS NULL AND l = 0",
                "__expiry > TIMESTAMP'2020-01-01 00:00:00Z'",
                "__expiry < TIMESTAMP'2020-01-01 00:00:00Z'",
                "NOT (__expiry < TIMESTAMP'2020-01-01 00:00:00Z')",
                "__key > 700",
                "__key <= 10 OR l = 5",
                "__key = 10 OR l = 5",
                "__key <> 10",
                "1 = 0",
                "l = 1 AND l = 2"));
        return conditions;
    }

    /** A fifth of the conditions is also tested without bins and with a limit. */
    private static boolean isLimited(String condition) {
        return condition.hashCode() % 5 == 0;
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void returnsTheSameRowsWithAndWithoutPushDown(String condition) {
        Results results = resultsWith(condition);
        List<String> pushed = results.pushed.get(condition);
        assertThat(pushed).containsExactlyInAnyOrderElementsOf(results.filtered.get(condition));
        if (isLimited(condition)) {
            assertThat(results.counts.get(condition)).isEqualTo(pushed.size());
            assertThat(results.limited.get(condition)).hasSize(Math.min(LIMIT, pushed.size()));
        }
    }

    /** Runs the query that the condition is a part of, once. */
    private static Results resultsWith(String condition) {
        int query = CONDITIONS.indexOf(condition) / CONDITIONS_PER_QUERY;
        return RESULTS.computeIfAbsent(query, number -> {
            int from = number * CONDITIONS_PER_QUERY;
            return Results.of(CONDITIONS.subList(from, Math.min(from + CONDITIONS_PER_QUERY, CONDITIONS.size())));
        });
    }

    /** Returns the rows of each condition. Each condition has a scan of its own, into which it is pushed down. */
    private static Map<String, List<String>> pushedRows(List<String> conditions, String suffix) {
        String columns = String.join(", ", PushedSet.columns(PushedSet.SCHEMA));
        return byCondition(
                conditions,
                union(
                        conditions,
                        (number, condition) -> "(SELECT " + number + " AS n, " + columns + " FROM pushed WHERE "
                                + condition + suffix + ")"));
    }

    private static Map<String, Long> pushedCounts(List<String> conditions) {
        Map<String, Long> counts = new HashMap<>();
        union(conditions, (number, condition) -> "SELECT " + number + " AS n, count(*) FROM pushed WHERE " + condition)
                .collectAsList()
                .forEach(row -> counts.put(conditions.get(row.getInt(0)), row.getLong(1)));
        return counts;
    }

    private static Dataset<Row> union(List<String> conditions, BiFunction<Integer, String, String> query) {
        return CLUSTER.spark()
                .sql(IntStream.range(0, conditions.size())
                        .mapToObj(i -> query.apply(i, conditions.get(i)))
                        .collect(Collectors.joining(" UNION ALL ")));
    }

    /** Splits the rows by their first column, the number of the condition. */
    private static Map<String, List<String>> byCondition(List<String> conditions, Dataset<Row> rows) {
        Map<String, List<String>> found = new HashMap<>();
        conditions.forEach(condition -> found.put(condition, new ArrayList<>()));
        rows.collectAsList()
                .forEach(row -> found.get(conditions.get(row.getInt(0))).add(PushedSet.text(row, 1, row.size())));
        return found;
    }

    /** Returns the rows for which Spark itself finds each condition true. */
    private static Map<String, List<String>> filteredRows(List<String> conditions) {
        List<String> columns = new ArrayList<>(PushedSet.columns(PushedSet.SCHEMA));
        int firstCondition = columns.size();
        conditions.forEach(condition -> columns.add("(" + condition + ") AS c" + columns.size()));
        Map<String, List<String>> found = new HashMap<>();
        conditions.forEach(condition -> found.put(condition, new ArrayList<>()));
        for (Row row : all.selectExpr(columns.toArray(String[]::new)).collectAsList()) {
            String text = PushedSet.text(row, 0, firstCondition);
            for (int i = 0; i < conditions.size(); i++) {
                if (Boolean.TRUE.equals(row.get(firstCondition + i))) {
                    found.get(conditions.get(i)).add(text);
                }
            }
        }
        return found;
    }

    static Stream<String> computed() {
        return Stream.of(
                "y + 1Y",
                "y - 1Y",
                "CAST(y AS INT) * 300 - 7",
                "-CAST(y AS SMALLINT)",
                "5 - CAST(y AS BIGINT)",
                // With the largest value: exactly the largest integer, and one more.
                "i + 2130706430",
                "i + 2130706431",
                "i * 3",
                "7 - i * -2",
                "-(i + 1)",
                "CAST(i AS BIGINT) * 4000000000",
                "(l + 0) * 1",
                "l + 1",
                "l - 1",
                "-l",
                "CAST(l AS INT) - 1",
                "i * 0",
                "i % 3",
                "i & 1",
                "i + y");
    }

    /** An overflow that fails Spark's filter also fails the query when the filter is pushed down. */
    @ParameterizedTest
    @MethodSource("computed")
    void pushedArithmeticReturnsTheSameRowsOrOverflows(String computed) {
        List<String> conditions = Stream.of(
                        " = 293",
                        " <> 293",
                        " < 5",
                        " <= -4",
                        " > 5",
                        " >= 15",
                        " = 14",
                        " <> 2147483647",
                        " IN (5, 6, NULL)",
                        " NOT IN (5, 17)",
                        " IS NULL",
                        " BETWEEN 4 AND 293")
                .map(test -> computed + test)
                .toList();
        Map<String, List<String>> pushed = outcomes(conditions, some -> pushedRows(some, ""), read(true));
        Map<String, List<String>> filtered = outcomes(conditions, SparkFilterPushDownTest::filteredRows, all);
        for (String condition : conditions) {
            assertThat(pushed.get(condition)).as(condition).isEqualTo(filtered.get(condition));
        }
    }

    /** Returns the sorted rows of each condition, or "overflow". If the query of all conditions overflows, each runs alone. */
    private static Map<String, List<String>> outcomes(
            List<String> conditions, Function<List<String>, Map<String, List<String>>> query, Dataset<Row> rows) {
        Map<String, List<String>> outcomes = new HashMap<>();
        try {
            query.apply(conditions)
                    .forEach((condition, found) ->
                            outcomes.put(condition, found.stream().sorted().toList()));
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("OVERFLOW");
            conditions.forEach(condition -> outcomes.put(condition, outcome(rows.where(condition))));
        }
        return outcomes;
    }

    private static List<String> outcome(Dataset<Row> rows) {
        try {
            return PushedSet.rows(rows).stream().sorted().toList();
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("OVERFLOW");
            return List.of("overflow");
        }
    }

    @Test
    void sparkEvaluatesAgainOnlyArithmeticThatMayOverflow() {
        String exact = plan(read(true).where("CAST(y AS INT) * 3 - 1 > 5"));
        assertThat(exact).contains("pushed: [").doesNotContain("tested again");
        assertThat(plan(read(true).where("i * 3 > 5"))).contains("pushed: [").contains("tested again by Spark");
        assertThat(plan(read(true).where("i % 3 > 1"))).doesNotContain("pushed: [i IS NOT NULL, ");
    }
}
