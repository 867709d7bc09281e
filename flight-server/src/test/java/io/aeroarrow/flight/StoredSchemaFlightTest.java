package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.policy.ClientConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A Flight server that is told a schema set has tables with the stored columns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("try")
class StoredSchemaFlightTest {

    private final BufferAllocator allocator = new RootAllocator();
    private EmbeddedAerospike aerospike;
    private AeroArrowFlightServer server;
    private FlightSqlClient client;

    @BeforeAll
    void start() throws Exception {
        aerospike = EmbeddedAerospike.builder().start();
        aerospike.load("test", "visits").put(1, Map.of("day", 20_787L, "n", 5L));
        aerospike.load("test", "visits").put(2, Map.of("day", 20_788L, "n", 6L));
        ClientConfig config = ClientConfig.of(aerospike.host(), aerospike.port());
        try (AeroArrowClient cluster = AeroArrowClient.connect(config)) {
            SchemaStore store = SchemaStore.of(cluster, "schemas");
            store.put("test", "visits", schema());
            store.put("test", "later", schema());
        }
        server = AeroArrowFlightServer.start(
                config,
                ReadOptions.DEFAULT.withSchemaSet("schemas"),
                FlightServerConfig.DEFAULT.withPort(0),
                allocator,
                new SimpleMeterRegistry());
        client = new FlightSqlClient(
                FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.port()))
                        .build());
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        server.close();
        aerospike.close();
        allocator.close();
    }

    /** The column count has another bin than its name, as after a rename. */
    private static Schema schema() {
        Map<String, String> bin = Map.of(FieldMetadata.BIN_METADATA, "n");
        return new Schema(List.of(
                Field.nullable("day", new ArrowType.Date(DateUnit.DAY)),
                new Field("visitors", new FieldType(true, new ArrowType.Int(64, true), null, bin), null)));
    }

    @Test
    void statementsReadTheStoredColumns() throws Exception {
        assertThat(SqlRows.of(client, "SELECT visitors, day FROM test.visits WHERE day > DATE '2026-11-30'"))
                .containsExactly("6|20788");
        assertThat(SqlRows.of(client, "SELECT count(*) FROM test.later")).containsExactly("0");
    }

    @Test
    void conditionsOnRenamedColumnsTestTheirBins() throws Exception {
        String sql = "SELECT visitors FROM test.visits WHERE visitors = 5";
        assertThat(String.join("\n", SqlRows.of(client, "EXPLAIN " + sql))).startsWith("aerospike|no engine");
        assertThat(SqlRows.of(client, sql)).containsExactly("5");
        assertThat(SqlRows.of(client, "SELECT visitors AS v FROM test.visits WHERE visitors > 5"))
                .containsExactly("6");
        assertThat(SqlRows.of(client, "SELECT sum(visitors) FROM test.visits WHERE visitors < 7"))
                .containsExactly("11");
    }

    @Test
    void statementsWriteTheStoredBins() throws Exception {
        client.executeUpdate("INSERT INTO test.later (__key, day, visitors) VALUES (7, DATE '2026-12-01', 9)");
        assertThat(SqlRows.of(client, "SELECT visitors, day FROM test.later")).containsExactly("9|20788");
        assertThat(client.executeUpdate(
                        "UPDATE test.later SET visitors = visitors + 1, day = day + 2 WHERE visitors = 9"))
                .isEqualTo(1);
        assertThat(SqlRows.of(client, "SELECT visitors, day FROM test.later")).containsExactly("10|20790");
        client.executeUpdate("DELETE FROM test.later WHERE __key = 7");
        assertThat(SqlRows.of(client, "SELECT count(*) FROM test.later")).containsExactly("0");
    }

    @Test
    void theSchemaSetIsNoTableAndTablesWithoutRecordsAre() throws Exception {
        FlightInfo info = client.getTables(null, null, null, null, false);
        List<String> names = new ArrayList<>();
        try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket())) {
            while (stream.next()) {
                for (int i = 0; i < stream.getRoot().getRowCount(); i++) {
                    names.add(stream.getRoot()
                            .getVector("table_name")
                            .getObject(i)
                            .toString());
                }
            }
        }
        assertThat(names).containsExactlyInAnyOrder("later", "visits");
    }
}
