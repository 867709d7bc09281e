package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spark's clients are closed when no task and no query uses them. */
@Timeout(120)
class SparkIdleClientTest {

    private static final String IDLE_TIME = "spark.aeroarrow.clientIdleTime";
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final int RECORDS = 200;

    private EmbeddedServer server;
    private SparkSession spark;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        for (int i = 0; i < RECORDS; i++) {
            server.load("test", "idle").put((long) i, Map.of("id", (long) i));
        }
        spark = SharedSpark.newSession(1);
        SparkEnv.get().conf().set(IDLE_TIME, IDLE.toMillis() + "ms");
    }

    @AfterEach
    void stop() {
        SparkEnv.get().conf().remove(IDLE_TIME);
        server.close();
    }

    private Dataset<Long> ids() {
        return spark.read()
                .format("aerospike")
                .option("host", server.host())
                .option("port", server.port())
                .option("namespace", "test")
                .option("set", "idle")
                .option("partitions", 1)
                .option("batchRows", 20)
                .schema("id BIGINT")
                .load()
                .as(Encoders.LONG());
    }

    private void awaitNoConnections() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (server.connections() > 0) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void closesConnectionsAfterAQueryAndConnectsAgainForTheNext() {
        assertThat(ids().count()).isEqualTo(RECORDS);
        awaitNoConnections();
        assertThat(ids().count()).isEqualTo(RECORDS);
        awaitNoConnections();
    }

    @Test
    void keepsTheClientOfATaskThatIsSlow() {
        MapPartitionsFunction<Long, Long> slow = rows -> {
            // The task has read its first batch, and requests the next one long after the idle time.
            long count = rows.hasNext() && rows.next() != null ? 1 : 0;
            long end = System.nanoTime() + IDLE.multipliedBy(4).toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            while (rows.hasNext()) {
                count += rows.next() == null ? 0 : 1;
            }
            return List.of(count).iterator();
        };
        assertThat(ids().mapPartitions(slow, Encoders.LONG()).collectAsList()).containsExactly((long) RECORDS);
        awaitNoConnections();
    }
}
