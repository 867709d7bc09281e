package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.observe.DataRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan shows what all nodes can do, and a scan of some bins takes one query only if all of them return absent bins. */
class SparkServerVersionsTest {

    private static final int RECORDS = 300;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8.1.0.3,8.1.0.3 | servers: 8.1.0.3 (index by name) | true",
                "8.1.2.0,8.1.0.3 | servers: 8.1.0.3 (index by name) | true",
                "8.1.2.0,8.1.2.0 | servers: 8.1.2.0 (index by name, list membership, operations in queries) | false"
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
