package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Options from a session's configuration and from a read, and names that are none. */
class SparkOptionsTest {

    private static final int RECORDS = 20;

    private static EmbeddedServer server;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        SmallSets.write(server, "numbers", RECORDS);
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.aerospike.port", server.port())
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    @AfterEach
    void forget() {
        List.of("aerospike.namespace", "aerospike.set", "spark.datasource.aerospike.set", "aerospike.btachRows")
                .forEach(spark.conf()::unset);
    }

    @Test
    void theSessionsConfigurationCounts() {
        spark.conf().set("aerospike.namespace", "test");
        spark.conf().set("aerospike.set", "numbers");
        assertThat(spark.read().format("aerospike").load().count()).isEqualTo(RECORDS);
    }

    @Test
    void whatIsNearerCountsFirst() {
        spark.conf().set("aerospike.namespace", "test");
        spark.conf().set("aerospike.set", "no-such-set");
        spark.conf().set("spark.datasource.aerospike.set", "numbers");
        assertThat(spark.read().format("aerospike").load().count()).isEqualTo(RECORDS);
        spark.conf().set("spark.datasource.aerospike.set", "no-such-set");
        assertThat(spark.read()
                        .format("aerospike")
                        .option("aerospike.set", "numbers")
                        .load()
                        .count())
                .isEqualTo(RECORDS);
    }

    @Test
    void namesThatNoOptionHasAreRefused() {
        assertThatThrownBy(() -> spark.read()
                        .format("aerospike")
                        .option("namespace", "test")
                        .option("batchrow", 5)
                        .load())
                .hasMessageContaining("there is no option 'batchrow'; did you mean 'batchRows'?");
        spark.conf().set("aerospike.btachRows", "5");
        assertThatThrownBy(() -> spark.read()
                        .format("aerospike")
                        .option("namespace", "test")
                        .load())
                .hasMessageContaining("there is no option 'aerospike.btachrows'; did you mean 'batchRows'?");
    }

    @Test
    void pathsAreSparks() {
        assertThat(spark.read()
                        .format("aerospike")
                        .option("namespace", "test")
                        .option("set", "numbers")
                        .load("/some/path")
                        .count())
                .isEqualTo(RECORDS);
    }
}
