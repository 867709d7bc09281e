package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.observe.DataRequest.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import scala.collection.Iterator;

/** Joins with the hint {@code AEROSPIKE_LOOKUP} return the rows of joins that scan the set. */
class SparkLookupHintTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer().extended();

    private static final String NODE = "AerospikeLookupJoin";

    @BeforeAll
    static void load() {
        for (int i = 0; i < 200; i++) {
            Bin id = new Bin("id", i % 50 == 7 ? i + 1_000 : i);
            Bin name = i % 9 == 0 ? Bin.asNull("name") : new Bin("name", "n" + i);
            Bin city = new Bin("city", i % 2 == 0 ? "Oslo" : "Rome");
            Bin tags = new Bin("tags", List.of("t" + i, "u"));
            if (i % 11 == 0) {
                CLUSTER.putWithoutKey("buyers", i, id, name, city, tags);
            } else {
                CLUSTER.put("buyers", i, id, name, city, tags);
            }
            CLUSTER.put("words", "w" + i, new Bin("len", i));
            CLUSTER.put("others", i, new Bin("name", "wrong"));
        }
    }

    @BeforeEach
    void views() {
        CLUSTER.spark()
                .range(0, 600, 1, 3)
                .selectExpr(
                        "id AS orderId",
                        "IF(id % 7 = 0, NULL, CAST(id * 13 % 300 AS INT)) AS buyer",
                        "id * 17 % 300 AS big",
                        "concat('w', id % 300) AS word",
                        "CAST(id AS DOUBLE) AS ratio",
                        "named_struct('id', id % 250) AS nested")
                .createOrReplaceTempView("purchases");
        buyers("id INT, name STRING, city STRING, tags ARRAY<STRING>, __key BIGINT, __digest BINARY", Map.of());
        CLUSTER.read("words").schema("__key STRING, len INT").load().createOrReplaceTempView("words");
    }

    private static void buyers(String schema, Map<String, String> options) {
        CLUSTER.read("buyers").schema(schema).options(options).load().createOrReplaceTempView("buyers");
    }

    private static Dataset<Row> sql(String query) {
        return CLUSTER.spark().sql(query);
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().explainString(ExplainMode.fromString("formatted"));
    }

    private static List<String> values(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> row.get(i) instanceof byte[] bytes ? Arrays.toString(bytes) : "" + row.get(i))
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }

    static Stream<String> joins() {
        return Stream.of(
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.buyer = b.__key",
                "SELECT HINT * FROM purchases p LEFT JOIN buyers b ON p.buyer = b.__key",
                "SELECT HINT * FROM purchases p LEFT JOIN buyers b ON p.big = b.__key AND b.city = 'Oslo' AND"
                        + " p.orderId > 20",
                "SELECT HINT * FROM purchases p LEFT JOIN buyers b ON p.big = b.__key AND concat(b.city, p.big) >"
                        + " 'Oslo2'",
                "SELECT HINT * FROM buyers b RIGHT JOIN purchases p ON b.__key = p.nested.id",
                "SELECT HINT * FROM buyers b JOIN purchases p ON b.__key = p.big + 1 WHERE p.orderId < 100",
                "SELECT HINT orderId, name FROM purchases JOIN buyers b ON buyer = __key WHERE name LIKE '%2' AND city"
                        + " <> 'Rome'",
                "SELECT HINT count(*), count(name), max(tags) FROM purchases p LEFT JOIN buyers b ON p.big = b.__key",
                "SELECT HINT p.orderId, b.k, b.c FROM purchases p LEFT JOIN (SELECT __key AS k, upper(city) AS c FROM"
                        + " buyers WHERE length(name) > 2) b ON p.buyer = b.k",
                "SELECT HINT * FROM purchases p LEFT JOIN (SELECT __key, 1 AS one FROM buyers) b ON p.big = b.__key",
                "SELECT HINT * FROM purchases p LEFT SEMI JOIN buyers b ON p.big = b.__key AND b.city = 'Rome'",
                "SELECT HINT * FROM purchases p LEFT ANTI JOIN buyers b ON p.buyer = b.__key AND b.city = 'Rome'",
                "SELECT HINT * FROM purchases p, buyers b WHERE p.big = b.__key AND p.ratio > b.__key",
                "SELECT HINT city, sum(orderId) FROM purchases p JOIN buyers b ON p.big = b.__key GROUP BY city",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.big = b.__key"
                        + " WHERE b.name > (SELECT min(name) FROM buyers)",
                "WITH b AS (SELECT * FROM buyers WHERE city = 'Oslo') SELECT HINT * FROM purchases p JOIN b ON p.big ="
                        + " b.__key",
                "SELECT HINT * FROM (SELECT __digest AS d FROM buyers LIMIT 3) p JOIN (SELECT name, city, __digest"
                        + " FROM buyers) b ON d = b.__digest",
                "SELECT HINT * FROM purchases p JOIN words b ON p.word = b.__key",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.big = b.__key JOIN words w ON w.__key = concat('w',"
                        + " b.__key)",
                "SELECT HINT p.orderId, b.name FROM purchases p LEFT JOIN buyers b ON p.big = b.__key ORDER BY"
                        + " p.orderId LIMIT 7");
    }

    @ParameterizedTest
    @MethodSource("joins")
    void returnsTheRowsOfTheScan(String query) {
        Dataset<Row> scanned = sql(query.replace("HINT ", ""));
        assertThat(plan(scanned)).doesNotContain(NODE);
        Dataset<Row> looked = sql(query.replace("HINT", "/*+ AEROSPIKE_LOOKUP(b) */"));
        assertThat(plan(looked)).contains(NODE);
        assertThat(looked.schema()).isEqualTo(scanned.schema());
        assertThat(values(looked)).isEqualTo(values(scanned)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("joins")
    void returnsTheRowsOfTheScanWithoutGeneratedCode(String query) {
        CLUSTER.spark().conf().set("spark.sql.codegen.wholeStage", "false");
        CLUSTER.spark().conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        CLUSTER.spark().conf().set("spark.sql.adaptive.enabled", "false");
        try {
            returnsTheRowsOfTheScan(query);
        } finally {
            CLUSTER.spark().conf().unset("spark.sql.codegen.wholeStage");
            CLUSTER.spark().conf().unset("spark.sql.codegen.factoryMode");
            CLUSTER.spark().conf().unset("spark.sql.adaptive.enabled");
        }
    }

    @Test
    void aKeyColumnIsTestedAgain() {
        buyers("id INT, name STRING", Map.of("keyColumn", "id"));
        String query = "SELECT HINT p.orderId, b.* FROM purchases p LEFT JOIN buyers b ON p.big = b.id";
        Dataset<Row> looked = sql(query.replace("HINT", "/*+ aerospike_lookup(b) */"));
        assertThat(plan(looked)).contains(NODE);
        String withKey = "name STRING, id INT, __key BIGINT";
        buyers(withKey, Map.of("keyColumn", "id"));
        assertThat(plan(sql(query.replace("HINT", "/*+ aerospike_lookup(b) */"))))
                .doesNotContain(NODE);
        buyers("id INT, name STRING", Map.of("keyColumn", "id"));
        // Other clients have changed the bins 7, 57, 107 and 157. Lookups find records without a stored key too.
        assertThat(values(looked))
                .isEqualTo(values(sql(query.replace("HINT", ""))))
                .anySatisfy(row -> assertThat(row).endsWith("22, n22]"))
                .noneSatisfy(row -> assertThat(row).endsWith(", n7]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT HINT * FROM purchases p FULL JOIN buyers b ON p.big = b.__key",
                "SELECT HINT * FROM purchases p RIGHT JOIN buyers b ON p.big = b.__key",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.big = b.id",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.big < b.__key AND p.orderId < 3",
                "SELECT HINT * FROM purchases p LEFT JOIN buyers b ON p.big <=> b.__key",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.ratio = b.__key",
                "SELECT HINT * FROM purchases p JOIN (SELECT * FROM buyers LIMIT 300) b ON p.big = b.__key",
                "SELECT HINT * FROM purchases p JOIN (SELECT city, max(__key) AS k FROM buyers GROUP BY city) b ON"
                        + " p.big = b.k",
                "SELECT HINT * FROM purchases p JOIN buyers b ON p.big = b.__key WHERE b.__key IN (5, 6, 7)",
                // A lookup by digest does not read the stored key.
                "SELECT HINT * FROM (SELECT __digest AS d FROM buyers) p JOIN buyers b ON p.d = b.__digest",
                "SELECT HINT * FROM purchases b JOIN buyers c ON b.big = c.__key"
            })
    void scansIfLookupsCouldReturnOtherRows(String query) {
        Dataset<Row> hinted = sql(query.replace("HINT", "/*+ AEROSPIKE_LOOKUP(b) */"));
        assertThat(plan(hinted)).doesNotContain(NODE);
        assertThat(values(hinted)).isEqualTo(values(sql(query.replace("HINT", ""))));
    }

    @Test
    void optionsOfTheTableCanForbidLookups() {
        String schema = "name STRING, __key BIGINT, __partition INT";
        for (Map<String, String> options : List.of(
                Map.of("pushDown", "false"),
                Map.of("lookupJoin", "OFF"),
                Map.of("partitionFilter", "0-2000"),
                Map.of("recordsPerSecond", "1000000"))) {
            buyers(schema, options);
            Dataset<Row> hinted =
                    sql("SELECT /*+ AEROSPIKE_LOOKUP(b) */ * FROM purchases p JOIN buyers b ON p.big = b.__key");
            assertThat(plan(hinted)).as(options.toString()).doesNotContain(NODE);
        }
        buyers(schema, Map.of());
        Dataset<Row> part = sql("SELECT /*+ AEROSPIKE_LOOKUP(b) */ p.orderId, b.__key FROM purchases p"
                + " JOIN buyers b ON p.big = b.__key WHERE b.__partition < 2000");
        assertThat(plan(part)).doesNotContain(NODE);
    }

    @Test
    void aDataFrameTakesTheHint() {
        Dataset<Row> orders = sql("SELECT orderId, big FROM purchases");
        Dataset<Row> table = CLUSTER.spark().table("aerospike.test.buyers").select("__key", "name");
        Dataset<Row> scanned = orders.join(table, orders.col("big").equalTo(table.col("__key")), "left");
        Dataset<Row> looked =
                orders.join(table.hint("aerospike_lookup"), orders.col("big").equalTo(table.col("__key")), "left");
        assertThat(plan(looked)).contains(NODE);
        assertThat(values(looked)).isEqualTo(values(scanned));
    }

    @Test
    void namesATableOfTheCatalog() {
        Dataset<Row> looked = sql("SELECT /*+ AEROSPIKE_LOOKUP(buyers) */ orderId, name FROM purchases"
                + " JOIN aerospike.test.buyers ON big = __key");
        assertThat(plan(looked)).contains(NODE);
        assertThat(values(looked))
                .isEqualTo(
                        values(sql("SELECT orderId, name FROM purchases JOIN aerospike.test.buyers ON big = __key")));
    }

    @Test
    void asksOnlyForTheKeysOfTheOtherSide() {
        CLUSTER.requests().clear();
        Dataset<Row> looked =
                sql("SELECT /*+ AEROSPIKE_LOOKUP(b) */ * FROM purchases p JOIN buyers b ON p.big = b.__key"
                        + " WHERE p.orderId < 3");
        assertThat(looked.count()).isEqualTo(2);
        assertThat(CLUSTER.requests()).isNotEmpty().noneMatch(request -> request.kind() == Kind.QUERY);
    }

    @Test
    void smallSidesAreLookedUpByCostIfTheOptionSaysSo() {
        String query = "SELECT * FROM (VALUES (1L), (2L), (777L), (2L)) v(k) JOIN buyers b ON v.k = b.__key";
        Dataset<Row> scanned = sql(query);
        assertThat(plan(scanned)).doesNotContain(NODE);
        List<String> rows;
        CLUSTER.spark().conf().set("spark.aerospike.lookupJoin", "AUTO");
        try {
            buyers("name STRING, __key BIGINT", Map.of());
            assertThat(plan(sql(query))).contains(NODE);
            rows = values(scanned.select("k", "name", "__key"));
            assertThat(values(sql(query))).isEqualTo(rows).hasSize(3);
            // A quarter of the set, or 1,000 keys: see maxLookupKeys.
            String large = "SELECT * FROM range(5000) v JOIN buyers b ON v.id = b.__key";
            assertThat(plan(sql(large))).doesNotContain(NODE);
            assertThat(plan(sql(query.replace("SELECT", "SELECT /*+ MERGE(b) */"))))
                    .doesNotContain(NODE);
        } finally {
            CLUSTER.spark().conf().unset("spark.aerospike.lookupJoin");
        }
    }

    @Test
    void reportsMetrics() {
        Dataset<Row> looked = sql(
                "SELECT /*+ AEROSPIKE_LOOKUP(b) */ * FROM (SELECT big FROM purchases WHERE orderId < 100 OR orderId ="
                        + " 307) p LEFT JOIN buyers b ON p.big = b.__key");
        CLUSTER.spark().conf().set("spark.sql.adaptive.enabled", "false");
        Map<String, Long> metrics = new HashMap<>();
        try {
            SparkPlan plan = looked.queryExecution().executedPlan();
            assertThat(looked.collectAsList()).hasSize(101);
            collect(plan, metrics);
        } finally {
            CLUSTER.spark().conf().unset("spark.sql.adaptive.enabled");
        }
        assertThat(metrics)
                .containsEntry("number of output rows", 101L)
                .containsEntry("retries after failures", 0L)
                .containsKeys("time of lookups", "time spent decoding");
        assertThat(metrics.get("keys looked up"))
                .isEqualTo(metrics.get("records found") + metrics.get("keys without a record"));
        assertThat(metrics.get("records found")).isBetween(40L, 100L);
        assertThat(metrics.get("bytes of records received")).isPositive();
    }

    private static void collect(SparkPlan plan, Map<String, Long> into) {
        if (plan.nodeName().equals(NODE)) {
            Iterator<Tuple2<String, SQLMetric>> metrics = plan.metrics().iterator();
            while (metrics.hasNext()) {
                SQLMetric metric = metrics.next()._2();
                into.put(metric.name().get(), (Long) metric.value());
            }
        }
        Iterator<SparkPlan> children = plan.children().iterator();
        while (children.hasNext()) {
            collect(children.next(), into);
        }
    }

    @Test
    void joinsStreams(@TempDir Path directory) throws Exception {
        sql("SELECT orderId, big FROM purchases")
                .write()
                .parquet(directory.resolve("in").toString());
        CLUSTER.spark()
                .readStream()
                .schema("orderId BIGINT, big BIGINT")
                .option("maxFilesPerTrigger", 1)
                .parquet(directory.resolve("in").toString())
                .createOrReplaceTempView("arriving");
        CLUSTER.requests().clear();
        StreamingQuery query = sql("SELECT /*+ AEROSPIKE_LOOKUP(b) */ orderId, b.name FROM arriving"
                        + " LEFT JOIN buyers b ON big = b.__key")
                .writeStream()
                .format("parquet")
                .option("path", directory.resolve("out").toString())
                .option("checkpointLocation", directory.resolve("state").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        assertThat(query.lastProgress().batchId()).isGreaterThan(0);
        assertThat(CLUSTER.requests()).isNotEmpty().noneMatch(request -> request.kind() == Kind.QUERY);
        assertThat(values(
                        CLUSTER.spark().read().parquet(directory.resolve("out").toString())))
                .isEqualTo(values(sql("SELECT orderId, b.name FROM purchases LEFT JOIN buyers b ON big = b.__key")));
    }
}
