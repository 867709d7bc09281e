package io.aeroarrow.spark;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes and tasks that fail during a read. The query returns each row once, or it fails. */
@Timeout(180)
class SparkReadFaultsTest {

    private static final int RECORDS = 3_000;
    private static final String SET = "faulty";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger ROWS_SEEN = new AtomicInteger();
    private static volatile int row;
    private static volatile Runnable atRow = () -> {};

    private EmbeddedCluster nodes;
    private SparkSession spark;

    @AfterEach
    void stop() {
        nodes.close();
    }

    /** Starts three nodes with two copies of each partition, unless changed by the setup, and loads all records. */
    private void startNodes(UnaryOperator<EmbeddedCluster.Builder> setup) {
        nodes = setup.apply(EmbeddedCluster.builder()
                        // Many small frames make the scan long enough to be interrupted.
                        .eachNode(node -> node.queryFrameBytes(600).eventLoops(1)))
                .start();
        for (int i = 0; i < RECORDS; i++) {
            nodes.load("test", SET).put((long) i, Map.of("id", (long) i));
        }
        for (int node = 0; node < nodes.size(); node++) {
            nodes.faults(node).add(Fault.slowDisk(Duration.ofMillis(2)), on(QUERY));
        }
    }

    private void startSpark(int attempts) {
        spark = SharedSpark.newSession(attempts);
    }

    private DataFrameReader read() {
        String seeds = nodes.addresses().stream()
                .map(address -> "127.0.0.1:" + address.getPort())
                .collect(Collectors.joining(","));
        return spark.read()
                .format("aerospike")
                .option("host", seeds)
                .option("namespace", "test")
                .option("set", SET)
                .option("partitions", 6)
                .option("batchRows", 20)
                .schema("id BIGINT");
    }

    private static List<Long> sorted(Dataset<Long> rows) {
        return rows.collectAsList().stream().sorted().toList();
    }

    private static List<Long> all() {
        return LongStream.range(0, RECORDS).boxed().toList();
    }

    private static Dataset<Long> watched(DataFrameReader reader) {
        MapPartitionsFunction<Long, Long> watching = Watched::new;
        return reader.load().as(Encoders.LONG()).mapPartitions(watching, Encoders.LONG());
    }

    private static void runAtRow(int number, Runnable action) {
        ROWS_SEEN.set(0);
        row = number;
        atRow = action;
    }

    /** Runs an action when the tasks have received a given number of rows. */
    private static final class Watched implements Iterator<Long> {
        private final Iterator<Long> ids;

        Watched(Iterator<Long> ids) {
            this.ids = ids;
        }

        @Override
        public boolean hasNext() {
            return ids.hasNext();
        }

        @Override
        public Long next() {
            if (ROWS_SEEN.incrementAndGet() == row) {
                atRow.run();
            }
            return ids.next();
        }
    }

    private static void requireNoMemory() {
        // A killed task may still be closing its buffers.
        await(() -> SparkMemory.allocator().getAllocatedMemory() == 0
                && SparkMemory.allocator().getChildAllocators().isEmpty());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1_500})
    void aNodeThatDiesDuringAScanLosesNoRow(int at) {
        startNodes(setup -> setup);
        startSpark(1);
        runAtRow(at, () -> nodes.kill(1));
        assertThat(sorted(watched(read()))).isEqualTo(all());
        assertThat(nodes.isRunning(1)).isFalse();
        assertThat(read().load().count()).isEqualTo(RECORDS);
        requireNoMemory();
    }

    @Test
    void aNodeThatDiesDuringAnAggregateLosesNoRow() {
        startNodes(setup -> setup);
        startSpark(1);
        spark.udf()
                .register(
                        "seen",
                        (UDF1<Long, Long>) id -> {
                            if (ROWS_SEEN.incrementAndGet() == row) {
                                atRow.run();
                            }
                            return id;
                        },
                        DataTypes.LongType);
        runAtRow(300, () -> nodes.kill(2));
        assertThat(read().load().selectExpr("sum(seen(id))").as(Encoders.LONG()).first())
                .isEqualTo((long) RECORDS * (RECORDS - 1) / 2);
        assertThat(nodes.isRunning(2)).isFalse();
        requireNoMemory();
    }

    @Test
    void theQueryFailsWhenTheOnlyCopyOfAPartitionIsLost() {
        startNodes(setup -> setup.replicationFactor(1).durable());
        startSpark(2);
        runAtRow(50, () -> nodes.kill(1));
        assertThatThrownBy(() -> watched(read().option("maxRetries", 1)).collectAsList())
                .hasStackTraceContaining("PartitionsUnavailableException")
                .hasStackTraceContaining("of namespace 'test' could not be read completely");
        requireNoMemory();

        nodes.restart(1);
        runAtRow(-1, () -> {});
        assertThat(sorted(watched(read()))).isEqualTo(all());
    }

    @Test
    void aRetriedTaskReadsEachRowOnce() {
        startNodes(setup -> setup);
        startSpark(4);
        Dataset<Long> rows =
                read().load().as(Encoders.LONG()).mapPartitions(FailingFirstAttempt.at(150), Encoders.LONG());
        assertThat(sorted(rows)).isEqualTo(all());
        requireNoMemory();
    }

    /** Spark kills a slow task in the same way when its speculative copy finishes first. */
    @Test
    void aKilledTaskReleasesItsMemoryWhileItsNodeStalls() {
        startNodes(setup -> setup);
        nodes.faults(1).clear();
        FaultRule stall = nodes.faults(1).add(Fault.stallAfter(2_000), on(QUERY));
        startSpark(1);
        // Longer than the test waits.
        DataFrameReader stalling = read().option("socketTimeout", 170_000);
        CompletableFuture<List<Row>> rows = CompletableFuture.supplyAsync(() -> {
            spark.sparkContext().setJobGroup("stalled", "a scan of which a part stalls", true);
            return stalling.load().collectAsList();
        });
        await(() -> stall.hits() > 0 && SparkMemory.allocator().getAllocatedMemory() > 0);
        spark.sparkContext().cancelJobGroup("stalled");
        assertThatThrownBy(rows::join).hasStackTraceContaining("cancelled");
        requireNoMemory();

        nodes.faults(1).clear();
        runAtRow(-1, () -> {});
        assertThat(sorted(watched(read()))).isEqualTo(all());
    }
}
