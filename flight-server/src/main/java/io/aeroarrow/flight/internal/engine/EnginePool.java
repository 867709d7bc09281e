package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.config.StatementLimits;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Databases of DuckDB. To open one takes 10 ms and more, mostly for its threads; a connection to an open one takes less
 * than 1 ms. One statement uses a database at a time, so the limits of memory and threads are those of a statement. What a
 * statement creates is temporary, so it ends with the statement's connection. Thread-safe.
 */
public final class EnginePool implements AutoCloseable {

    /** Idle databases that are kept. Each has threads that sleep. */
    private static final int MAX_IDLE = 4;

    private final StatementLimits limits;
    private final Optional<Path> spillDirectory;
    private final Deque<DuckDBConnection> idle = new ArrayDeque<>();
    private boolean closed;
    private long opened;

    public EnginePool(StatementLimits limits, Optional<Path> spillDirectory) {
        this.limits = limits;
        this.spillDirectory = spillDirectory;
    }

    /** Returns a database that nobody else uses. */
    DuckDBConnection take() throws SQLException {
        synchronized (this) {
            DuckDBConnection kept = idle.pollFirst();
            if (kept != null) {
                return kept;
            }
            opened++;
        }
        return open();
    }

    /** Gives a database back. One whose statement failed or was left early is closed. */
    void giveBack(DuckDBConnection database, boolean reusable) throws SQLException {
        synchronized (this) {
            if (reusable && !closed && idle.size() < MAX_IDLE) {
                idle.addFirst(database);
                return;
            }
        }
        database.close();
    }

    /** Returns the number of databases that were opened. */
    public synchronized long opened() {
        return opened;
    }

    /** No statement reaches files or the network, or changes these settings. */
    private DuckDBConnection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(
                "temp_directory", spillDirectory.map(Path::toString).orElse(""));
        settings.setProperty("memory_limit", limits.engineMemory() / 1_000 + "KB");
        settings.setProperty("threads", String.valueOf(limits.engineThreads()));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("enable_external_access", "false");
        DuckDBConnection database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
        try (Statement set = database.createStatement()) {
            set.execute("SET GLOBAL TimeZone = 'UTC'");
            set.execute("SET lock_configuration = true");
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Closes the idle databases; statements that still run close theirs. */
    @Override
    public void close() {
        while (true) {
            @Nullable DuckDBConnection next;
            synchronized (this) {
                closed = true;
                next = idle.pollFirst();
            }
            if (next == null) {
                return;
            }
            try {
                next.close();
            } catch (SQLException e) {
                throw EngineFailures.of(e, List.of());
            }
        }
    }
}
