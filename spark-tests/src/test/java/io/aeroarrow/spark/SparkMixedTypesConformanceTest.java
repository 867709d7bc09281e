package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bin of mixed types is a STRING column: strings unchanged, all other values as JSON; inferred and declared alike. */
class SparkMixedTypesConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer();

    private static final List<Object> VALUES =
            List.of(1L, 2L, 3L, 4L, 5L, "x", "3", "[1]", List.of(1L), 2.5, "2.5", true, "true", "\"q\"", "1a");

    private static final List<String> CONDITIONS = List.of(
            "v = 'x'",
            "v = '3'",
            "v = '03'",
            "v = '2.5'",
            "v = 'true'",
            "v = '[1]'",
            "v = '\"q\"'",
            "v = '1a'",
            "v <> '3'",
            "v <> 'x'",
            "v < '3'",
            "v >= 'x'",
            "v IN ('x', '3')",
            "v IN ('x', 'y')",
            "v LIKE '1%'",
            "v LIKE 'x%'",
            "v LIKE 'tr%'",
            "v IS NULL",
            "v IS NOT NULL",
            "NOT v = '3'",
            "v = '3' AND id > 3",
            "v <=> '3'");

    private static String set;

    @BeforeAll
    static void load() {
        set = CLUSTER.newSet();
        for (int i = 0; i < VALUES.size(); i++) {
            CLUSTER.put(set, i, new Bin("id", i), new Bin("v", Value.get(VALUES.get(i))));
        }
        CLUSTER.put(set, 100, new Bin("id", 100));
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return rows.select("id").as(Encoders.LONG()).orderBy("id").collectAsList();
    }

    @Test
    void stringsAreUnchangedAndOtherValuesAreJson() {
        Dataset<Row> inferred = CLUSTER.read(set).load();
        List<String> expected =
                List.of("1", "2", "3", "4", "5", "x", "3", "[1]", "[1]", "2.5", "2.5", "true", "true", "\"q\"", "1a");
        assertThat(inferred.where("v IS NOT NULL")
                        .orderBy("id")
                        .select("v")
                        .as(Encoders.STRING())
                        .collectAsList())
                .isEqualTo(expected);
        assertThat(inferred.schema().apply("v").dataType().sql()).isEqualTo("STRING");
        Dataset<Row> declared =
                CLUSTER.read(set).schema(inferred.schema().toDDL()).load();
        assertThat(declared.orderBy("id").collectAsList())
                .isEqualTo(inferred.orderBy("id").collectAsList());
        assertThat(ids(inferred.where("v = 'x'"))).containsExactly(5L);
        assertThat(ids(inferred.where("v = '3'"))).containsExactly(2L, 6L);
    }

    @Test
    void pushedConditionsFindWhatSparkFinds() {
        for (boolean declared : new boolean[] {false, true}) {
            for (String mismatch : List.of("FAIL", "NULL")) {
                for (String condition : CONDITIONS) {
                    assertThat(ids(rows(declared, mismatch, true).where(condition)))
                            .as("%s, declared %s, onMismatch %s", condition, declared, mismatch)
                            .isEqualTo(ids(rows(declared, mismatch, false).where(condition)));
                }
            }
        }
    }

    private static Dataset<Row> rows(boolean declared, String mismatch, boolean pushDown) {
        return (declared ? CLUSTER.read(set).schema("id BIGINT, v STRING") : CLUSTER.read(set))
                .option("onMismatch", mismatch)
                .option("pushDown", pushDown)
                .load();
    }

    @Test
    void textOfOtherTypesIsNotWrittenBackUnlessDeclared() {
        Dataset<Row> inferred = CLUSTER.read(set).load();
        String copy = CLUSTER.newSet();
        assertThatThrownBy(() ->
                        CLUSTER.write(inferred, copy).option("keyColumn", "id").save())
                .hasMessageContaining("column 'v' is");
        Dataset<Row> declared = CLUSTER.read(set).schema("id BIGINT, v STRING").load();
        CLUSTER.write(declared, copy).option("keyColumn", "id").save();
        assertThat(CLUSTER.bins(copy, 0L)).containsEntry("v", "1");
    }

    @Test
    void deletesSelectTheSameRecords() {
        String table = "aerospike.test." + CLUSTER.newSet();
        CLUSTER.sql("CREATE TABLE " + table + " (id BIGINT, v STRING) OPTIONS (keyColumn 'id')");
        String declared = table.substring("aerospike.test.".length());
        CLUSTER.put(declared, 1, new Bin("id", 1), new Bin("v", 3));
        CLUSTER.put(declared, 2, new Bin("id", 2), new Bin("v", "3"));
        CLUSTER.put(declared, 3, new Bin("id", 3), new Bin("v", "x"));
        CLUSTER.sql("UPDATE " + table + " SET v = 'y' WHERE v = 'x'");
        assertThat(CLUSTER.bins(declared, 3)).containsEntry("v", "y");
        CLUSTER.sql("DELETE FROM " + table + " WHERE v = '3'");
        assertThat(ids(CLUSTER.spark().table(table))).containsExactly(3L);
    }

    @Test
    void keysOfMixedTypesAreTextToo() {
        String mixed = CLUSTER.newSet();
        CLUSTER.put(mixed, 3, new Bin("n", 1));
        CLUSTER.put(mixed, "x", new Bin("n", 2));
        CLUSTER.put(mixed, "3", new Bin("n", 3));
        for (Dataset<Row> rows : List.of(
                CLUSTER.read(mixed).load(),
                CLUSTER.read(mixed).schema("n BIGINT").load())) {
            assertThat(rows.where("__key = 'x'").count()).isEqualTo(1);
            assertThat(rows.where("__key = '3'").count()).isEqualTo(2);
        }
    }
}
