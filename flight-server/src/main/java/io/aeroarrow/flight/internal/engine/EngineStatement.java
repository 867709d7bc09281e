package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A connection to a database of DuckDB for one statement, whose tables are reads of sets. Used by one thread. */
final class EngineStatement implements AutoCloseable {

    private static final Pattern SCAN = Pattern.compile("\"ARROW_SCAN_DUMB *\"");

    private final EnginePool pool;
    private final DuckDBConnection database;
    private final DuckDBConnection connection;
    private final BufferAllocator allocator;
    private final RunningStatement statement;
    private final List<EngineInput> inputs = new ArrayList<>();
    private final List<ArrowArrayStream> streams = new ArrayList<>();
    private boolean ended;

    EngineStatement(BufferAllocator allocator, RunningStatement statement, EnginePool pool) {
        this.allocator = allocator;
        this.statement = statement;
        this.pool = pool;
        try {
            database = pool.take();
            connection = connect(pool, database);
        } catch (SQLException e) {
            throw EngineFailures.of(e, List.of());
        }
    }

    private static DuckDBConnection connect(EnginePool pool, DuckDBConnection database) throws SQLException {
        try {
            return database.duplicate();
        } catch (SQLException e) {
            pool.giveBack(database, false);
            throw e;
        }
    }

    /** Adds tables. */
    void register(Map<String, StreamPlan> plans, boolean empty) {
        plans.forEach((name, plan) -> {
            EngineInput input = new EngineInput(allocator, plan, statement, empty);
            ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
            streams.add(stream);
            inputs.add(input);
            Data.exportArrayStream(allocator, input, stream);
            connection.registerArrowStream(name, stream);
            statement.onCancel(input::cancel);
        });
    }

    /** Returns a statement with its parameters. The caller closes it. */
    PreparedStatement prepare(String sql, List<@Nullable Object> parameters) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(sql);
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
            try (Statement copy = connection.createStatement()) {
                statement.onCancel(() -> cancel(copy));
                copy.execute("CREATE TEMP TABLE " + name + "_rows AS SELECT * FROM " + name);
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

    /** Says that the statement has no work left, so that the next one may use its database. */
    void ended() {
        ended = true;
    }

    @Override
    public void close() {
        try {
            try {
                connection.close();
            } catch (SQLException e) {
                ended = false;
                throw e;
            } finally {
                pool.giveBack(database, ended);
            }
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
