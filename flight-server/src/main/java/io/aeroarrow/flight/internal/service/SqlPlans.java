package io.aeroarrow.flight.internal.service;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.catalog.SetCatalog;
import io.aeroarrow.flight.internal.engine.EnginePlan;
import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.sql.SqlPlanner;
import io.aeroarrow.flight.internal.sql.SqlPlanner.Planned;
import io.aeroarrow.flight.internal.sql.WriteStatement;
import io.aeroarrow.flight.internal.stream.OneBatchPlan;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.policy.ExistsAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Plans statements of all kinds: SELECT, EXPLAIN, INSERT, UPDATE and DELETE. */
final class SqlPlans {

    private static final Pattern EXPLAIN =
            Pattern.compile("\\s*EXPLAIN\\s+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Schema COUNT =
            new Schema(List.of(Field.nullable("Count", new ArrowType.Int(Long.SIZE, true))));
    private static final Schema STEPS = new Schema(List.of(
            Field.nullable("explain_key", new ArrowType.Utf8()),
            Field.nullable("explain_value", new ArrowType.Utf8())));

    private final ServerContext server;
    private final SqlPlanner planner;

    /** Who runs a statement, and where its memory comes from. */
    record Scope(ClientLease lease, BufferAllocator allocator, RunningStatement statement) {}

    SqlPlans(ServerContext server) {
        this.server = server;
        this.planner = new SqlPlanner(server.parser());
    }

    /** Plans a statement. A statement that writes does so when its rows are read. */
    StreamPlan plan(String sql, List<@Nullable Object> parameters, Scope scope) {
        Optional<WriteStatement> write = write(sql, scope.lease());
        if (write.isPresent()) {
            scope.lease().rights().requireWrite(write.get().namespace());
            return new OneBatchPlan(scope.allocator(), COUNT, root -> {
                ((BigIntVector) root.getVector(0)).setSafe(0, execute(write.get(), parameters, scope));
                root.setRowCount(1);
            });
        }
        Matcher explain = EXPLAIN.matcher(sql);
        if (explain.matches()) {
            List<String[]> steps = explain(explain.group(1), parameters, scope);
            return new OneBatchPlan(scope.allocator(), STEPS, root -> fill(root, steps));
        }
        Planned planned = planner.plan(sql, parameters, scope.lease(), scope.allocator(), false);
        return planned.direct().orElseGet(() -> engine(planned, parameters, scope));
    }

    static boolean isExplain(String sql) {
        return EXPLAIN.matcher(sql).matches();
    }

    /** Plans a SELECT statement for the engine, which finds the types of its parameters. */
    EnginePlan planForEngine(String sql, Scope scope) {
        Planned planned = planner.plan(sql, List.of(), scope.lease(), scope.allocator(), true);
        return engine(planned, List.of(), scope);
    }

    private EnginePlan engine(Planned planned, List<@Nullable Object> parameters, Scope scope) {
        return new EnginePlan(planned, parameters, scope.allocator(), scope.statement(), server.engines());
    }

    private List<String[]> explain(String sql, List<@Nullable Object> parameters, Scope scope) {
        Planned planned = planner.plan(sql, parameters, scope.lease(), scope.allocator(), false);
        List<String[]> steps = new ArrayList<>();
        planned.reads().forEach(read -> steps.add(new String[] {"aerospike", read}));
        if (planned.direct().isEmpty()) {
            steps.add(new String[] {
                "physical_plan", engine(planned, parameters, scope).explain()
            });
        }
        return steps;
    }

    private static void fill(VectorSchemaRoot root, List<String[]> steps) {
        for (int row = 0; row < steps.size(); row++) {
            for (int column = 0; column < 2; column++) {
                ((VarCharVector) root.getVector(column))
                        .setSafe(row, steps.get(row)[column].getBytes(StandardCharsets.UTF_8));
            }
        }
        root.setRowCount(steps.size());
    }

    /** Runs a statement that writes, and returns the number of records that it has written or deleted. */
    long execute(WriteStatement write, List<@Nullable Object> parameters, Scope scope) {
        Planned planned = planner.plan(write.query(), parameters, scope.lease(), scope.allocator(), false);
        StreamPlan rows = planned.direct().orElseGet(() -> engine(planned, parameters, scope));
        try (ArrowReader reader = rows.open(Optional.empty());
                ArrowReader renamed = new RenamedReader(scope.allocator(), reader, write.columns())) {
            return run(write, scope.lease(), renamed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long run(WriteStatement write, ClientLease lease, ArrowReader rows) throws IOException {
        WriteResult result = write(write, lease).run(rows);
        return result.orThrow().written();
    }

    /** Returns a statement that writes, or empty for others. */
    static Optional<WriteStatement> write(String sql, ClientLease lease) {
        return WriteStatement.of(sql, (namespace, set) -> {
            lease.rights().requireWrite(namespace);
            return SetCatalog.columns(lease, namespace, set);
        });
    }

    /** Returns how the rows of a statement are written. */
    static Write write(WriteStatement statement, ClientLease lease) {
        lease.rights().requireWrite(statement.namespace());
        Write write = lease.aero().write(statement.namespace(), statement.set());
        return switch (statement.kind()) {
            case INSERT -> upsert(write).existsAction(ExistsAction.CREATE_ONLY);
            case REPLACE -> upsert(write).existsAction(ExistsAction.REPLACE);
            case UPDATE ->
                write.digestColumn(MetadataColumn.DIGEST.columnName())
                        .generationColumn(MetadataColumn.GENERATION.columnName())
                        .existsAction(ExistsAction.UPDATE_ONLY)
                        .nulls(NullBins.DELETE)
                        .skipping(Set.of(ResultCode.NOT_FOUND));
            case DELETE ->
                write.digestColumn(MetadataColumn.DIGEST.columnName()).deletes().skipping(Set.of(ResultCode.NOT_FOUND));
        };
    }

    private static Write upsert(Write write) {
        return write.keyColumn(MetadataColumn.KEY.columnName()).sendKey(true).decimals(DecimalStorage.DOUBLE);
    }
}
