package io.aeroarrow.spark;

import static io.aeroarrow.embedded.fault.Occurrence.once;
import static io.aeroarrow.embedded.fault.RequestType.BATCH;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that fail in the middle of their writes, and are run again. */
class SparkWriteFaultsTest {

    private static final int ROWS = 1_000;

    private EmbeddedAerospike server;
    private static InetSocketAddress address;
    private SparkSession spark;

    @BeforeEach
    void start() {
        server = EmbeddedAerospike.start();
        address = server.addresses().get(0);
        spark = SparkSession.builder()
                // Each task has four attempts.
                .master("local[2,4]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.catalog.aerospike", AerospikeCatalog.class.getName())
                .config("spark.sql.catalog.aerospike.host", address.getHostString())
                .config("spark.sql.catalog.aerospike.port", address.getPort())
                .getOrCreate();
    }

    @AfterEach
    void stop() {
        spark.stop();
        server.close();
    }

    private DataFrameWriter<Row> write(Dataset<Row> rows, String set) {
        return rows.write()
                .format("aerospike")
                .option("host", address.getHostString())
                .option("port", address.getPort())
                .option("namespace", "test")
                .option("set", set)
                .option("keyColumn", "id")
                .option("writeBatchRows", 100)
                .mode("append");
    }

    /** Rows of two tasks, the first attempt of each of which dies in the middle. */
    private Dataset<Row> dyingOnce() {
        return spark.range(0, ROWS, 1, 2)
                .mapPartitions(DyingOnce.at(350), Encoders.LONG())
                .selectExpr("value AS id", "value * 10 AS n");
    }

    private void requireAllWritten(String set) {
        try (AerospikeClient client = SparkCluster.official(address.getHostString(), address.getPort())) {
            for (long i = 0; i < ROWS; i++) {
                assertThat(client.get(null, new Key("test", set, i)).bins).isEqualTo(Map.of("id", i, "n", i * 10));
            }
        }
    }

    @Test
    void aTaskKilledInMidWriteIsRunAgain() {
        write(dyingOnce(), "upserts").save();
        requireAllWritten("upserts");
    }

    @Test
    void recordsThatATaskHasCreatedBeforeAreItsOwn() {
        write(dyingOnce(), "creates").option("existsAction", "create_only").save();
        requireAllWritten("creates");

        server.load("test", "taken").put(7L, Map.of("n", -1L));
        assertThatThrownBy(() -> write(dyingOnce(), "taken")
                        .option("existsAction", "create_only")
                        .save())
                .hasStackTraceContaining("(key 7)")
                .hasStackTraceContaining("RECORD_EXISTS");
    }

    @Test
    void anUpdateWhoseAnswerGotLostCountsOnce() {
        write(spark.range(ROWS).selectExpr("id", "id * 10 - 1 AS n"), "counted").save();
        FaultRule lost = server.faults().add(Fault.closeAfter(0), on(BATCH), once());
        spark.sql("UPDATE aerospike.test.counted SET n = n + 1");
        assertThat(lost.hits()).isEqualTo(1);
        requireAllWritten("counted");
    }

    @Test
    void somebodyElsesChangeFailsTheUpdate() {
        write(spark.range(10).selectExpr("id", "id AS n"), "raced").save();
        spark.udf().register("meddle", (UDF1<Long, Long>) SparkWriteFaultsTest::meddle, DataTypes.LongType);
        assertThatThrownBy(() -> spark.sql("UPDATE aerospike.test.raced SET n = meddle(id) WHERE id = 3"))
                .hasStackTraceContaining("3 GENERATION");
        try (AerospikeClient client = SparkCluster.official(address.getHostString(), address.getPort())) {
            assertThat(client.get(null, new Key("test", "raced", 3L)).getLong("n"))
                    .isEqualTo(-3);
        }
        spark.conf().set("spark.aerospike.onConflict", "overwrite");
        spark.sql("UPDATE aerospike.test.raced SET n = meddle(id) WHERE id = 3");
        try (AerospikeClient client = SparkCluster.official(address.getHostString(), address.getPort())) {
            assertThat(client.get(null, new Key("test", "raced", 3L)).getLong("n"))
                    .isEqualTo(30);
        }
    }

    /** Changes a record between its being read and its being written. */
    private static long meddle(long id) {
        try (AerospikeClient client = SparkCluster.official(address.getHostString(), address.getPort())) {
            client.put(null, new Key("test", "raced", id), new Bin("n", -id));
        }
        return id * 10;
    }

    @Test
    void rowsInDoubtAreTold() {
        server.faults().add(Fault.closeAfter(0), on(BATCH));
        assertThatThrownBy(() -> write(spark.range(0, 10, 1, 1).selectExpr("id", "id AS n"), "doubted")
                        .option("writeRetries", 0)
                        .save())
                .hasStackTraceContaining("10 of 10 rows were not written")
                .hasStackTraceContaining("of them in doubt");
    }
}
