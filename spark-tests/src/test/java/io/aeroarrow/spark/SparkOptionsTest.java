package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Options in the session's configuration and in a read, and unknown option names. */
class SparkOptionsTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static final int RECORDS = 20;

    @BeforeAll
    static void load() {
        CLUSTER.putNumbered("numbers", RECORDS);
        CLUSTER.spark().conf().set("spark.aerospike.port", String.valueOf(CLUSTER.port()));
    }

    @AfterEach
    void unsetOptions() {
        List.of("aerospike.namespace", "aerospike.set", "spark.datasource.aerospike.set", "aerospike.btachRows")
                .forEach(CLUSTER.spark().conf()::unset);
    }

    @Test
    void readsOptionsFromTheSessionConfiguration() {
        CLUSTER.spark().conf().set("aerospike.namespace", "test");
        CLUSTER.spark().conf().set("aerospike.set", "numbers");
        assertThat(CLUSTER.spark().read().format("aerospike").load().count()).isEqualTo(RECORDS);
    }

    @Test
    void theMoreSpecificOptionWins() {
        CLUSTER.spark().conf().set("aerospike.namespace", "test");
        CLUSTER.spark().conf().set("aerospike.set", "no-such-set");
        CLUSTER.spark().conf().set("spark.datasource.aerospike.set", "numbers");
        assertThat(CLUSTER.spark().read().format("aerospike").load().count()).isEqualTo(RECORDS);
        CLUSTER.spark().conf().set("spark.datasource.aerospike.set", "no-such-set");
        assertThat(CLUSTER.spark()
                        .read()
                        .format("aerospike")
                        .option("aerospike.set", "numbers")
                        .load()
                        .count())
                .isEqualTo(RECORDS);
    }

    @Test
    void refusesUnknownOptionNames() {
        assertThatThrownBy(() -> CLUSTER.spark()
                        .read()
                        .format("aerospike")
                        .option("namespace", "test")
                        .option("batchrow", 5)
                        .load())
                .hasMessageContaining("there is no option 'batchrow'; did you mean 'batchRows'?");
        CLUSTER.spark().conf().set("aerospike.btachRows", "5");
        assertThatThrownBy(() -> CLUSTER.spark()
                        .read()
                        .format("aerospike")
                        .option("namespace", "test")
                        .load())
                .hasMessageContaining("there is no option 'aerospike.btachrows'; did you mean 'batchRows'?");
    }
}
