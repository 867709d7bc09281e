package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.observe.DataRequest;
import io.aeroarrow.policy.Credentials;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UPDATE, compared with DuckDB's on tables of its own. */
@SuppressWarnings("try")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightUpdateTest {

    private static final String COLUMNS = "age, city, id, name, score";

    private final AtomicInteger sets = new AtomicInteger();
    private final AtomicReference<Runnable> beforeBatch = new AtomicReference<>();
    private FlightFixture flight;
    private FlightSqlClient client;
    private Connection duckdb;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(
                cluster -> cluster.nodes(2).eachNode(node -> node.observer(this::observe)),
                Credentials.none(),
                config -> config);
        client = new FlightSqlClient(flight.client);
        duckdb = SqlRows.reference();
    }

    @AfterAll
    void stop() throws Exception {
        duckdb.close();
        flight.close();
    }

    private void observe(DataRequest request) {
        boolean writes =
                request.kind() == DataRequest.Kind.BATCH && request.set().equals("race");
        Runnable change = writes ? beforeBatch.getAndSet(null) : null;
        if (change != null) {
            change.run();
        }
    }

    /** Copies 300 users to a set of Aerospike and to a table of DuckDB. */
    private String newUsers() throws Exception {
        String table = "test.u" + sets.incrementAndGet();
        client.executeUpdate("INSERT INTO " + table + " (__key, " + COLUMNS + ") SELECT id, " + COLUMNS
                + " FROM test.users WHERE id < 300");
        try (Statement create = duckdb.createStatement()) {
            create.execute(
                    "CREATE TABLE " + table + " AS SELECT id AS __key, " + COLUMNS + " FROM test.users WHERE id < 300");
        }
        return table;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET age = 1",
                "UPDATE t SET age = age + 1, name = upper(name) WHERE city = 'c7'",
                "update t u set Score = u.age, age = 3.7 where u.__key in (3, 4, 10) and u.age is not null",
                "UPDATE t SET city = NULL WHERE id % 7 = 0",
                "UPDATE t AS x SET age = (SELECT count(*) FROM test.cities c WHERE c.people < x.id * 100) WHERE id <"
                        + " 9;",
                "UPDATE t SET name = 'a, WHERE (b = ''c''', score = score * 2 WHERE age IS DISTINCT FROM 5",
                "UPDATE t SET name = E'it\\'s', score = 1 -- WHERE false\n WHERE id = 3",
                "UPDATE t SET name = $x$ WHERE ' $x$ /* , /* ) */ */, age = CASE WHEN id > 9 THEN 1 ELSE 2 END",
                "UPDATE t SET \"name\" = concat_ws(',', name, city), age = [5, 6][2] WHERE score BETWEEN 10 AND 20",
                "UPDATE t SET age = 7 WHERE city IN (SELECT code FROM test.cities WHERE people > 40000)",
                "UPDATE t SET age = 7 WHERE id = -1",
                "UPDATE t SET score = age = 5 WHERE id < 20",
            })
    void changesTheRowsThatDuckDbChanges(String statement) throws Exception {
        String table = newUsers();
        String sql = statement.replaceFirst("(?i)^UPDATE t", "UPDATE " + table);
        try (Statement update = duckdb.createStatement()) {
            assertThat(client.executeUpdate(sql)).isEqualTo(update.executeUpdate(sql));
        }
        String all = "SELECT " + COLUMNS + " FROM " + table + " ORDER BY id";
        assertThat(SqlRows.of(client, all)).isEqualTo(SqlRows.of(duckdb, all));
    }

    @Test
    void keepsOtherBinsAndTheKey() throws Exception {
        client.executeUpdate("INSERT INTO test.keep (__key, a, b) VALUES ('x', 1, 'other'), ('y', 2, NULL)");
        assertThat(SqlRows.of(client, "UPDATE test.keep SET a = 9 WHERE __key = 'x'"))
                .as("as a query it answers the number of records")
                .containsExactly("1");
        assertThat(SqlRows.of(client, "SELECT __key, a, b, __generation FROM test.keep ORDER BY a"))
                .containsExactly("y|2|null|1", "x|9|other|2");
    }

    @Test
    void takesParameters() throws Exception {
        client.executeUpdate("INSERT INTO test.prepared (__key, a, b) VALUES (1, 1, 'p'), (2, 2, 'q'), (3, 3, 'r')");
        try (FlightSqlClient.PreparedStatement update =
                        client.prepare("UPDATE test.prepared SET b = ? WHERE __key = ?");
                VarCharVector value = new VarCharVector("b", flight.clientMemory);
                BigIntVector key = new BigIntVector("k", flight.clientMemory)) {
            for (int i = 0; i < 2; i++) {
                value.setSafe(i, ("new" + i).getBytes(StandardCharsets.UTF_8));
                key.setSafe(i, 2 + i);
            }
            VectorSchemaRoot parameters = VectorSchemaRoot.of(value, key);
            parameters.setRowCount(2);
            update.setParameters(parameters);
            assertThat(update.executeUpdate()).isEqualTo(2);
        }
        assertThat(SqlRows.of(client, "SELECT a, b FROM test.prepared ORDER BY a"))
                .containsExactly("1|p", "2|new0", "3|new1");
    }

    @Test
    void doesNotReplaceAChangeThatItHasNotRead() throws Exception {
        client.executeUpdate("INSERT INTO test.race (__key, v) VALUES (1, 10), (2, 60)");
        beforeBatch.set(() -> flight.aerospike.load("test", "race").put(1, Map.of("v", 100L)));
        assertThatThrownBy(() -> client.executeUpdate("UPDATE test.race SET v = v + 1 WHERE v < 50"))
                .isInstanceOf(FlightRuntimeException.class)
                .hasMessageContaining("generation");
        assertThat(SqlRows.of(client, "SELECT v FROM test.race ORDER BY v")).containsExactly("60", "100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE test.users SET __key = 1",
                "UPDATE test.users SET __generation = 1",
                "UPDATE test.users SET nosuch = 1",
                "UPDATE test.users SET age = 1, AGE = 2",
                "UPDATE test.users SET users.age = 1",
                "UPDATE test.users SET (age, id) = (1, 2)",
                "UPDATE test.users SET age",
                "UPDATE test.users SET age = ",
                "UPDATE test.users SET age = 1)",
                "UPDATE test.users SET age = 'x'",
                "UPDATE test.users SET age = 1 RETURNING age",
                "UPDATE test.users SET age = c.people FROM test.cities c WHERE c.code = city",
                "UPDATE test.users SET age = 1 WHERE age = (SELECT 1) LIMIT x",
                "UPDATE test.nosuchset SET age = 1",
                "UPDATE users SET age = 1",
                "UPDATE test.users SET age = 1; DELETE FROM test.users",
                "UPDATE test.users SET age = (SELECT length(content) FROM read_text('/etc/passwd'))",
            })
    void refusesOthers(String sql) throws Exception {
        String ages = "SELECT sum(age), count(*) FROM test.users";
        List<String> before = SqlRows.of(client, ages);
        assertThatThrownBy(() -> client.executeUpdate(sql))
                .isInstanceOfSatisfying(
                        FlightRuntimeException.class,
                        e -> assertThat(e.status().code())
                                .isIn(
                                        FlightStatusCode.INVALID_ARGUMENT,
                                        FlightStatusCode.NOT_FOUND,
                                        FlightStatusCode.UNAUTHORIZED,
                                        FlightStatusCode.UNIMPLEMENTED));
        assertThat(SqlRows.of(client, ages)).isEqualTo(before);
    }
}
