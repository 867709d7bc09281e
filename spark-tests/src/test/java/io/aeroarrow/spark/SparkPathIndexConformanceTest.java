package io.aeroarrow.spark;

import static io.aeroarrow.spark.PushedSet.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Value;
import com.aerospike.client.cdt.CTX;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries through indexes on fields of structs and elements of lists return the rows that Spark's own filters select. */
class SparkPathIndexConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer()
            .interpreted()
            // Pruning by the statistics of cached data loses rows with NaN.
            .setting("spark.sql.inMemoryColumnarStorage.partitionPruning", "false")
            .setting("spark.sql.session.timeZone", "UTC")
            .setting("spark.sql.ansi.enabled", "false");

    private static final List<String> SERVED = List.of(
            "s.a = 5",
            "s.a BETWEEN -1 AND 5",
            "s.a >= 0 AND s.a < 6",
            "s.i = 5",
            "s.day = DATE'1970-01-06'",
            "s.m = 5BD",
            "s.t = 'ab'",
            "s.inner.b = 5",
            "s.inner.b BETWEEN 0 AND 5 AND s.inner.t = 'a'",
            "s.inner.t = 'a' AND s.a >= 0",
            "s.inner.deep.c = 0");

    private static final List<String> OTHERS = List.of(
            "s.a > 0",
            "NOT s.a = 5",
            "s.a = 5 OR s.i = 5",
            "s.a <=> 5",
            "s.a IN (0, 5)",
            "s.d = 5.0D",
            "s.d = 0.0D",
            "s.x = X'0102'",
            "s.t = ''",
            "s.t = '[1]'",
            "s.t LIKE 'a%'",
            "s.big = 5BD",
            "s.b",
            "s.l[0] = 5",
            "l[0] = 5",
            "array_contains(l, 5)",
            "s.a IS NULL",
            "s.inner.b IS NULL AND s.a = 5");

    private static final List<String> created = new ArrayList<>();
    private static String clean;
    private static String hostile;

    @BeforeAll
    static void load() {
        clean = NestedSet.write(CLUSTER, false);
        hostile = NestedSet.writeIndexable(CLUSTER);
        for (String set : List.of(clean, hostile)) {
            for (String field : List.of("a", "i", "day", "m", "big", "d", "b")) {
                index(set, "s", IndexType.NUMERIC, IndexCollectionType.DEFAULT, field);
            }
            index(set, "s", IndexType.STRING, IndexCollectionType.DEFAULT, "t");
            index(set, "s", IndexType.BLOB, IndexCollectionType.DEFAULT, "x");
            index(set, "s", IndexType.NUMERIC, IndexCollectionType.DEFAULT, "inner", "b");
            index(set, "s", IndexType.STRING, IndexCollectionType.DEFAULT, "inner", "t");
            index(set, "s", IndexType.NUMERIC, IndexCollectionType.DEFAULT, "inner", "deep", "c");
            // Only conditions on elements may use these.
            index(set, "s", IndexType.NUMERIC, IndexCollectionType.LIST, "l");
            index(set, "s", IndexType.NUMERIC, IndexCollectionType.MAPVALUES);
            index(set, "s", IndexType.STRING, IndexCollectionType.MAPVALUES, "inner");
            index(set, "l", IndexType.NUMERIC, IndexCollectionType.LIST);
        }
    }

    private static void index(String set, String bin, IndexType type, IndexCollectionType part, String... path) {
        String name = "path_" + set + "_" + created.size();
        CTX[] context =
                Arrays.stream(path).map(key -> CTX.mapKey(Value.get(key))).toArray(CTX[]::new);
        CLUSTER.official()
                .createIndex(null, SparkCluster.NAMESPACE, set, name, bin, type, part, context)
                .waitTillComplete();
        created.add(name);
    }

    @AfterAll
    static void drop() {
        created.forEach(name -> CLUSTER.official().dropIndex(null, SparkCluster.NAMESPACE, null, name));
    }

    private static Dataset<Row> read(String set, String onMismatch, boolean pushDown) {
        return CLUSTER.read(set)
                .schema(NestedSet.SCHEMA)
                .option("onMismatch", onMismatch)
                .option("partitionFilter", NestedSet.PARTITIONS)
                .option("pushDown", pushDown)
                .load();
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return rows.selectExpr("id").as(Encoders.LONG()).collectAsList().stream()
                .sorted()
                .toList();
    }

    @Test
    void returnTheSameRows() {
        List<String> all = new ArrayList<>(SERVED);
        all.addAll(OTHERS);
        Dataset<Row> cached = read(clean, "FAIL", false).cache();
        for (String condition : all) {
            assertThat(ids(read(clean, "FAIL", true).where(condition)))
                    .as(condition)
                    .isEqualTo(ids(cached.where(condition)));
            // A struct is null by a mismatch in a field that is read, so that only reads of the same fields are the
            // same.
            assertThat(ids(read(hostile, "NULL", true).where(condition)))
                    .as("hostile: %s", condition)
                    .isEqualTo(ids(read(hostile, "NULL", false).where(condition)));
        }
    }

    @Test
    void serveEqualitiesAndRanges() {
        for (String condition : SERVED) {
            Dataset<Row> rows = read(clean, "FAIL", true).where(condition);
            assertThat(plan(rows)).as(condition).contains("; index: path_");
            assertThat(ids(rows)).as(condition).isNotEmpty();
        }
        for (String condition : List.of("NOT s.a = 5", "s.a = 5 OR s.i = 5", "s.d = 5.0D", "array_contains(l, 5)")) {
            assertThat(plan(read(clean, "FAIL", true).where(condition)))
                    .as(condition)
                    .doesNotContain("index: path_");
        }
    }

    @Test
    void thePlanSaysWhyOneOfSeveralIsChosen() {
        assertThat(plan(read(clean, "FAIL", true).where("s.inner.b BETWEEN 0 AND 5 AND s.inner.t = 'a'")))
                .containsPattern("index: path_\\w+ .* \\(.* path_\\w+ .*\\)");
    }
}
