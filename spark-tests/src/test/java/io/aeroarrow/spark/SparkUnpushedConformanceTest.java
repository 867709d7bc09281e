package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conditions on collated strings and nondeterministic conditions are not pushed down: servers compare bytes, and once. */
class SparkUnpushedConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static String set;

    @BeforeAll
    static void load() {
        set = CLUSTER.newSet();
        int id = 0;
        for (String name : List.of("Oslo", "oslo", "OSLO", "rome", "Rome", "Osloer")) {
            CLUSTER.put(set, name, new Bin("id", id), new Bin("name", name), new Bin("s", Map.of("n", name)));
            id++;
        }
    }

    private static boolean hasCollations() {
        return !CLUSTER.spark().version().startsWith("3.");
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return rows.select("id").as(Encoders.LONG()).orderBy("id").collectAsList();
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }

    @Test
    void conditionsOnCollatedColumnsAreNotPushedDown() {
        assumeThat(hasCollations()).as("Spark has collations").isTrue();
        Dataset<Row> rows = CLUSTER.read(set)
                .option("keyColumn", "name")
                .schema("id BIGINT, name STRING COLLATE UTF8_LCASE, s STRUCT<n: STRING COLLATE UTF8_LCASE>")
                .load();
        for (String condition : List.of(
                "name = 'oSLO'", "name IN ('oslo', 'x')", "name <=> 'OSLO'", "name LIKE 'OSLO'", "s.n = 'OSLO'")) {
            assertThat(ids(rows.where(condition))).as(condition).containsExactly(0L, 1L, 2L);
            // Servers may test whether the bin exists; Spark tests the rest.
            assertThat(plan(rows.where(condition)))
                    .as(condition)
                    .contains("Filter")
                    .doesNotContain("lookup of");
        }
        assertThat(ids(rows.where("name <> 'ROME'"))).containsExactly(0L, 1L, 2L, 5L);
        assertThat(ids(rows.where("name < 'P'"))).containsExactly(0L, 1L, 2L, 5L);
        assertThat(ids(rows.where("name LIKE 'OS%'"))).containsExactly(0L, 1L, 2L, 5L);
        assertThat(rows.groupBy("name").count().count()).isEqualTo(3);
    }

    @Test
    void conditionsWithACollationOfTheirOwnAreNotPushedDown() {
        assumeThat(hasCollations()).as("Spark has collations").isTrue();
        Dataset<Row> rows =
                CLUSTER.read(set).schema("id BIGINT, name STRING, __key STRING").load();
        for (String column : List.of("name", "__key")) {
            assertThat(ids(rows.where(column + " COLLATE UTF8_LCASE = 'oSLO'"))).containsExactly(0L, 1L, 2L);
            assertThat(ids(rows.where(column + " = 'oSLO' COLLATE UTF8_LCASE"))).containsExactly(0L, 1L, 2L);
        }
        assertThat(ids(rows.where("name = 'oslo'"))).containsExactly(1L);
        assertThat(plan(rows.where("name = 'oslo'"))).contains("pushed: [");
    }

    @Test
    void collatedColumnsAreWritten() {
        assumeThat(hasCollations()).as("Spark has collations").isTrue();
        String table = CLUSTER.newSet();
        CLUSTER.sql("CREATE TABLE aerospike.test." + table
                + " (id BIGINT, name STRING COLLATE UNICODE_CI) OPTIONS (keyColumn 'id')");
        CLUSTER.sql("INSERT INTO aerospike.test." + table + " VALUES (1, 'Ä'), (2, 'ä')");
        assertThat(CLUSTER.sql("SELECT id FROM aerospike.test." + table + " WHERE name = 'ä' ORDER BY id"))
                .extracting(Row::toString)
                .containsExactly("[1]", "[2]");
        CLUSTER.sql("DELETE FROM aerospike.test." + table + " WHERE name = 'ä'");
        assertThat(CLUSTER.get(table, 1L)).isNull();
        assertThat(CLUSTER.get(table, 2L)).isNull();
    }

    @Test
    void nondeterministicConditionsAreNotPushedDown() {
        Dataset<Row> rows = CLUSTER.read(set).schema("id BIGINT, name STRING").load();
        for (String condition : List.of(
                "id > rand() * 3",
                "id = 1 AND rand() < 2",
                "name = cast(uuid() AS STRING)",
                "monotonically_increasing_id() >= id")) {
            Dataset<Row> found = rows.where(condition);
            assertThat(plan(found).replaceAll("(?s).*aerospike test", ""))
                    .as(condition)
                    .doesNotContain("rand(")
                    .doesNotContain("uuid")
                    .doesNotContain("monotonically");
        }
        assertThat(ids(rows.where("id = 1 AND rand() < 2"))).containsExactly(1L);
        assertThat(ids(rows.where("name = cast(uuid() AS STRING)"))).isEmpty();
    }
}
