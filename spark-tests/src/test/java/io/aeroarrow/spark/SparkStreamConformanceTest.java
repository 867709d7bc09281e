package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams into sets and out of them, with restarts. */
@ExtendWith(AerospikeExtension.class)
class SparkStreamConformanceTest {

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);
    private static final AtomicBoolean FAILING = new AtomicBoolean();
    private static SparkCluster cluster;

    @TempDir
    Path directory;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = SparkCluster.open(server);
    }

    @AfterEach
    void recover() {
        FAILING.set(false);
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

    /** Counts of ids so far, of which those stay out that have been seen five times; computing them may fail. */
    private Dataset<Row> counts() {
        UDF1<Long, Long> computed = SparkStreamConformanceTest::computed;
        cluster.spark().udf().register("computed", computed, DataTypes.LongType);
        return files().groupBy("id").count().selectExpr("id", "computed(count) AS n");
    }

    private static long computed(long count) {
        if (FAILING.get()) {
            throw new IllegalStateException("killed in mid-epoch");
        }
        return count;
    }

    @Test
    void aCompleteResultTakesThePlaceOfTheOneBefore() throws Exception {
        String set = cluster.newSet();
        cluster.put(set, "stray", new Bin("n", 1));
        for (int batch = 0; batch < 10; batch++) {
            // Those below 5 come in each batch, the others once.
            arrive(0, 5, "id");
            arrive(10L * (batch + 1), 10L * (batch + 1) + 5, "id");
            Dataset<Row> rare = counts().where("n < 5");
            if (batch % 4 == 1) {
                FAILING.set(true);
                assertThatThrownBy(() -> run(rare, set, "complete", Map.of()))
                        .hasStackTraceContaining("killed in mid-epoch");
                FAILING.set(false);
            }
            run(rare, set, "complete", Map.of());
            int seen = batch + 1;
            Map<Long, Long> expected = new HashMap<>();
            for (long i = 0; i < 5; i++) {
                for (int one = 1; one <= seen; one++) {
                    expected.put(10L * one + i, 1L);
                }
                if (seen < 5) {
                    expected.put(i, (long) seen);
                }
            }
            assertThat(cluster.get(set, "stray")).isNull();
            assertThat(cluster.rows(set, NUMBERS, "id"))
                    .hasSize(expected.size())
                    .allSatisfy(row -> assertThat(expected).containsEntry(row.getLong(0), row.getLong(1)));
        }
    }

    @Test
    void aCompleteResultThatReplacesLeavesOtherRecords() throws Exception {
        String set = cluster.newSet();
        cluster.put(set, "stray", new Bin("n", 1));
        arrive(0, 5, "id");
        run(counts(), set, "complete", Map.of("overwrite", "replace"));
        assertThat(cluster.bins(set, "stray")).isEqualTo(Map.of("n", 1L));
        assertThat(cluster.bins(set, 4L)).isEqualTo(Map.of("id", 4L, "n", 1L));
    }

    @Test
    void countsThatGrowAreWrittenOverByUpdates() throws Exception {
        String set = cluster.newSet();
        for (int batch = 0; batch < 10; batch++) {
            arrive(0, 10, "id");
            Dataset<Row> counts = counts();
            if (batch == 6) {
                FAILING.set(true);
                assertThatThrownBy(() -> run(counts, set, "update", Map.of()))
                        .hasStackTraceContaining("killed in mid-epoch");
                FAILING.set(false);
            }
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
