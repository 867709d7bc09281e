package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements on all records of a namespace, and on the records without a set. */
class SparkWholeNamespaceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static final String[] SETS = {"one", "two", ""};

    @BeforeEach
    void writeAllRecords() {
        for (String set : SETS) {
            CLUSTER.putNumbered(set, 10);
        }
    }

    @Test
    void deletesRecordsOfAllSetsByACondition() {
        CLUSTER.spark().sql("DELETE FROM aerospike.test.__all WHERE id >= 3");
        CLUSTER.spark().sql("DELETE FROM aerospike.test.__default WHERE id = 0");
        for (String set : SETS) {
            assertThat(CLUSTER.get(set, 3L)).isNull();
            assertThat(CLUSTER.get(set, 2L)).isNotNull();
        }
        assertThat(CLUSTER.get("", 0L)).isNull();
        assertThat(CLUSTER.get("one", 0L)).isNotNull();
        assertThat(CLUSTER.spark().table("aerospike.test.__all").count()).isEqualTo(8);
    }

    @Test
    void refusesStatementsThatNeedASet() {
        assertThatThrownBy(() -> CLUSTER.spark().sql("DELETE FROM aerospike.test.__all"))
                .hasMessageContaining("is no set");
        assertThatThrownBy(() -> CLUSTER.spark()
                        .sql("MERGE INTO aerospike.test.__all t USING aerospike.test.one s ON t.id = s.id"
                                + " WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT *"))
                .hasMessageContaining("'test' is no set");
        assertThatThrownBy(() -> CLUSTER.spark().sql("UPDATE aerospike.test.__default SET name = 'x' WHERE id = 1"))
                .hasMessageContaining("'test.__default' is no set");
        assertThat(CLUSTER.spark().table("aerospike.test.__all").count()).isEqualTo(30);
    }
}
