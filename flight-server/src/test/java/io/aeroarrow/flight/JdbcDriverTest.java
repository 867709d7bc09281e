package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The JDBC driver of Flight SQL, which desktop tools such as DBeaver use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcDriverTest {

    private FlightFixture flight;
    private Connection connection;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
        connection = DriverManager.getConnection(
                "jdbc:arrow-flight-sql://127.0.0.1:" + flight.server.port() + "/?useEncryption=false");
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        flight.close();
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(name));
            }
        }
        return values;
    }

    @Test
    void readsJoinsAndFastReads() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet joined =
                    statement.executeQuery("SELECT c.code, sum(u.score) AS s FROM test.users u JOIN test.cities c"
                            + " ON u.city = c.code WHERE c.people < 2000 GROUP BY c.code ORDER BY c.code");
            assertThat(column(joined, "code")).containsExactly("c0", "c1");
        }
        try (Statement statement = connection.createStatement()) {
            assertThat(column(statement.executeQuery("SELECT name FROM test.users WHERE id < 3"), "name"))
                    .containsExactlyInAnyOrder("user-0", "user-1", "user-2");
        }
    }

    @Test
    void bindsParameters() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) AS n FROM test.users WHERE age = ? AND name LIKE ?")) {
            statement.setLong(1, 5);
            statement.setString(2, "user-%");
            assertThat(column(statement.executeQuery(), "n")).containsExactly("56");
        }
    }

    @Test
    void writes() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO test.j (__key, a) VALUES ('k', 1), ('l', 2)"))
                    .isEqualTo(2);
            assertThat(column(statement.executeQuery("SELECT a FROM test.j ORDER BY a"), "a"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void browsesTheCatalog() throws SQLException {
        assertThat(column(connection.getMetaData().getSchemas(), "TABLE_SCHEM")).contains("test");
        assertThat(column(connection.getMetaData().getTables(null, "test", "%", null), "TABLE_NAME"))
                .contains("users", "cities");
        assertThat(column(connection.getMetaData().getColumns(null, "test", "users", "%"), "COLUMN_NAME"))
                .contains("__key", "age", "city", "id", "name", "score");
        assertThat(column(connection.getMetaData().getPrimaryKeys(null, "test", "users"), "COLUMN_NAME"))
                .containsExactly("__key");
        assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("AeroArrow");
    }

    @Test
    void saysWhatIsWrong() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT nosuch FROM test.users"))
                    .hasStackTraceContaining("nosuch");
        }
    }
}
