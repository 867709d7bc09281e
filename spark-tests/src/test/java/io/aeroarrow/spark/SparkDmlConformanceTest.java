package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE on catalog tables. */
class SparkDmlConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer();

    private static List<Row> sql(String statement) {
        return CLUSTER.spark().sql(statement).collectAsList();
    }

    /** Runs a statement in which {t} stands for the table. */
    private static List<Row> sql(String statement, String table) {
        return sql(statement.replace("{t}", table));
    }

    /** Creates a table with a key, two bins and the rows 0 to 9. */
    private static String newTable(String set) {
        String table = "aerospike.test." + set;
        sql("CREATE TABLE {t} (id BIGINT, n BIGINT, s STRING) OPTIONS (keyColumn 'id')", table);
        sql("INSERT INTO {t} SELECT id, id * 10, concat('s', id) FROM range(10)", table);
        return table;
    }

    private static List<String> all(String table) {
        return CLUSTER.spark().table(table).orderBy("id").toJSON().collectAsList();
    }

    private static String row(long id, long n) {
        return "{\"id\":%d,\"n\":%d,\"s\":\"s%d\"}".formatted(id, n, id);
    }

    @Test
    void insertsRowsAndOverwritesTheSet() {
        String set = CLUSTER.newSet();
        String table = newTable(set);
        assertThat(all(table)).hasSize(10).startsWith(row(0, 0), row(1, 10));
        assertThat(CLUSTER.bins(set, 3L)).isEqualTo(Map.of("id", 3L, "n", 30L, "s", "s3"));
        sql("INSERT INTO {t} VALUES (3, -3, null)", table);
        assertThat(CLUSTER.bins(set, 3L)).isEqualTo(Map.of("id", 3L, "n", -3L));
        sql("INSERT INTO {t} (s, n, id) VALUES ('named', null, 11)", table);
        assertThat(CLUSTER.bins(set, 11L)).isEqualTo(Map.of("id", 11L, "s", "named"));
        sql("INSERT OVERWRITE {t} VALUES (1, 1, 's1')", table);
        assertThat(all(table)).containsExactly(row(1, 1));
    }

    @Test
    void updatesWriteChangedBinsOnly() {
        String set = CLUSTER.newSet();
        String table = newTable(set);
        CLUSTER.put(set, 4L, new Bin("unseen", 1));
        int untouched = CLUSTER.get(set, 1L).generation;
        sql("UPDATE {t} SET n = n + 1, s = s WHERE id IN (3, 4)", table);
        assertThat(CLUSTER.bins(set, 3L)).isEqualTo(Map.of("id", 3L, "n", 31L, "s", "s3"));
        assertThat(CLUSTER.bins(set, 4L)).isEqualTo(Map.of("id", 4L, "n", 41L, "s", "s4", "unseen", 1L));
        assertThat(CLUSTER.get(set, 1L).generation).isEqualTo(untouched);
        sql("UPDATE {t} SET n = 10 WHERE id = 1", table);
        assertThat(CLUSTER.get(set, 1L).generation).isEqualTo(untouched);
        sql("UPDATE {t} SET s = NULL WHERE n > 80", table);
        assertThat(CLUSTER.bins(set, 9L)).isEqualTo(Map.of("id", 9L, "n", 90L));
        sql("UPDATE {t} SET n = id", table);
        assertThat(all(table)).hasSize(10).contains(row(2, 2), row(7, 7));
        assertThatThrownBy(() -> sql("UPDATE {t} SET id = id + 100", table))
                .hasStackTraceContaining("column 'id' is the key of its record");
    }

    @Test
    void updatesDoNotChangeBinsReadAsJsonText() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1L, new Bin("id", 1), new Bin("n", "text"), new Bin("s", "a"));
        CLUSTER.put(set, 2L, new Bin("id", 2), new Bin("n", 2), new Bin("s", List.of(1)));
        String table = "aerospike.test." + set;
        sql("CREATE OR REPLACE TEMPORARY VIEW nothing AS SELECT 1");
        // Each bin has two types, so it is read as JSON text.
        sql("UPDATE {t} SET id = id + 10 WHERE id = 2", table);
        assertThat(CLUSTER.bins(set, 2L)).isEqualTo(Map.of("id", 12L, "n", 2L, "s", List.of(1L)));
        assertThatThrownBy(() -> sql("UPDATE {t} SET n = '5'", table))
                .hasStackTraceContaining("column 'n' is JSON text of the bin's value");
        assertThat(CLUSTER.bins(set, 1L)).isEqualTo(Map.of("id", 1L, "n", "text", "s", "a"));
    }

    @Test
    void deletesAndTruncatesRows() {
        String set = CLUSTER.newSet();
        String table = newTable(set);
        sql("DELETE FROM {t} WHERE n > 40", table);
        assertThat(all(table)).containsExactly(row(0, 0), row(1, 10), row(2, 20), row(3, 30), row(4, 40));
        sql("DELETE FROM {t} WHERE length(s) = 2 AND id % 2 = 1", table);
        assertThat(all(table)).containsExactly(row(0, 0), row(2, 20), row(4, 40));
        sql("DELETE FROM {t} WHERE id IN (SELECT id FROM range(3))", table);
        assertThat(all(table)).containsExactly(row(4, 40));
        sql("DELETE FROM {t}", table);
        assertThat(all(table)).isEmpty();
        sql("INSERT INTO {t} VALUES (1, 1, 's1')", table);
        assertThat(all(table)).containsExactly(row(1, 1));
        sql("TRUNCATE TABLE {t}", table);
        assertThat(all(table)).isEmpty();
    }

    @Test
    void pushesDeleteConditionsDownToTheServers() throws Exception {
        String set = CLUSTER.newSet();
        String table = newTable(set);
        CLUSTER.put(set, 77L, new Bin("id", 77L), new Bin("n", "no number"), new Bin("s", "odd"));
        for (String mode : List.of("batch", "background")) {
            CLUSTER.spark().conf().set("spark.aerospike.deleteMode", mode);
            sql("INSERT INTO {t} VALUES (20, 200, 'x'), (21, 210, 'y'), (22, null, 'x')", table);
            String plan = sql("EXPLAIN DELETE FROM {t} WHERE n >= 200 OR s IN ('x', 'z')", table)
                    .toString();
            assertThat(plan).contains("DeleteFromTable").doesNotContain("WriteDelta");
            sql("DELETE FROM {t} WHERE n >= 200 OR s IN ('x', 'z')", table);
            for (long gone = 20; gone < 23; gone++) {
                assertThat(CLUSTER.get(set, gone)).isNull();
            }
            assertThat(CLUSTER.bins(set, 77L)).containsEntry("n", "no number");
            assertThat(CLUSTER.get(set, 9L)).isNotNull();
        }
        CLUSTER.spark().conf().unset("spark.aerospike.deleteMode");
        assertThat(sql("EXPLAIN DELETE FROM {t} WHERE s > 'a'", table).toString())
                .contains("WriteDelta");
        CLUSTER.official().delete(null, SparkCluster.key(set, 77L));

        // The condition of an overwrite is pushed down as well.
        CLUSTER.spark()
                .range(100, 102)
                .selectExpr("id", "id AS n", "'new' AS s")
                .writeTo(table)
                .overwrite(functions.expr("n >= 50 AND n < 80"));
        assertThat(CLUSTER.spark()
                        .table(table)
                        .orderBy("id")
                        .select("id")
                        .as(Encoders.LONG())
                        .collectAsList())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 8L, 9L, 100L, 101L);
    }

    @Test
    void mergesRows() {
        String set = CLUSTER.newSet();
        String table = newTable(set);
        CLUSTER.spark()
                .range(5, 15)
                .selectExpr("id", "id * 100 AS n", "concat('s', id) AS s")
                .createOrReplaceTempView("news");
        sql("""
                MERGE INTO {t} t USING news ON t.id = news.id
                WHEN MATCHED AND news.id = 6 THEN DELETE
                WHEN MATCHED THEN UPDATE SET n = news.n
                WHEN NOT MATCHED THEN INSERT *\
                """, table);
        assertThat(all(table))
                .containsExactly(
                        row(0, 0),
                        row(1, 10),
                        row(2, 20),
                        row(3, 30),
                        row(4, 40),
                        row(5, 500),
                        row(7, 700),
                        row(8, 800),
                        row(9, 900),
                        row(10, 1000),
                        row(11, 1100),
                        row(12, 1200),
                        row(13, 1300),
                        row(14, 1400));
        assertThat(CLUSTER.bins(set, 14L)).isEqualTo(Map.of("id", 14L, "n", 1400L, "s", "s14"));
    }

    @Test
    void namesTheReasonWhyATableCannotBeChanged() {
        assertThatThrownBy(() -> sql("DELETE FROM aerospike.test.__all WHERE true"))
                .hasMessageContaining("is no set");
        assertThatThrownBy(() -> sql("UPDATE aerospike.test.nowhere SET n = 1")).isInstanceOf(AnalysisException.class);
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1L, new Bin("id", 1));
        assertThatThrownBy(() -> sql("INSERT INTO aerospike.test." + set + " VALUES (2)"))
                .hasMessageContaining("name it by option 'keyColumn'");
    }
}
