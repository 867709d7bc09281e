package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that write and read sets, with restarts. */
class SparkStreamConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);
    private static final AtomicBoolean FAILING = new AtomicBoolean();

    @TempDir
    Path directory;

    @AfterEach
    void recover() {
        FAILING.set(false);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    /** Writes a file of rows that the stream reads next. */
    private void addFile(long from, long to, String n) {
        CLUSTER.spark()
                .range(from, to)
                .selectExpr("id", n + " as n")
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(path("in"));
    }

    private Dataset<Row> files() {
        return CLUSTER.spark()
                .readStream()
                .schema(NUMBERS)
                .option("maxFilesPerTrigger", 1)
                .parquet(path("in"));
    }

    private void run(Dataset<Row> rows, String set, String mode, Map<String, String> options) throws Exception {
        Map<String, String> all = new HashMap<>(CLUSTER.options(set));
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
    void aRestartedStreamResumesAndLosesNoRow() throws Exception {
        String set = CLUSTER.newSet();
        for (int batch = 0; batch < 10; batch++) {
            // Each file repeats a few ids of the file before it.
            addFile(batch * 10L, batch * 10L + 15, "id * 100 + " + batch);
            if (batch == 4) {
                assertThatThrownBy(() -> run(files(), set, "append", Map.of("existsAction", "create_only")))
                        .isInstanceOf(StreamingQueryException.class)
                        .hasStackTraceContaining("RECORD_EXISTS");
            }
            run(files(), set, "append", Map.of());
        }
        assertThat(CLUSTER.rows(set, NUMBERS, "id")).hasSize(105).allSatisfy(row -> {
            long id = row.getLong(0);
            assertThat(row.getLong(1)).isEqualTo(id * 100 + Math.min(9, id / 10));
        });
    }

    /** Counts the ids read so far. The computation fails while {@link #FAILING} is set. */
    private Dataset<Row> counts() {
        UDF1<Long, Long> computed = SparkStreamConformanceTest::computed;
        CLUSTER.spark().udf().register("computed", computed, DataTypes.LongType);
        return files().groupBy("id").count().selectExpr("id", "computed(count) AS n");
    }

    private static long computed(long count) {
        if (FAILING.get()) {
            throw new IllegalStateException("killed within an epoch");
        }
        return count;
    }

    @Test
    void completeModeReplacesThePreviousResult() throws Exception {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, "stray", new Bin("n", 1));
        for (int batch = 0; batch < 10; batch++) {
            // Ids below 5 are in each batch, other ids in one.
            addFile(0, 5, "id");
            addFile(10L * (batch + 1), 10L * (batch + 1) + 5, "id");
            Dataset<Row> rare = counts().where("n < 5");
            if (batch % 4 == 1) {
                FAILING.set(true);
                assertThatThrownBy(() -> run(rare, set, "complete", Map.of()))
                        .hasStackTraceContaining("killed within an epoch");
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
            assertThat(CLUSTER.get(set, "stray")).isNull();
            assertThat(CLUSTER.rows(set, NUMBERS, "id"))
                    .hasSize(expected.size())
                    .allSatisfy(row -> assertThat(expected).containsEntry(row.getLong(0), row.getLong(1)));
        }
    }

    @Test
    void completeModeWithOverwriteReplaceKeepsOtherRecords() throws Exception {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, "stray", new Bin("n", 1));
        addFile(0, 5, "id");
        run(counts(), set, "complete", Map.of("overwrite", "replace"));
        assertThat(CLUSTER.bins(set, "stray")).isEqualTo(Map.of("n", 1L));
        assertThat(CLUSTER.bins(set, 4L)).isEqualTo(Map.of("id", 4L, "n", 1L));
    }

    @Test
    void updateModeOverwritesGrowingCounts() throws Exception {
        String set = CLUSTER.newSet();
        for (int batch = 0; batch < 10; batch++) {
            addFile(0, 10, "id");
            Dataset<Row> counts = counts();
            if (batch == 6) {
                FAILING.set(true);
                assertThatThrownBy(() -> run(counts, set, "update", Map.of()))
                        .hasStackTraceContaining("killed within an epoch");
                FAILING.set(false);
            }
            run(counts, set, "update", Map.of());
            int seen = batch + 1;
            assertThat(CLUSTER.rows(set, NUMBERS, "id"))
                    .hasSize(10)
                    .allSatisfy(row -> assertThat(row.getLong(1)).isEqualTo(seen));
        }
    }

    @Test
    void readsChangesOfASetAsAStream() throws Exception {
        String set = CLUSTER.newSet();
        String copy = CLUSTER.newSet();
        for (int batch = 0; batch < 10; batch++) {
            for (long i = batch; i < batch + 5; i++) {
                CLUSTER.put(set, i, new Bin("id", i), new Bin("n", batch));
            }
            Map<String, Object> last = CLUSTER.bins(set, batch + 4L);
            // The stream reads up to the server's clock only, so the last change may need another run.
            while (!last.equals(CLUSTER.get(copy, batch + 4L) == null ? null : CLUSTER.bins(copy, batch + 4L))) {
                run(changes(set), copy, "append", Map.of());
            }
        }
        assertThat(CLUSTER.rows(copy, NUMBERS, "id")).isEqualTo(CLUSTER.rows(set, NUMBERS, "id"));
        assertThat(CLUSTER.rows(copy, NUMBERS, "id")).hasSize(14);
    }

    private static Dataset<Row> changes(String set) {
        return CLUSTER.spark()
                .readStream()
                .format("aerospike")
                .options(CLUSTER.options(set))
                .option("streamDelay", 0)
                .option("streamSpan", 3600)
                .schema(NUMBERS)
                .load();
    }
}
