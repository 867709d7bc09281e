package io.aeroarrow.spark;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.RequestType.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries and writes that start while one of three nodes is down, before its cluster and the client have noticed. */
@Timeout(180)
class SparkMissingNodeTest {

    private static final int RECORDS = 2_000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private EmbeddedCluster nodes;
    private SparkSession spark;

    @BeforeEach
    void start() {
        nodes = EmbeddedCluster.builder().start();
        for (int i = 0; i < RECORDS; i++) {
            nodes.load("test", "rows").put((long) i, Map.of("id", (long) i));
        }
        spark = SharedSpark.newSession(1);
        spark.conf().set("spark.sql.catalog.three", AerospikeCatalog.class.getName());
        spark.conf().set("spark.sql.catalog.three.host", seeds());
        // Connects while all nodes are up.
        assertThat(rows("rows").load().count()).isEqualTo(RECORDS);
    }

    @AfterEach
    void stop() {
        thread.shutdownNow();
        nodes.close();
    }

    private String seeds() {
        return nodes.addresses().stream()
                .map(address -> "127.0.0.1:" + address.getPort())
                .collect(Collectors.joining(","));
    }

    private DataFrameReader rows(String set) {
        return spark.read()
                .format("aerospike")
                .option("host", seeds())
                .option("namespace", "test")
                .option("set", set);
    }

    private DataFrameWriter<Row> writing(Dataset<Row> rows, String set) {
        return rows.write()
                .format("aerospike")
                .option("host", seeds())
                .option("namespace", "test")
                .option("set", set);
    }

    private void assertQueriesAnswer() {
        Dataset<Row> table = rows("rows").load();
        assertThat(table.columns()).contains("id");
        assertThat(table.count()).isEqualTo(RECORDS);
        assertThat(table.where("id < 100").count()).isEqualTo(100);
        assertThat(table.where("__key IN (1, 2, 3, 4, 5)").count()).isEqualTo(5);
        assertThat(spark.sql("SHOW NAMESPACES IN three").collectAsList()).hasSize(1);
        assertThat(spark.sql("SHOW TABLES IN three.test").collectAsList()).hasSize(1);
        assertThat(spark.sql("SELECT id FROM three.test.rows").count()).isEqualTo(RECORDS);
    }

    @Test
    void queriesAnswerWhileANodeRefuses() {
        nodes.killUnnoticed(1);
        assertQueriesAnswer();
        nodes.noticeDeaths();
        assertQueriesAnswer();
        nodes.restart(1);
        assertQueriesAnswer();
    }

    @Test
    void queriesAnswerWhileANodeIsSilentToInfoRequests() {
        nodes.faults(2).add(Fault.stallAfter(0), on(INFO));
        assertQueriesAnswer();
    }

    /** Runs in the tasks, which are threads of this JVM. */
    private static final AtomicReference<Runnable> AT_FIRST_ROW = new AtomicReference<>();

    private static Dataset<Row> killingAtTheFirstRow(SparkSession spark) {
        MapFunction<Long, Long> killing = id -> {
            Runnable kill = AT_FIRST_ROW.getAndSet(null);
            if (kill != null) {
                kill.run();
            }
            return id;
        };
        return spark.range(RECORDS).map(killing, Encoders.LONG()).toDF("id");
    }

    @Test
    void writesWaitForTheClusterToHeal() {
        CompletableFuture<Void> healed = new CompletableFuture<>();
        AT_FIRST_ROW.set(() -> {
            nodes.killUnnoticed(1);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, thread).execute(() -> {
                nodes.noticeDeaths();
                healed.complete(null);
            });
        });
        writing(killingAtTheFirstRow(spark), "copy")
                .option("keyColumn", "id")
                .mode(SaveMode.Append)
                .save();
        assertThat(healed).isDone();
        assertThat(rows("copy").load().count()).isEqualTo(RECORDS);
    }

    @Test
    void aWriteThatIsNotRepeatedFailsAndSaysSo() {
        AT_FIRST_ROW.set(() -> nodes.killUnnoticed(1));
        assertThatThrownBy(() -> writing(killingAtTheFirstRow(spark), "created")
                        .option("keyColumn", "id")
                        .option("existsAction", "CREATE_ONLY")
                        .mode(SaveMode.Append)
                        .save())
                .hasStackTraceContaining("rows were not written to test.created")
                .hasStackTraceContaining(":" + nodes.addresses().get(1).getPort());
    }
}
