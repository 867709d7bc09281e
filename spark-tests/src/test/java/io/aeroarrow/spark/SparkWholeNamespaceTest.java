package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of all sets, or of none, deleted by one statement. */
class SparkWholeNamespaceTest {

    private static final String[] SETS = {"one", "two", ""};

    private EmbeddedServer server;
    private AerospikeClient official;
    private SparkSession spark;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        official = SparkCluster.official(server.host(), server.port());
        for (String set : SETS) {
            SmallSets.write(server, set, 10);
        }
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.catalog.aerospike", AerospikeCatalog.class.getName())
                .config("spark.sql.catalog.aerospike.host", server.host() + ":" + server.port())
                .getOrCreate();
    }

    @AfterEach
    void stop() {
        spark.stop();
        official.close();
        server.close();
    }

    private Key key(String set, long id) {
        return new Key("test", set.isEmpty() ? null : set, id);
    }

    @Test
    void recordsOfAllSetsAreDeletedByACondition() {
        spark.sql("DELETE FROM aerospike.test.__all WHERE id >= 3");
        spark.sql("DELETE FROM aerospike.test.__default WHERE id = 0");
        for (String set : SETS) {
            assertThat(official.get(null, key(set, 3))).isNull();
            assertThat(official.get(null, key(set, 2))).isNotNull();
        }
        assertThat(official.get(null, key("", 0))).isNull();
        assertThat(official.get(null, key("one", 0))).isNotNull();
        assertThat(spark.table("aerospike.test.__all").count()).isEqualTo(8);
    }

    @Test
    void whatWouldNeedASetIsRefused() {
        assertThatThrownBy(() -> spark.sql("DELETE FROM aerospike.test.__all")).hasMessageContaining("is no set");
        assertThatThrownBy(() -> spark.sql("MERGE INTO aerospike.test.__all t USING aerospike.test.one s ON t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT *"))
                .hasMessageContaining("'test' is no set");
        assertThatThrownBy(() -> spark.sql("UPDATE aerospike.test.__default SET name = 'x' WHERE id = 1"))
                .hasMessageContaining("'test.__default' is no set");
        assertThat(spark.table("aerospike.test.__all").count()).isEqualTo(30);
    }
}
