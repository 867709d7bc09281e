package io.aeroarrow.flight.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.flight.config.StatementLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnginePoolTest {

    private final EnginePool pool = new EnginePool(StatementLimits.DEFAULT, Optional.empty());

    @AfterEach
    void close() {
        pool.close();
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void usesADatabaseAgainWhenItsStatementHasEnded() throws SQLException {
        for (int i = 0; i < 3; i++) {
            DuckDBConnection database = pool.take();
            pool.giveBack(database, true);
        }
        assertThat(pool.opened()).isEqualTo(1);
        DuckDBConnection left = pool.take();
        pool.giveBack(left, false);
        assertThat(left.isClosed()).isTrue();
        DuckDBConnection other = pool.take();
        assertThat(pool.opened()).isEqualTo(2);
        pool.giveBack(other, true);
    }

    @Test
    void givesEachStatementADatabaseOfItsOwnAndKeepsFew() throws SQLException {
        List<DuckDBConnection> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taken.add(pool.take());
        }
        assertThat(taken).doesNotHaveDuplicates();
        for (DuckDBConnection database : taken) {
            pool.giveBack(database, true);
        }
        assertThat(taken.stream().filter(EnginePoolTest::isOpen)).hasSize(4);
        pool.close();
        assertThat(taken.stream().filter(EnginePoolTest::isOpen)).isEmpty();
    }

    private static boolean isOpen(DuckDBConnection database) {
        try {
            return !database.isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next statement may be another user's. */
    @Test
    void keepsNothingOfAStatement() throws SQLException {
        DuckDBConnection database = pool.take();
        try (Connection first = database.duplicate();
                Statement create = first.createStatement()) {
            create.execute("CREATE TEMP TABLE t AS SELECT 1 AS a");
            create.execute("CREATE TEMP VIEW v AS SELECT 2 AS a");
        }
        try (Connection second = database.duplicate()) {
            assertThatThrownBy(() -> value(second, "SELECT a FROM t")).hasMessageContaining("does not exist");
            assertThatThrownBy(() -> value(second, "SELECT a FROM v")).hasMessageContaining("does not exist");
        }
        pool.giveBack(database, true);
    }

    @Test
    void locksTheSettingsOfEveryConnection() throws SQLException {
        DuckDBConnection database = pool.take();
        for (int i = 0; i < 2; i++) {
            try (Connection connection = database.duplicate();
                    Statement set = connection.createStatement()) {
                assertThat(value(connection, "SELECT current_setting('TimeZone')"))
                        .isEqualTo("UTC");
                assertThatThrownBy(() -> set.execute("SET threads = 9")).hasMessageContaining("locked");
                assertThatThrownBy(() -> value(connection, "SELECT content FROM read_text('/etc/hostname')"))
                        .hasMessageContaining("disabled by configuration");
            }
        }
        pool.giveBack(database, true);
    }
}
