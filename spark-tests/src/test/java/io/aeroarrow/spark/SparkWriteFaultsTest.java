package io.aeroarrow.spark;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.Occurrence.once;
import static io.aeroarrow.embedded.fault.RequestType.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that fail while writing, and their retries. */
class SparkWriteFaultsTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer().attempts(4);

    private static final int ROWS = 1_000;

    @AfterEach
    void reset() {
        CLUSTER.server().faults().clear();
        CLUSTER.spark().conf().unset("spark.aerospike.onConflict");
    }

    private static DataFrameWriter<Row> write(Dataset<Row> rows, String set) {
        return CLUSTER.write(rows, set).option("keyColumn", "id").option("writeBatchRows", 100);
    }

    /** Rows in two tasks. The first attempt of each task fails in the middle. */
    private static Dataset<Row> failingOnce() {
        return CLUSTER.spark()
                .range(0, ROWS, 1, 2)
                .mapPartitions(FailingFirstAttempt.at(350), Encoders.LONG())
                .selectExpr("value AS id", "value * 10 AS n");
    }

    private static void requireAllWritten(String set) {
        for (long i = 0; i < ROWS; i++) {
            assertThat(CLUSTER.bins(set, i)).isEqualTo(Map.of("id", i, "n", i * 10));
        }
    }

    @Test
    void aRetriedTaskWritesAllRows() {
        write(failingOnce(), "upserts").save();
        requireAllWritten("upserts");
    }

    @Test
    void aRetriedTaskAcceptsTheRecordsItHasCreated() {
        write(failingOnce(), "creates").option("existsAction", "create_only").save();
        requireAllWritten("creates");

        CLUSTER.server().load("test", "existing").put(7L, Map.of("n", -1L));
        assertThatThrownBy(() -> write(failingOnce(), "existing")
                        .option("existsAction", "create_only")
                        .save())
                .hasStackTraceContaining("(key 7)")
                .hasStackTraceContaining("RECORD_EXISTS");
    }

    @Test
    void anUpdateWithALostAnswerIsAppliedOnce() {
        write(CLUSTER.spark().range(ROWS).selectExpr("id", "id * 10 - 1 AS n"), "counted")
                .save();
        FaultRule lost = CLUSTER.server().faults().add(Fault.closeAfter(0), on(BATCH), once());
        CLUSTER.spark().sql("UPDATE aerospike.test.counted SET n = n + 1");
        assertThat(lost.hits()).isEqualTo(1);
        requireAllWritten("counted");
    }

    @Test
    void aConcurrentChangeFailsTheUpdateUnlessItOverwrites() {
        write(CLUSTER.spark().range(10).selectExpr("id", "id AS n"), "raced").save();
        CLUSTER.spark()
                .udf()
                .register(
                        "changeConcurrently",
                        (UDF1<Long, Long>) SparkWriteFaultsTest::changeConcurrently,
                        DataTypes.LongType);
        assertThatThrownBy(() ->
                        CLUSTER.spark().sql("UPDATE aerospike.test.raced SET n = changeConcurrently(id) WHERE id = 3"))
                .hasStackTraceContaining("3 GENERATION");
        assertThat(CLUSTER.get("raced", 3L).getLong("n")).isEqualTo(-3);
        CLUSTER.spark().conf().set("spark.aerospike.onConflict", "overwrite");
        CLUSTER.spark().sql("UPDATE aerospike.test.raced SET n = changeConcurrently(id) WHERE id = 3");
        assertThat(CLUSTER.get("raced", 3L).getLong("n")).isEqualTo(30);
    }

    /** Changes a record after the update has read it and before the update writes it. */
    private static long changeConcurrently(long id) {
        CLUSTER.putWithoutKey("raced", id, new Bin("n", -id));
        return id * 10;
    }

    @Test
    void reportsRowsThatMayHaveBeenWritten() {
        CLUSTER.server().faults().add(Fault.closeAfter(0), on(BATCH));
        assertThatThrownBy(() -> write(CLUSTER.spark().range(0, 10, 1, 1).selectExpr("id", "id AS n"), "doubted")
                        .option("writeRetries", 0)
                        .save())
                .hasStackTraceContaining("10 of 10 rows were not written")
                .hasStackTraceContaining("of them in doubt");
    }
}
