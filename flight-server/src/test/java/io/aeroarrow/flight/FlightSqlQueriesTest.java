package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightSqlQueriesTest {

    private FlightFixture flight;
    private FlightSqlClient client;
    private Connection duckdb;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
        client = new FlightSqlClient(flight.client);
        duckdb = SqlRows.reference();
    }

    @AfterAll
    void stop() throws Exception {
        duckdb.close();
        flight.close();
    }

    private String plan(String sql) throws Exception {
        return String.join("\n", SqlRows.of(client, "EXPLAIN " + sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, name FROM test.users",
                "SELECT name AS n, age FROM test.users AS u WHERE u.age >= 80",
                "SELECT id FROM test.users WHERE age = 5 AND city = 'c5'",
                "SELECT id FROM test.users WHERE score > 1200.25 AND score <= 1240",
                "SELECT id FROM test.users WHERE age IS NULL AND name LIKE 'user-1%'",
                "SELECT id FROM test.users WHERE city IN ('c1', 'c2') OR age BETWEEN 3 AND 4",
                "SELECT id FROM test.users WHERE age NOT IN (1, 2, 3) AND age <> 7",
                "SELECT id FROM test.users WHERE 10 > age",
                "SELECT id FROM test.users WHERE city <> 'c1' AND id < 100",
            })
    void needsNoEngine(String sql) throws Exception {
        assertThat(plan(sql)).startsWith("aerospike|no engine");
        assertThat(SqlRows.of(client, sql)).containsExactlyInAnyOrderElementsOf(SqlRows.of(duckdb, sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM test.users",
                "SELECT count(age), sum(score), min(name), max(city) FROM test.users",
                "SELECT city, count(*) AS n, avg(age) FROM test.users GROUP BY city ORDER BY n DESC, city LIMIT 7",
                "SELECT u.name, c.people FROM test.users u JOIN test.cities c ON u.city = c.code WHERE u.age = 5",
                "SELECT c.code, count(u.id) FROM test.cities c LEFT JOIN test.users u ON u.city = c.code AND u.age > 88"
                        + " GROUP BY c.code",
                "SELECT c.code FROM test.cities c LEFT JOIN test.users u ON u.city = c.code AND u.id = 3 WHERE u.id IS"
                        + " NULL",
                "SELECT u.id FROM test.cities c RIGHT JOIN test.users u ON u.city = c.code AND c.people > 48000 WHERE"
                        + " c.code IS NULL AND u.id < 60",
                "SELECT a.id, b.id FROM test.users a, test.users b WHERE a.id = b.id + 1 AND b.id < 5",
                "SELECT id, row_number() OVER (PARTITION BY city ORDER BY score DESC) AS r FROM test.users WHERE age <"
                        + " 3",
                "SELECT id, sum(score) OVER (ORDER BY id ROWS 3 PRECEDING) FROM test.users QUALIFY id % 1000 = 0",
                "WITH old AS (SELECT * FROM test.users WHERE age > 85) SELECT x.city, count(*) FROM old x JOIN old y"
                        + " USING (city) GROUP BY x.city",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n, test.cities c WHERE i < 4 AND"
                        + " c.people = 1000) SELECT count(*) FROM n",
                "SELECT name FROM test.users WHERE city IN (SELECT code FROM test.cities WHERE people >= 48000) AND"
                        + " age = 49",
                "SELECT code, (SELECT count(*) FROM test.users u WHERE u.city = c.code AND u.age = 7) FROM test.cities"
                        + " c",
                "SELECT code FROM test.cities c WHERE NOT EXISTS (SELECT 1 FROM test.users u WHERE u.city = c.code AND"
                        + " u.score > 1249)",
                "SELECT id FROM test.users WHERE age % 2 = 0 AND age > 80 ORDER BY id DESC LIMIT 5 OFFSET 3",
                "SELECT DISTINCT age FROM test.users WHERE age IS NOT NULL ORDER BY age",
                "SELECT city FROM test.users WHERE id < 10 UNION SELECT code FROM test.cities WHERE people < 3000",
                "SELECT count(*) FROM test.users u ANTI JOIN test.cities c ON u.city = c.code",
                "SELECT u.id, c.code FROM test.users u POSITIONAL JOIN (SELECT 'x' AS code) c WHERE u.id = 99999",
                "FROM test.cities SELECT upper(code) WHERE people = 2000",
                "SELECT test.users.id FROM test.users WHERE test.users.age = 89 AND users.id < 200",
                "SELECT \"aerospike\".\"test\".\"users\".\"id\" FROM \"aerospike\".\"test\".\"users\" WHERE \"ID\" = 7",
                "SELECT u.id FROM test.users u(k, a) WHERE a = 5 AND u.id < 400",
                "SELECT 1 + 1",
                "SELECT list(id ORDER BY id)::VARCHAR, count(u) FROM test.users u WHERE id < 4",
                "SELECT age, city, count(*) FROM test.users WHERE age < 3 GROUP BY ROLLUP (age, city)",
                "SELECT CASE WHEN score > 500 THEN 'high' ELSE 'low' END AS band, count(*) FROM test.users GROUP BY"
                        + " ALL",
            })
    void answersAsDuckDbDoes(String sql) throws Exception {
        assertThat(SqlRows.of(client, sql)).containsExactlyInAnyOrderElementsOf(SqlRows.of(duckdb, sql));
    }

    @Test
    void looksUpKeys() throws Exception {
        String one = "SELECT name FROM test.cities c JOIN test.users u ON u.city = c.code WHERE u.id = 3";
        assertThat(SqlRows.of(client, one)).containsExactly("user-3");
        assertThat(plan("SELECT id FROM test.users WHERE age = 5 LIMIT 3")).contains("no engine");
        assertThat(SqlRows.of(client, "SELECT id FROM test.users WHERE age = 5 LIMIT 3"))
                .hasSize(3);
        assertThat(SqlRows.of(client, "SELECT id FROM test.users LIMIT 100000")).hasSize(FlightFixture.USERS);
    }

    @Test
    void dividesFastReadsIntoEndpoints() throws Exception {
        FlightInfo info = client.execute("SELECT id FROM test.users");
        assertThat(info.getEndpoints()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(client.execute("SELECT count(*) FROM test.users").getEndpoints())
                .hasSize(1);
        assertThat(SqlRows.of(client, info)).hasSize(FlightFixture.USERS).doesNotHaveDuplicates();
    }

    @Test
    void pushesConditionsAndColumnsDown() throws Exception {
        String plan = plan("SELECT u.city, max(c.people) FROM test.users u JOIN test.cities c ON u.city = c.code"
                + " WHERE u.age > 10 AND u.score + 1 > 2 AND c.people < 7 GROUP BY 1");
        assertThat(plan)
                .contains("input 1: test.users: scan; columns [age, city, score]")
                .contains("input 2: test.cities: scan; columns [code, people]")
                .contains("GREATER")
                .contains("DuckDB tests the conditions again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('http://127.0.0.1/x')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM users",
                "SELECT * FROM other.users",
                "SELECT * FROM test.nosuchset",
                "SELECT nosuchcolumn FROM test.users",
                "SELECT * FROM information_schema.tables",
                "SELEC 1",
                "SELECT 1; SELECT 2",
                "COPY (SELECT 1) TO '/tmp/x'",
                "ATTACH '/tmp/x.db'",
                "SET enable_external_access = true",
                "INSTALL httpfs",
                "LOAD httpfs",
                "CREATE TABLE test.x AS SELECT 1",
                "UPDATE test.users SET __ttl = 1",
                "DROP TABLE test.users",
                "PRAGMA database_list",
                "EXPORT DATABASE '/tmp/x'",
                "",
                "SELECT * FROM test.users WHERE id IN (SELECT unnest(content) FROM read_text('/etc/passwd'))",
                "SELECT * FROM query('SELECT * FROM test.users')",
                "SELECT * FROM test.users AT (VERSION => 1)",
                "CALL pragma_version()",
                "INSERT INTO test.users (id) VALUES (1)",
                "DELETE FROM users",
                "BEGIN TRANSACTION",
            })
    void refusesWhatItDoesNotDo(String sql) {
        assertThatThrownBy(() -> SqlRows.of(client, sql))
                .isInstanceOfSatisfying(
                        FlightRuntimeException.class,
                        e -> assertThat(e.status().code())
                                .isIn(
                                        FlightStatusCode.INVALID_ARGUMENT,
                                        FlightStatusCode.NOT_FOUND,
                                        FlightStatusCode.UNAUTHORIZED,
                                        FlightStatusCode.UNIMPLEMENTED));
    }
}
