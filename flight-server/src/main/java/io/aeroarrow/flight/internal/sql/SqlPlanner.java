package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.catalog.SetCatalog;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Plans SELECT statements: what is read from each set, and what remains for the engine. */
public final class SqlPlanner {

    /** More threads than this wait for the one that sends. */
    private static final int MAX_THREADS = 4;

    private final SqlParser parser;

    /**
     * A statement that is ready to run.
     *
     * @param direct the read that is the whole statement; empty if the engine is needed
     * @param sql the statement for the engine
     * @param inputs the tables of the engine
     * @param parameters the number of parameters
     * @param repeats whether the engine may read a table several times
     * @param reads how each table is read, for EXPLAIN
     */
    public record Planned(
            Optional<StreamPlan> direct,
            String sql,
            Map<String, StreamPlan> inputs,
            int parameters,
            boolean repeats,
            List<String> reads) {}

    public SqlPlanner(SqlParser parser) {
        this.parser = parser;
    }

    /**
     * Plans a statement for a caller.
     *
     * @param parameters the values of the parameters; a value of a type that is not pushed down stays with the engine
     * @param engineOnly whether the engine runs the statement even if it is not needed
     */
    public Planned plan(
            String sql,
            List<@Nullable Object> parameters,
            ClientLease lease,
            BufferAllocator allocator,
            boolean engineOnly) {
        StatementTree tree = StatementTree.of(parser.parse(sql));
        Map<TableReference, Schema> found = new HashMap<>();
        for (TableReference table : tree.tables()) {
            found.put(table, SetCatalog.columns(lease, table.namespace(), table.set()));
        }
        Function<TableReference, Schema> schemas = table -> Objects.requireNonNull(found.get(table));
        boolean lenient = lease.aero().options().onMismatch() == OnMismatch.FAIL;
        List<TableRead> reads = new ArrayList<>();
        for (TableReference table : tree.tables()) {
            List<@Nullable PushedCondition> conditions = new ArrayList<>();
            table.conditions()
                    .forEach(condition -> conditions.add(
                            new ConditionTranslator(table, condition, schemas, parameters, lenient).translate()));
            reads.add(TableRead.of(lease.aero(), table, conditions));
        }
        if (reads.size() == 1 && !engineOnly) {
            Optional<Planned> direct = direct(tree, reads.get(0), schemas, lease, allocator);
            if (direct.isPresent()) {
                return direct.get();
            }
        }
        return forEngine(tree, reads, schemas, lease, allocator);
    }

    private static Optional<Planned> direct(
            StatementTree tree,
            TableRead read,
            Function<TableReference, Schema> schemas,
            ClientLease lease,
            BufferAllocator allocator) {
        Optional<FastPath> path = FastPath.of(tree, read.table(), schemas.apply(read.table()));
        if (path.isEmpty()
                || !read.exact()
                || (read.keys().isPresent() && path.get().limit() > 0)) {
            return Optional.empty();
        }
        Schema schema = path.get().schema();
        StreamPlan plan =
                read.plan(lease.aero(), allocator, schema, 1, path.get().limit());
        return Optional.of(
                new Planned(Optional.of(plan), "", Map.of(), 0, false, List.of("no engine: " + read.describe(schema))));
    }

    private Planned forEngine(
            StatementTree tree,
            List<TableRead> reads,
            Function<TableReference, Schema> schemas,
            ClientLease lease,
            BufferAllocator allocator) {
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        // A name that no statement contains.
        String prefix = "aerospike_" + UUID.randomUUID().toString().replace("-", "") + "_";
        Map<String, StreamPlan> inputs = new LinkedHashMap<>();
        List<String> descriptions = new ArrayList<>();
        for (TableRead read : reads) {
            TableReference table = read.table();
            Schema schema = SqlColumns.needed(tree, table, schemas.apply(table));
            String name = prefix + inputs.size();
            inputs.put(name, read.plan(lease.aero(), allocator, schema, threads, 0));
            descriptions.add("input " + inputs.size() + ": " + read.describe(schema));
            table.rename(name);
        }
        ObjectNode root = tree.root();
        return new Planned(
                Optional.empty(), parser.print(root), inputs, tree.parameters(), tree.isRecursive(), descriptions);
    }
}
