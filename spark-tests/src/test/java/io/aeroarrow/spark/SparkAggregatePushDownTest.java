package io.aeroarrow.spark;

import static io.aeroarrow.spark.PushedSet.plan;
import static io.aeroarrow.spark.PushedSet.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates return the same values when scans leave out the records that the aggregates ignore. */
class SparkAggregatePushDownTest {

    private static final String LEFT_OUT = "the aggregate ignores nulls";

    @RegisterExtension
    static final SparkCluster CLUSTER = PushedSet.cluster();

    @BeforeAll
    static void load() {
        PushedSet.load(CLUSTER);
    }

    static Stream<String> aggregates() {
        return Stream.of(
                "sum(l % 1000)",
                "sum(DISTINCT i)",
                "min(d), max(s)",
                "avg(i)",
                "avg(i), avg(DISTINCT y)",
                "count(x)",
                "count(DISTINCT s)",
                "count(DISTINCT s), count(DISTINCT i)",
                "sum(i + m)",
                "sum(CAST(y AS BIGINT) * 2 - 1)",
                "min(-y)",
                "sum(i), max(d), count(list)",
                "max(upper(s))",
                "round(var_pop(y), 6), round(stddev_samp(y), 6), round(corr(i, y), 6)");
    }

    /** Spark 4.2.0 fails when it translates {@code count_if} over a cast for a builder that takes aggregates. */
    @Test
    void withoutPushDownSparkTranslatesNoAggregate() {
        Dataset<Row> read = CLUSTER.read("pushed")
                .schema("id SMALLINT")
                .option("pushDown", "false")
                .load();
        assertThat(read.selectExpr("count_if(id > 100000)", "count_if(id >= 10)")
                        .first())
                .satisfies(row -> assertThat(row.getLong(0)).isZero())
                .satisfies(row -> assertThat(row.getLong(1))
                        .isEqualTo(read.where("id >= 10").count()));
    }

    static Stream<String> aggregatesOfAllRows() {
        return Stream.of(
                "count(*)",
                "sum(i), count(*)",
                "count(1), max(d)",
                "sum(coalesce(i, 1))",
                "count(i IS NULL)",
                "sum(CASE WHEN y IS NULL THEN 1 ELSE 0 END)",
                "sum(IF(y > 1, 1, 2))",
                "max(__partition)",
                "count(__digest), sum(i)",
                "sum(i) FILTER (WHERE y IS NULL)",
                "max_by(i, id), sum(i)",
                "sum(1)",
                "size(collect_set(i))");
    }

    private static Dataset<Row> select(String query, boolean pushed) {
        PushedSet.read(CLUSTER, pushed).createOrReplaceTempView("pushed");
        return CLUSTER.spark().sql(query);
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void leavesOutRecordsThatTheAggregateIgnores(String aggregates) {
        for (String rest : List.of("", " WHERE id < 700", " WHERE l IS NULL", " WHERE id < 0", " WHERE id % 2 = 0")) {
            String query = "SELECT " + aggregates + " FROM pushed" + rest;
            Dataset<Row> with = select(query, true);
            assertThat(values(with)).as(query).isEqualTo(values(select(query, false)));
            if (rest.isEmpty()) {
                assertThat(plan(with)).contains(LEFT_OUT);
            }
        }
        assertThat(plan(select("SELECT " + aggregates + " FROM pushed", false))).doesNotContain(LEFT_OUT);
    }

    @ParameterizedTest
    @MethodSource("aggregatesOfAllRows")
    void readsAllRecordsForAggregatesOfAllRows(String aggregates) {
        String query = "SELECT " + aggregates + " FROM pushed";
        Dataset<Row> with = select(query, true);
        assertThat(values(with)).isEqualTo(values(select(query, false)));
        assertThat(plan(with)).doesNotContain(LEFT_OUT);
    }

    static Stream<String> aggregatesOfDerivedRows() {
        return Stream.of(
                "SELECT y, sum(i) FROM pushed GROUP BY y",
                "SELECT sum(i) FROM pushed GROUP BY y IS NULL",
                "SELECT count(y), count(i) FROM (SELECT DISTINCT y, i FROM pushed)",
                "SELECT sum(n) FROM (SELECT y, count(*) AS n FROM pushed GROUP BY y)",
                "SELECT sum(a.i) FROM pushed a JOIN pushed b ON a.id = b.id",
                "SELECT count(*) FROM (SELECT y FROM pushed UNION ALL SELECT y FROM pushed)",
                "SELECT sum(i) FROM (SELECT i, row_number() OVER (ORDER BY id) AS n FROM pushed) WHERE n < 90",
                "SELECT count(i) FROM (SELECT i FROM pushed ORDER BY id LIMIT 300)",
                "SELECT sum(e) FROM (SELECT explode_outer(array(y, 1)) AS e FROM pushed)",
                "SELECT i FROM pushed ORDER BY id");
    }

    @ParameterizedTest
    @MethodSource("aggregatesOfDerivedRows")
    void readsAllRecordsForAggregatesOfDerivedRows(String query) {
        Dataset<Row> with = select(query, true);
        assertThat(values(with)).containsExactlyInAnyOrderElementsOf(values(select(query, false)));
        assertThat(plan(with)).doesNotContain(LEFT_OUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (SELECT sum(i) FROM pushed), (SELECT sum(coalesce(i, 1)) FROM pushed), (SELECT max(i) FROM"
                        + " pushed)",
                "SELECT (SELECT count(i) FROM pushed), (SELECT count(*) FROM pushed), i FROM pushed ORDER BY id",
                "SELECT count(*) FROM pushed WHERE i > (SELECT avg(i) FROM pushed)",
                "SELECT s, t FROM (SELECT sum(i) AS s FROM pushed) CROSS JOIN (SELECT count(coalesce(i, 0)) AS t FROM"
                        + " pushed)",
                "WITH c AS (SELECT i FROM pushed) SELECT sum(i) FROM c UNION ALL SELECT count(*) FROM c",
                "SELECT sum(i) FROM pushed TABLESAMPLE (30 PERCENT) REPEATABLE (3)",
                "SELECT sum(z) FROM (SELECT i + 1 AS z, l FROM pushed)"
            })
    void leavesOutRecordsForOnePartOfAQuery(String query) {
        Dataset<Row> with = select(query, true);
        assertThat(plan(with)).contains(LEFT_OUT);
        if (!query.contains("TABLESAMPLE")) {
            assertThat(values(with)).containsExactlyInAnyOrderElementsOf(values(select(query, false)));
        }
    }

    @Test
    void sendsFewerRequestsForAnAggregate() {
        Dataset<Row> sum = select("SELECT sum(i) FROM pushed", true);
        CLUSTER.requests().clear();
        sum.collectAsList();
        int once = CLUSTER.requests().size();
        CLUSTER.requests().clear();
        select("SELECT sum(i) FROM pushed", false).collectAsList();
        assertThat(CLUSTER.requests().size()).isGreaterThan(once);
    }

    @Test
    void aMismatchStillFailsAnAggregate() {
        assertThatThrownBy(() -> PushedSet.read(CLUSTER, true, "onMismatch", "FAIL")
                        .selectExpr("count(l)")
                        .collectAsList())
                .hasStackTraceContaining("'l'");
    }
}
