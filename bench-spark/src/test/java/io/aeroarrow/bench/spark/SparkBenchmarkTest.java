package io.aeroarrow.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.bench.report.ContestantKind;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.Section;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all queries with all data sources on a small set of the embedded server. */
class SparkBenchmarkTest {

    private static final int RECORDS = 400;

    @TempDir
    Path folder;

    @Test
    void measuresEveryContestantWithEqualResults() throws Exception {
        Path json = folder.resolve("spark.json");
        try (EmbeddedServer server = EmbeddedServer.start(ServerConfig.builder().build())) {
            load(server);
            SparkBenchmark.main(new String[] {
                server.host(), Integer.toString(server.port()), "test", "small", "" + RECORDS, "1", json.toString()
            });
        }
        Section section = Report.readSection(json);
        assertThat(section.workloads())
                .containsExactly(
                        "SELECT sum(score)",
                        "filter, 1 % selected",
                        "all to Parquet",
                        "join of 400 keys",
                        "one key",
                        "100 records by secondary index");
        for (String workload : section.workloads()) {
            assertThat(section.of(workload).stream()
                            .map(result -> result.contestant().kind()))
                    .as(workload)
                    .contains(ContestantKind.OURS, ContestantKind.OTHER);
        }
        assertThat(section.results())
                .allSatisfy(
                        result -> assertThat(result.figures()).containsKeys(Metric.WALL, Metric.CPU, Metric.TASK_CPU));
    }

    private static void load(EmbeddedServer server) {
        try (AerospikeClient client = new AerospikeClient(server.host(), server.port())) {
            WritePolicy stored = new WritePolicy();
            stored.sendKey = true;
            for (int i = 0; i < RECORDS; i++) {
                client.put(
                        stored,
                        new Key("test", "small", i),
                        new Bin("id", i),
                        new Bin("name", "name of " + i),
                        new Bin("score", i / 3.0),
                        new Bin("flag", i % 2 == 0),
                        new Bin("tags", List.of("a" + i, "b")),
                        new Bin("place", Map.of("city", "Oslo", "rank", (long) i, "ratio", i / 7.0)),
                        new Bin("hash", new byte[] {(byte) i, 1, 2}));
            }
        }
    }
}
