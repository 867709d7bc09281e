package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams into sets and out of them, with restarts. */
@ExtendWith(AerospikeExtension.class)
class SparkStreamConformanceTest {

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);
    private static SparkCluster cluster;

    @TempDir
    Path directory;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = SparkCluster.open(server);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    /** A file of rows for a stream to find. */
    private void arrive(long from, long to, String n) {
        cluster.spark()
                .range(from, to)
                .selectExpr("id", n + " as n")
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(path("in"));
    }

    private Dataset<Row> files() {
        return cluster.spark()
                .readStream()
                .schema(NUMBERS)
                .option("maxFilesPerTrigger", 1)
                .parquet(path("in"));
    }

    private void run(Dataset<Row> rows, String set, String mode, Map<String, String> options) throws Exception {
        Map<String, String> all = new HashMap<>(cluster.options(set));
        all.put("keyColumn", "id");
        all.put("checkpointLocation", path("checkpoint"));
        all.putAll(options);
        StreamingQuery query = rows.writeStream()
                .format("aerospike")
                .options(all)
                .outputMode(mode)
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
    }

    @Test
    void aStreamGoesOnWhereItStoppedAndLosesNothing() throws Exception {
        String set = cluster.newSet();
        for (int batch = 0; batch < 10; batch++) {
            // Each file has a few rows of the one before.
            arrive(batch * 10L, batch * 10L + 15, "id * 100 + " + batch);
            if (batch == 4) {
                assertThatThrownBy(() -> run(files(), set, "append", Map.of("existsAction", "create_only")))
                        .isInstanceOf(StreamingQueryException.class)
                        .hasStackTraceContaining("RECORD_EXISTS");
            }
            run(files(), set, "append", Map.of());
        }
        assertThat(cluster.rows(set, NUMBERS, "id")).hasSize(105).allSatisfy(row -> {
            long id = row.getLong(0);
            assertThat(row.getLong(1)).isEqualTo(id * 100 + Math.min(9, id / 10));
        });
    }

    @Test
    void countsThatGrowAreWrittenOverByUpdates() throws Exception {
        String set = cluster.newSet();
        for (int batch = 0; batch < 3; batch++) {
            arrive(0, 10, "id");
            Dataset<Row> counts = files().groupBy("id").count().withColumnRenamed("count", "n");
            run(counts, set, "update", Map.of());
            int seen = batch + 1;
            assertThat(cluster.rows(set, NUMBERS, "id"))
                    .hasSize(10)
                    .allSatisfy(row -> assertThat(row.getLong(1)).isEqualTo(seen));
        }
    }

    @Test
    void aSetIsAStreamOfWhatChanges() throws Exception {
        String set = cluster.newSet();
        String copy = cluster.newSet();
        for (int batch = 0; batch < 10; batch++) {
            for (long i = batch; i < batch + 5; i++) {
                cluster.put(set, i, new Bin("id", i), new Bin("n", batch));
            }
            Map<String, Object> last = cluster.bins(set, batch + 4L);
            // The stream stays behind the clock of the servers, which is this machine's.
            while (!last.equals(cluster.get(copy, batch + 4L) == null ? null : cluster.bins(copy, batch + 4L))) {
                run(changes(set), copy, "append", Map.of());
            }
        }
        assertThat(cluster.rows(copy, NUMBERS, "id")).isEqualTo(cluster.rows(set, NUMBERS, "id"));
        assertThat(cluster.rows(copy, NUMBERS, "id")).hasSize(14);
    }

    private static Dataset<Row> changes(String set) {
        return cluster.spark()
                .readStream()
                .format("aerospike")
                .options(cluster.options(set))
                .option("streamDelay", 0)
                .option("streamSpan", 3600)
                .schema(NUMBERS)
                .load();
    }
}
