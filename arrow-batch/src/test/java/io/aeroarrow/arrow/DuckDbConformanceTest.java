package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** DuckDB in the same process reads a scan's batches through Arrow's C data interface, without a copy. */
@ExtendWith(AerospikeExtension.class)
class DuckDbConformanceTest {

    private static final int RECORDS = 3_000;

    @AutoClose
    private static TestCluster cluster;

    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        for (int i = 0; i < RECORDS; i++) {
            cluster.put(
                    set,
                    i,
                    new Bin("n", i),
                    new Bin("city", "city-" + i % 7),
                    new Bin("tags", List.of("a", "t" + i % 3)),
                    new Bin("place", Map.of("x", i / 2.0)));
        }
    }

    @Test
    void duckDbQueriesARunningScan() throws Exception {
        for (int threads : new int[] {1, 3}) {
            BufferAllocator allocator = cluster.allocator();
            Scan scan = cluster.aero().scan(NAMESPACE, set).batchRows(500).parallelism(threads);
            try (ArrowReader reader = scan.reader();
                    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
                    DuckDBConnection duck = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duck.createStatement()) {
                Data.exportArrayStream(allocator, reader, stream);
                duck.registerArrowStream("users", stream);
                assertSums(statement);
            }
        }
    }

    private static void assertSums(Statement statement) throws SQLException {
        try (ResultSet sums = statement.executeQuery("SELECT city, count(*) AS rows, sum(n) AS total,"
                + " sum(place['x']) AS halves, count(*) FILTER (list_contains(tags, 't1')) AS tagged"
                + " FROM users GROUP BY city ORDER BY city")) {
            long rows = 0;
            long total = 0;
            double halves = 0;
            long tagged = 0;
            for (int city = 0; sums.next(); city++) {
                assertThat(sums.getString("city")).isEqualTo("city-" + city);
                rows += sums.getLong("rows");
                total += sums.getLong("total");
                halves += sums.getDouble("halves");
                tagged += sums.getLong("tagged");
            }
            assertThat(rows).isEqualTo(RECORDS);
            assertThat(total).isEqualTo((long) RECORDS * (RECORDS - 1) / 2);
            assertThat(halves).isEqualTo(total / 2.0);
            assertThat(tagged).isEqualTo(RECORDS / 3);
        }
    }
}
