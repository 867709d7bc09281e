package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.policy.ClientConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of src/test/tpch have the answers of Spark, by the client of Flight SQL and by the JDBC driver. */
@SuppressWarnings("try")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {

    private static final Path FOLDER = Path.of("src/test/tpch");
    private static final List<String> TABLES =
            List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

    private final BufferAllocator allocator = new RootAllocator();
    private EmbeddedAerospike aerospike;
    private AeroArrowFlightServer server;
    private FlightSqlClient client;
    private Connection jdbc;

    @BeforeAll
    void start() throws Exception {
        aerospike = EmbeddedAerospike.builder().nodes(2).start();
        ClientConfig config = ClientConfig.of(aerospike.host(), aerospike.port());
        try (AeroArrowClient cluster = AeroArrowClient.connect(config)) {
            for (String table : TABLES) {
                try (Reader rows = new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(FOLDER.resolve("tables/" + table + ".csv.gz"))),
                        StandardCharsets.UTF_8)) {
                    aerospike.load("test", table).csv(rows, "__key");
                }
                String columns = Files.readString(FOLDER.resolve("tables/" + table + ".json"));
                SchemaStore.of(cluster, "schemas").put("test", table, Schema.fromJSON(columns));
            }
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
        jdbc = DriverManager.getConnection(
                "jdbc:arrow-flight-sql://127.0.0.1:" + server.port() + "/?useEncryption=false");
    }

    @AfterAll
    void stop() throws Exception {
        jdbc.close();
        client.close();
        server.close();
        aerospike.close();
        allocator.close();
    }

    static Stream<String> queries() {
        return IntStream.rangeClosed(1, 22).mapToObj("%02d"::formatted);
    }

    private static String sql(String query) throws Exception {
        return Files.readString(FOLDER.resolve("queries/" + query + ".sql"));
    }

    /** Engines give averages and quotients other numbers of digits. */
    private static void assertAnswer(String query, List<List<String>> rows) throws Exception {
        List<String> expected = Files.readAllLines(FOLDER.resolve("queries/" + query + ".txt"));
        assertThat(expected).isNotEmpty();
        assertThat(rows).as("rows of query %s", query).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            String[] wanted = expected.get(i).split("\\|", -1);
            List<String> row = rows.get(i);
            assertThat(row).as("row %d of query %s", i, query).hasSize(wanted.length);
            for (int column = 0; column < wanted.length; column++) {
                assertThat(isSame(row.get(column), wanted[column]))
                        .as("query %s, row %d, column %d: %s is %s", query, i, column, row.get(column), wanted[column])
                        .isTrue();
            }
        }
    }

    private static boolean isSame(String value, String wanted) {
        if (!wanted.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?") || value.equals(wanted)) {
            return value.equals(wanted);
        }
        BigDecimal expected = new BigDecimal(wanted);
        BigDecimal most = expected.abs().max(BigDecimal.ONE).movePointLeft(6);
        return new BigDecimal(value).subtract(expected).abs().compareTo(most) <= 0;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void flightSqlAnswersAsSparkDoes(String query) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        FlightInfo info = client.execute(sql(query));
        for (FlightEndpoint endpoint : info.getEndpoints()) {
            try (FlightStream stream = client.getStream(endpoint.getTicket())) {
                while (stream.next()) {
                    add(stream.getRoot(), rows);
                }
            }
        }
        assertAnswer(query, rows);
    }

    private static void add(VectorSchemaRoot batch, List<List<String>> rows) {
        for (int i = 0; i < batch.getRowCount(); i++) {
            List<String> row = new ArrayList<>();
            for (FieldVector column : batch.getFieldVectors()) {
                boolean isDate = column instanceof DateDayVector && !column.isNull(i);
                row.add(
                        isDate
                                ? LocalDate.ofEpochDay(((DateDayVector) column).get(i))
                                        .toString()
                                : String.valueOf(column.getObject(i)));
            }
            rows.add(row);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void jdbcAnswersAsSparkDoes(String query) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = jdbc.createStatement();
                ResultSet result = statement.executeQuery(sql(query))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
        }
        assertAnswer(query, rows);
    }

    @Test
    void pushesColumnsAndConditionsDown() throws Exception {
        assertThat(String.join("\n", SqlRows.of(client, "EXPLAIN " + sql("19"))))
                .contains("input 1: test.lineitem: scan; columns [l_partkey, l_quantity, l_extendedprice, l_discount,"
                        + " l_shipinstruct, l_shipmode]");
        assertThat(String.join("\n", SqlRows.of(client, "EXPLAIN " + sql("12"))))
                .contains("operand=bin 'l_shipmode', operator=EQUAL, value=StringValue[value=MAIL]");
    }
}
