package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.sql.SqlPlanner.Planned;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.model.PartitionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the engine runs.
 *
 * @param parameters the values of the parameters; missing ones are null
 * @param pool has the databases that run it
 */
public record EnginePlan(
        Planned planned,
        List<@Nullable Object> parameters,
        BufferAllocator allocator,
        RunningStatement statement,
        EnginePool pool)
        implements StreamPlan {

    /** Runs the statement on empty tables, which finds the types of all columns. */
    @Override
    public Schema schema() {
        try (EngineReader none = start(true)) {
            Schema found = none.getVectorSchemaRoot().getSchema();
            none.keepDatabase();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Optional<PartitionSet>> parts(int wanted) {
        return List.of(Optional.empty());
    }

    @Override
    public ArrowReader open(Optional<PartitionSet> part) {
        return start(false);
    }

    /** Returns how DuckDB runs the statement. */
    public String explain() {
        try (EngineStatement engine = new EngineStatement(allocator, statement, pool)) {
            engine.register(planned.inputs(), true);
            String plan = engine.explain(planned.sql(), parameters, "");
            engine.ended();
            return plan;
        } catch (SQLException e) {
            throw EngineFailures.of(e, List.of());
        }
    }

    /** Returns the types of the parameters. */
    public Schema parameterSchema() {
        if (planned.parameters() == 0) {
            return new Schema(List.of());
        }
        try (EngineStatement engine = new EngineStatement(allocator, statement, pool)) {
            engine.register(planned.inputs(), true);
            try (PreparedStatement prepared = engine.prepare(planned.sql(), List.of())) {
                Schema types = ParameterValues.schema(prepared.getParameterMetaData());
                engine.ended();
                return types;
            }
        } catch (SQLException e) {
            throw EngineFailures.of(e, List.of());
        }
    }

    private EngineReader start(boolean empty) {
        EngineStatement engine = new EngineStatement(allocator, statement, pool);
        try {
            return start(engine, empty);
        } catch (SQLException | RuntimeException e) {
            try (engine) {
                throw EngineFailures.of(e, engine.inputs());
            }
        }
    }

    private EngineReader start(EngineStatement engine, boolean empty) throws SQLException {
        engine.register(planned.inputs(), empty);
        String sql = planned.sql();
        if (planned.repeats() || engine.readsTwice(sql, parameters)) {
            sql = engine.copyInputs(sql, planned.inputs().keySet());
        }
        PreparedStatement prepared = engine.prepare(sql, parameters);
        try {
            statement.onCancel(() -> EngineStatement.cancel(prepared));
            return EngineReader.start(allocator, engine, prepared);
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }
}
