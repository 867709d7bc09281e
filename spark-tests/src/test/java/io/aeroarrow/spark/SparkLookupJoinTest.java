package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Joins of a Dataset, and of a stream, with records that batch reads look up. */
class SparkLookupJoinTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    @BeforeAll
    static void load() {
        for (int i = 0; i < 100; i++) {
            CLUSTER.putWithoutKey(
                    "customers",
                    i,
                    new Bin("name", "n" + i),
                    new Bin("tags", List.of("t" + i, "u")),
                    new Bin("score", i / 2.0));
            CLUSTER.putWithoutKey("words", "w" + i, new Bin("len", i));
            CLUSTER.putWithoutKey("elsewhere", i, new Bin("name", "wrong"));
        }
    }

    private static AerospikeLookup lookup(String set) {
        return AerospikeLookup.of(CLUSTER.options(set));
    }

    @Test
    void joinsEachRowWithItsRecord() {
        Dataset<Row> orders = CLUSTER.spark()
                .range(0, 400)
                .selectExpr("id AS orderId", "IF(id % 7 = 0, NULL, CAST(id % 200 AS INT)) AS customer");
        List<Row> rows =
                lookup("customers").join(orders, "customer").orderBy("orderId").collectAsList();
        assertThat(rows).hasSize(400);
        for (Row row : rows) {
            long id = row.getLong(0);
            boolean found = id % 7 != 0 && id % 200 < 100;
            String name = found ? "n" + id % 200 : null;
            assertThat((String) row.getAs("name")).isEqualTo(name);
            assertThat((Double) row.getAs("score")).isEqualTo(found ? (id % 200) / 2.0 : null);
            assertThat(row.isNullAt(row.fieldIndex("tags"))).isEqualTo(!found);
            if (found) {
                assertThat(row.<String>getList(row.fieldIndex("tags"))).containsExactly("t" + id % 200, "u");
            }
        }
        assertThat(lookup("customers").inner().join(orders, "customer").count())
                .isEqualTo(
                        rows.stream().filter(row -> row.getAs("name") != null).count());
    }

    @Test
    void rowsKeepTheirOrderWhenBatchesEndByBytes() {
        Dataset<Row> orders = CLUSTER.spark().range(0, 400, 1, 1).selectExpr("id", "id * 7 % 130 AS customer");
        List<Row> whole = lookup("customers").join(orders, "customer").collectAsList();
        Map<String, String> options = new HashMap<>(CLUSTER.options("customers"));
        options.put("batchBytes", "1000");
        List<Row> parts = AerospikeLookup.of(options).join(orders, "customer").collectAsList();
        assertThat(parts).isEqualTo(whole);
        assertThat(whole).hasSize(400);
    }

    @Test
    void looksUpStringKeysAndDigests() {
        Dataset<Row> words = CLUSTER.spark().range(95, 105).selectExpr("concat('w', id) AS word");
        assertThat(lookup("words").schema("len INT").inner().join(words, "word").collectAsList())
                .extracting(row -> row.getString(0) + row.getInt(1))
                .containsExactlyInAnyOrder("w9595", "w9696", "w9797", "w9898", "w9999");
        Dataset<Row> digests = CLUSTER.read("").schema("__digest BINARY").load();
        assertThat(digests.count()).isEqualTo(300);
        assertThat(lookup("customers")
                        .schema("name STRING")
                        .byDigest()
                        .inner()
                        .join(digests, "__digest")
                        .collectAsList())
                .hasSize(100)
                .allSatisfy(row -> assertThat(row.getString(1)).startsWith("n"));
    }

    @Test
    void reportsLookupsInTheAccumulatorsOfTheStage() {
        Map<String, Object> shown = new ConcurrentHashMap<>();
        CLUSTER.spark().sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onStageCompleted(SparkListenerStageCompleted stage) {
                stage.stageInfo()
                        .accumulables()
                        .values()
                        .foreach(of -> shown.put(
                                String.valueOf(of.name().getOrElse(() -> "")),
                                of.value().get()));
            }
        });
        Dataset<Row> keys = CLUSTER.spark().range(50, 150, 1, 2).selectExpr("id AS customer");
        assertThat(lookup("customers")
                        .schema("name STRING")
                        .join(keys, "customer")
                        .collectAsList())
                .hasSize(100);
        String lookups = "lookups in test.customers: ";
        await(() -> shown.containsKey(lookups + "records found"));
        assertThat(shown)
                .containsEntry(lookups + "records found", 50L)
                .containsEntry(lookups + "retries after failures", 0L)
                .containsKeys(lookups + "time spent decoding (ms)", lookups + "time spent waiting for nodes (ms)");
        assertThat((Long) shown.get(lookups + "bytes of records received")).isGreaterThan(50L * 30);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Test
    void joinsStreams(@TempDir Path directory) throws Exception {
        CLUSTER.spark()
                .range(0, 50)
                .selectExpr("id AS customer")
                .write()
                .parquet(directory.resolve("in").toString());
        Dataset<Row> stream = CLUSTER.spark()
                .readStream()
                .schema("customer BIGINT")
                .parquet(directory.resolve("in").toString());
        StreamingQuery query = lookup("customers")
                .schema("name STRING")
                .join(stream, "customer")
                .writeStream()
                .format("parquet")
                .option("path", directory.resolve("out").toString())
                .option("checkpointLocation", directory.resolve("state").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        assertThat(CLUSTER.spark()
                        .read()
                        .parquet(directory.resolve("out").toString())
                        .where("name = concat('n', customer)")
                        .count())
                .isEqualTo(50);
    }

    @Test
    void refusesKeyColumnsThatCannotBeLookedUp() {
        Dataset<Row> rows = CLUSTER.spark().range(3).selectExpr("id", "id / 2 AS half", "'x' AS name");
        assertThatThrownBy(() -> lookup("customers").schema("score DOUBLE").join(rows, "nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no column 'nope'")
                .hasMessageContaining("id, half, name");
        assertThatThrownBy(() -> lookup("customers").schema("score DOUBLE").join(rows, "half"))
                .hasMessageContaining("column 'half' is of type double");
        assertThatThrownBy(() -> lookup("customers").schema("name STRING").join(rows, "id"))
                .hasMessageContaining("have a column 'name' already");
        assertThatThrownBy(() -> lookup("").schema("name STRING").join(rows, "id"))
                .hasMessageContaining("give option 'set'");
    }
}
