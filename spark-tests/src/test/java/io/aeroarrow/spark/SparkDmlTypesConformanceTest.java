package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** UPDATE, MERGE and DELETE on fields of structs, and on tables with CHAR and VARCHAR columns. */
class SparkDmlTypesConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer();

    private static List<Row> sql(String statement, String table) {
        return CLUSTER.sql(statement.replace("{t}", table));
    }

    private static String newTable(String set, String columns) {
        String table = "aerospike.test." + set;
        sql("CREATE TABLE {t} (id BIGINT, " + columns + ") OPTIONS (keyColumn 'id')", table);
        return table;
    }

    @Test
    void updatesOneFieldOfAStruct() {
        String set = CLUSTER.newSet();
        String table = newTable(set, "s STRUCT<a: BIGINT, b: STRING, in: STRUCT<c: BIGINT, d: BIGINT>>");
        sql(
                "INSERT INTO {t} VALUES (1, named_struct('a', 1, 'b', 'x', 'in', named_struct('c', 5, 'd', 6))), (2,"
                        + " NULL)",
                table);
        sql("UPDATE {t} SET s.a = 42", table);
        assertThat(CLUSTER.bins(set, 1L).get("s"))
                .isEqualTo(Map.of("a", 42L, "b", "x", "in", Map.of("c", 5L, "d", 6L)));
        sql("UPDATE {t} SET s.in.d = s.in.c + 1 WHERE s.b = 'x'", table);
        assertThat(CLUSTER.bins(set, 1L).get("s"))
                .isEqualTo(Map.of("a", 42L, "b", "x", "in", Map.of("c", 5L, "d", 6L)));
        sql("UPDATE {t} SET s.in.d = 7 WHERE s.in.c = 5", table);
        sql(
                "MERGE INTO {t} t USING (SELECT 1L AS id, 43L AS a) u ON t.id = u.id WHEN MATCHED AND t.s.b = 'x'"
                        + " THEN UPDATE SET s.a = u.a",
                table);
        assertThat(CLUSTER.bins(set, 1L).get("s"))
                .isEqualTo(Map.of("a", 43L, "b", "x", "in", Map.of("c", 5L, "d", 7L)));
        sql("DELETE FROM {t} WHERE s.in.d = 7 AND id % 2 = 1", table);
        assertThat(CLUSTER.get(set, 1L)).isNull();
    }

    @Test
    void updatesMergesAndDeletesWithCharAndVarcharColumns() {
        // Spark 3.5 plans no DELETE on a table whose CHAR columns it pads when it reads them.
        if (CLUSTER.spark().version().startsWith("3.5")) {
            CLUSTER.spark().conf().set("spark.sql.readSideCharPadding", "false");
        }
        String set = CLUSTER.newSet();
        String table = newTable(
                set,
                "v VARCHAR(5), c CHAR(3), s STRUCT<v: VARCHAR(4)>, l ARRAY<VARCHAR(4)>, m MAP<VARCHAR(4), CHAR(2)>");
        sql(
                "INSERT INTO {t} SELECT id, 'v', 'c', named_struct('v', 'f'), array('e'), map('k', 'w') FROM range(6)",
                table);
        sql("UPDATE {t} SET v = 'w' WHERE id = 1", table);
        assertThat(CLUSTER.bins(set, 1L)).containsEntry("v", "w").containsEntry("s", Map.of("v", "f"));
        sql("UPDATE {t} SET s.v = 'g', l = array('x', 'y') WHERE v = 'w'", table);
        assertThat(CLUSTER.bins(set, 1L)).containsEntry("s", Map.of("v", "g")).containsEntry("l", List.of("x", "y"));
        sql(
                "MERGE INTO {t} t USING (SELECT 2L AS id, 'n' AS v UNION ALL SELECT 9L, 'new') u ON t.id = u.id WHEN"
                        + " MATCHED THEN UPDATE SET v = u.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (u.id, u.v)",
                table);
        assertThat(CLUSTER.bins(set, 2L)).containsEntry("v", "n");
        assertThat(CLUSTER.bins(set, 9L)).isEqualTo(Map.of("id", 9L, "v", "new"));
        sql("DELETE FROM {t} WHERE id % 3 = 0 AND v = 'v'", table);
        assertThat(CLUSTER.get(set, 3L)).isNull();
        assertThat(CLUSTER.get(set, 4L)).isNotNull();
        assertThatThrownBy(() -> sql("UPDATE {t} SET v = 'too long' WHERE id = 4", table))
                .hasStackTraceContaining("5");
    }

    @Test
    void insertsCheckAndPadCharAndVarchar() {
        String set = CLUSTER.newSet();
        String table = newTable(set, "v VARCHAR(5), c CHAR(3), s STRUCT<v: VARCHAR(4)>");
        sql("INSERT INTO {t} VALUES (1, 'abcde', 'ab', named_struct('v', 'wxyz')), (2, 'abc    ', 'x', NULL)", table);
        assertThat(CLUSTER.bins(set, 1L)).containsEntry("v", "abcde").containsEntry("c", "ab ");
        assertThat(CLUSTER.bins(set, 2L)).as("spaces beyond the length").containsEntry("v", "abc  ");
        for (String values : List.of(
                "(3, 'abcdef', 'c', NULL)", "(3, 'a', 'abcd', NULL)", "(3, 'a', 'c', named_struct('v', 'vwxyz'))")) {
            assertThatThrownBy(() -> sql("INSERT INTO {t} VALUES " + values, table))
                    .as(values)
                    .hasStackTraceContaining("EXCEED_LIMIT_LENGTH");
        }
        assertThat(CLUSTER.get(set, 3L)).isNull();
        assertThat(CLUSTER.sql("SELECT id, length(c) FROM " + table + " WHERE c = 'ab' AND v = 'abcde'"))
                .extracting(Row::toString)
                .containsExactly("[1,3]");
    }

    @Test
    void readsTheBeforeImageOfPrunedColumns() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1L, new Bin("id", 1L), new Bin("s", Map.of("a", 1L, "b", 2L)));
        Row row = CLUSTER.spark()
                .read()
                .format("aerospike")
                .options(CLUSTER.options(set))
                .schema("id BIGINT, s STRUCT<a: BIGINT, b: BIGINT>")
                .load()
                .selectExpr("s.b", "__before.s.a", "__before.id")
                .head();
        assertThat(List.of(row.get(0), row.get(1), row.get(2))).isEqualTo(List.of(2L, 1L, 1L));
    }
}
