package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.config.StatementLimits;
import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A database of DuckDB for one statement, whose tables are reads of sets. Used by one thread. */
final class EngineStatement implements AutoCloseable {

    private static final Pattern SCAN = Pattern.compile("\"ARROW_SCAN_DUMB *\"");

    private final DuckDBConnection database;
    private final BufferAllocator allocator;
    private final RunningStatement statement;
    private final List<EngineInput> inputs = new ArrayList<>();
    private final List<ArrowArrayStream> streams = new ArrayList<>();

    EngineStatement(
            BufferAllocator allocator,
            RunningStatement statement,
            StatementLimits limits,
            Optional<Path> spillDirectory) {
        this.allocator = allocator;
        this.statement = statement;
        try {
            database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings(limits, spillDirectory));
        } catch (SQLException e) {
            throw EngineFailures.of(e, List.of());
        }
    }

    /** No statement reaches files or the network, or changes these settings. */
    private static Properties settings(StatementLimits limits, Optional<Path> spillDirectory) {
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
        return settings;
    }

    /** Adds tables, and locks the settings. */
    void register(Map<String, StreamPlan> plans, boolean empty) {
        try (Statement set = database.createStatement()) {
            set.execute("SET TimeZone = 'UTC'");
            set.execute("SET lock_configuration = true");
        } catch (SQLException e) {
            throw EngineFailures.of(e, List.of());
        }
        plans.forEach((name, plan) -> {
            EngineInput input = new EngineInput(allocator, plan, statement, empty);
            ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
            streams.add(stream);
            inputs.add(input);
            Data.exportArrayStream(allocator, input, stream);
            database.registerArrowStream(name, stream);
            statement.onCancel(input::cancel);
        });
    }

    /** Returns a statement with its parameters. The caller closes it. */
    PreparedStatement prepare(String sql, List<@Nullable Object> parameters) throws SQLException {
        PreparedStatement prepared = database.prepareStatement(sql);
        try {
            int wanted = prepared.getParameterMetaData().getParameterCount();
            for (int i = 0; i < wanted; i++) {
                prepared.setObject(i + 1, i < parameters.size() ? parameters.get(i) : null);
            }
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
        return prepared;
    }

    /** Returns the plan of a statement. */
    String explain(String sql, List<@Nullable Object> parameters, String format) throws SQLException {
        try (PreparedStatement prepared = prepare("EXPLAIN " + format + sql, parameters);
                ResultSet rows = prepared.executeQuery()) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(2)).append('\n');
            }
            return plan.toString();
        }
    }

    /** Returns whether a statement reads a table twice. A stream of a set has its rows only once. */
    boolean readsTwice(String sql, List<@Nullable Object> parameters) throws SQLException {
        Matcher scans = SCAN.matcher(explain(sql, parameters, "(FORMAT json) "));
        int count = 0;
        while (scans.find()) {
            count++;
        }
        return count > inputs.size();
    }

    /** Copies the tables into the engine's memory, so that they can be read several times. */
    String copyInputs(String sql, Iterable<String> names) throws SQLException {
        String copied = sql;
        for (String name : names) {
            try (Statement copy = database.createStatement()) {
                statement.onCancel(() -> cancel(copy));
                copy.execute("CREATE TABLE memory.main." + name + "_rows AS SELECT * FROM " + name);
            }
            copied = copied.replaceAll("\\b" + name + "\\b", name + "_rows");
        }
        return copied;
    }

    /** Ends a statement that another thread runs. */
    static void cancel(Statement running) {
        try {
            running.cancel();
        } catch (SQLException e) {
            // It has ended already.
            return;
        }
    }

    List<EngineInput> inputs() {
        return inputs;
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw EngineFailures.of(e, inputs);
        } finally {
            for (ArrowArrayStream stream : streams) {
                // The engine has not read it.
                if (stream.snapshot().release != 0) {
                    stream.release();
                }
                stream.close();
            }
        }
    }
}
