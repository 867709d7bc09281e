package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.collection.Iterator;

/** What the user interface shows of a read. */
class SparkMetricsTest {

    private static final int RECORDS = 300;

    private static EmbeddedServer server;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        SmallSets.write(server, "people", RECORDS);
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    @Test
    void readsTellWhatTheyDid() {
        StructType numbers = new StructType().add("id", DataTypes.LongType).add("name", DataTypes.LongType);
        Map<String, Long> metrics = metrics(spark.read()
                .format("aerospike")
                .option("host", server.host() + ":" + server.port())
                .option("namespace", "test")
                .option("set", "people")
                .option("onMismatch", "null")
                .option("batchRows", 50)
                .option("partitions", 2)
                .schema(numbers)
                .load());
        assertThat(metrics)
                .containsEntry("aerospikeRecords", (long) RECORDS)
                .containsEntry("aerospikeMismatches", (long) RECORDS)
                .containsEntry("aerospikeRetries", 0L)
                .containsKeys("aerospikeDecodeTime", "aerospikeWaitTime");
        assertThat(metrics.get("aerospikeBatches")).isBetween(6L, 8L);
        assertThat(metrics.get("aerospikeBytes")).isGreaterThan(RECORDS * 30L);
        assertThat(metrics.get("aerospikeConnections")).isPositive();
    }

    private static Map<String, Long> metrics(Dataset<Row> rows) {
        SparkPlan plan = rows.queryExecution().executedPlan();
        assertThat(rows.collectAsList()).hasSize(RECORDS);
        Map<String, Long> values = new HashMap<>();
        Iterator<Tuple2<String, SQLMetric>> metrics =
                plan.collectLeaves().head().metrics().iterator();
        while (metrics.hasNext()) {
            Tuple2<String, SQLMetric> metric = metrics.next();
            values.put(metric._1(), metric._2().value());
        }
        return values;
    }
}
