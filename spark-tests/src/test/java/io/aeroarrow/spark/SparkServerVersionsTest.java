package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.observe.DataRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan shows what all nodes can do, and a scan of some bins takes one query only if all of them return absent bins. */
class SparkServerVersionsTest {

    private static final int RECORDS = 300;

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3", "8.1.2.0"})
    void auditsTheStorage(String version) {
        try (EmbeddedAerospike server =
                EmbeddedAerospike.builder().version(version).start()) {
            for (long i = 0; i < RECORDS; i++) {
                server.load("test", i % 3 == 0 ? "small" : "large")
                        .put(i, Map.of("a", "x".repeat(i % 3 == 0 ? 1 : 999)));
            }
            Dataset<Row> rows = SharedSpark.newSession(1)
                    .read()
                    .format("aerospike")
                    .option("host", server.host())
                    .option("port", server.port())
                    .option("namespace", "test")
                    .schema("a STRING")
                    .load();
            assertThat(rows.columns()).containsExactly("a");
            Dataset<Row> audit = rows.groupBy("__set")
                    .agg(
                            functions.count("__record_size"),
                            functions.min("__record_size"),
                            functions.max("__record_size"),
                            functions.max("__last_update"))
                    .orderBy("__set");
            if (version.equals("8.1.0.3")) {
                assertThatThrownBy(audit::collectAsList)
                        .hasMessageContaining(
                                "needs server 8.1.2 on all nodes; the lowest version in the cluster is 8.1.0.3");
                return;
            }
            List<Row> found = audit.collectAsList();
            assertThat(found).extracting(row -> row.getString(0)).containsExactly("large", "small");
            assertThat(found).extracting(row -> row.getLong(1)).containsExactly(200L, 100L);
            assertThat(found.get(0).getLong(2))
                    .isGreaterThan(999)
                    .isEqualTo(found.get(0).getLong(3));
            assertThat(found.get(1).getLong(2))
                    .isLessThan(200)
                    .isEqualTo(found.get(1).getLong(3));
            Instant updated = found.get(0).getAs(4);
            assertThat(updated).isBetween(Instant.now().minusSeconds(600), Instant.now());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8.1.0.3,8.1.0.3 | servers: 8.1.0.3 (record size, index by name) | true",
                "8.1.2.0,8.1.0.3 | servers: 8.1.0.3 (record size, index by name) | true",
                "8.1.2.0,8.1.2.0 | servers: 8.1.2.0 (record size, index by name, list membership, operations in"
                        + " queries, indexes of sets) | false"
            })
    void plansForTheOldestNode(String versions, String shown, boolean twoQueries) {
        Queue<DataRequest> requests = new ConcurrentLinkedQueue<>();
        try (EmbeddedAerospike server = EmbeddedAerospike.builder()
                .nodes(2)
                .eachNode(node -> node.observer(requests::add))
                .cluster(cluster -> cluster.versions(versions.split(",", -1)))
                .start()) {
            for (long i = 0; i < RECORDS; i++) {
                server.load("test", "rows").put(i, i % 3 == 0 ? Map.of("a", i) : Map.of("b", i));
            }
            SparkSession spark = SharedSpark.newSession(1);
            Dataset<Row> rows = spark.read()
                    .format("aerospike")
                    .option("host", server.host())
                    .option("port", server.port())
                    .option("namespace", "test")
                    .option("set", "rows")
                    .schema("a BIGINT, b BIGINT")
                    .load()
                    .select("a");
            assertThat(PushedSet.plan(rows)).contains(shown);
            requests.clear();
            List<Row> found = rows.collectAsList();
            assertThat(found).hasSize(RECORDS);
            assertThat(found.stream().filter(row -> !row.isNullAt(0))).hasSize(RECORDS / 3);
            assertThat(requests.stream().anyMatch(DataRequest::noBinData)).isEqualTo(twoQueries);
        }
    }
}
