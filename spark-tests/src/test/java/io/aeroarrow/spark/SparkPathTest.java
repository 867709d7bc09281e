package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The argument of load, save and start, and writes that name no set. */
class SparkPathTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    @BeforeAll
    static void load() {
        CLUSTER.putNumbered("k1", 2);
        CLUSTER.putNumbered("k2", 25);
        CLUSTER.spark().conf().set("spark.aerospike.port", String.valueOf(CLUSTER.port()));
    }

    private static DataFrameReader read() {
        return CLUSTER.spark().read().format("aerospike");
    }

    private static DataFrameWriter<Row> write() {
        Dataset<Row> rows = CLUSTER.spark().range(3).toDF("id");
        return rows.write().format("aerospike").option("keyColumn", "id").mode("append");
    }

    @Test
    void readsTheSetOfThePath() {
        assertThat(read().load("test.k1").count()).isEqualTo(2);
        assertThat(read().option("namespace", "test").load("k1").count()).isEqualTo(2);
        assertThat(read().option("path", "test.k1").load().count()).isEqualTo(2);
        assertThat(read().schema("id BIGINT").load("test.k1").count()).isEqualTo(2);
        assertThat(read().load("test.__all").count()).isGreaterThanOrEqualTo(27);
        CLUSTER.spark().sql("CREATE TEMPORARY VIEW by_path USING aerospike OPTIONS (path 'test.k1')");
        assertThat(CLUSTER.spark().table("by_path").count()).isEqualTo(2);
        assertThatThrownBy(() -> read().option("set", "k2").load("test.k1"))
                .hasMessageContaining("contradicts option 'set'");
        assertThatThrownBy(() -> read().load("test.k1", "test.k2")).hasMessageContaining("load takes one path");
        assertThatThrownBy(() -> read().option("namespace", "test").load("/some/path"))
                .hasMessageContaining("path '/some/path' is not [namespace.]set");
    }

    @Test
    void writesTheSetOfThePath() {
        write().save("test.written");
        assertThat(CLUSTER.get("written", 2L)).isNotNull();
        CLUSTER.spark().conf().set("spark.aerospike.writeSet", "elsewhere");
        try {
            write().save("test.pathwins");
        } finally {
            CLUSTER.spark().conf().unset("spark.aerospike.writeSet");
        }
        assertThat(CLUSTER.get("pathwins", 2L)).isNotNull();
        assertThatThrownBy(() -> write().option("writeSet", "k2").save("test.k1"))
                .hasMessageContaining("contradicts option 'writeSet'");
    }

    @Test
    void rowsWithoutASetNeedItsName() {
        assertThatThrownBy(() -> write().option("namespace", "test").save())
                .hasMessageContaining("rows cannot be written to the whole namespace 'test'; name the set");
        assertThatThrownBy(() -> CLUSTER.spark().sql("INSERT INTO aerospike.test.__all SELECT 1L AS id, 'x' AS name"))
                .hasMessageContaining("rows cannot be written to the whole namespace 'test'");
        assertThat(CLUSTER.get("", 1L)).isNull();
        write().option("namespace", "test").option("writeSet", "__default").save();
        assertThat(CLUSTER.get("", 2L)).isNotNull();
        assertThat(read().load("test.__default").count()).isEqualTo(3);
    }

    @Test
    void streamsReadAndWriteTheSetOfThePath(@TempDir Path checkpoints) throws Exception {
        Dataset<Row> updates = CLUSTER.spark()
                .readStream()
                .format("aerospike")
                .option("streamStart", "earliest")
                // The records are new.
                .option("streamDelay", "0")
                .schema("id BIGINT, name STRING")
                .load("test.k1");
        StreamingQuery query = updates.writeStream()
                .format("aerospike")
                .option("keyColumn", "id")
                .option("checkpointLocation", checkpoints.toString())
                .trigger(Trigger.AvailableNow())
                .start("test.copied");
        query.awaitTermination();
        assertThat(read().load("test.copied").count()).isEqualTo(2);
    }

    @Test
    void tablesOfSparksOwnCatalogNameTheSetByOption() {
        CLUSTER.spark().sql("CREATE TABLE own (id BIGINT) USING aerospike OPTIONS (namespace 'test', set 'k1')");
        try {
            assertThat(CLUSTER.spark().table("own").count()).isEqualTo(2);
        } finally {
            CLUSTER.spark().sql("DROP TABLE own");
        }
    }
}
