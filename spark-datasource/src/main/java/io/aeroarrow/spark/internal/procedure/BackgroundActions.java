package io.aeroarrow.spark.internal.procedure;

import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.plan.AerospikeScan;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** Deletes and updates that the servers run by themselves. */
final class BackgroundActions {

    /** A background job ends or fails by itself. */
    private static final Duration NO_TIMEOUT = Duration.ofDays(365);

    private BackgroundActions() {}

    static Object[] delete(Arguments arguments) {
        SourceOptions table = arguments.set();
        Optional<Filter> filter = filter(arguments, read(arguments));
        return filter.isEmpty()
                ? new Object[] {"", 0L}
                : run(
                        arguments,
                        BackgroundRequest.delete(table.namespace(), table.set()).withFilter(filter.get()));
    }

    static Object[] update(Arguments arguments) {
        SourceOptions table = arguments.set();
        Dataset<Row> rows = read(arguments);
        List<Operation> operations = new ArrayList<>();
        arguments.map("values").forEach((name, value) -> operations.add(write(arguments, rows, name, value)));
        Optional<Filter> filter = filter(arguments, rows);
        return filter.isEmpty()
                ? new Object[] {"", 0L}
                : run(
                        arguments,
                        BackgroundRequest.of(table.namespace(), table.set(), operations)
                                .withFilter(filter.get()));
    }

    private static Object[] run(Arguments arguments, BackgroundRequest request) {
        long start = System.nanoTime();
        return arguments.withClient(client -> {
            BackgroundJob job = client.startBackground(request);
            job.await(NO_TIMEOUT);
            return new Object[] {
                job.id(), Duration.ofNanos(System.nanoTime() - start).toMillis()
            };
        });
    }

    private static Dataset<Row> read(Arguments arguments) {
        return SparkSession.active()
                .read()
                .format("aerospike")
                .options(arguments.tableOptions())
                .load();
    }

    /** Returns the filter of a condition, as Spark pushes it down; empty if no record meets it. */
    private static Optional<Filter> filter(Arguments arguments, Dataset<Row> rows) {
        String condition = arguments.text("condition");
        LogicalPlan plan = rows.where(condition).queryExecution().optimizedPlan();
        if (plan.maxRows().isDefined() && Long.valueOf(0).equals(plan.maxRows().get())) {
            return Optional.empty();
        }
        LogicalPlan read = plan instanceof Project project ? project.child() : plan;
        if (!(read instanceof DataSourceV2ScanRelation relation)
                || !(relation.scan() instanceof AerospikeScan scan)
                || !scan.isExact()) {
            throw arguments.invalid(
                    "condition",
                    "is '" + condition
                            + "', which the servers cannot test alone; use DELETE or UPDATE, which read records");
        }
        if (scan.selectsNothing()) {
            return Optional.empty();
        }
        return Optional.of(scan.serverFilter()
                .orElseThrow(() -> arguments.invalid(
                        "condition", "is '" + condition + "', which all records meet; use truncate or UPDATE")));
    }

    private static Operation write(Arguments arguments, Dataset<Row> rows, Object name, Object value) {
        StructField column = Arrays.stream(rows.schema().fields())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> arguments.invalid(
                        "values",
                        "names column '" + name + "'; the columns are "
                                + String.join(", ", rows.schema().fieldNames())));
        if (TableColumns.isDerived(column) || TableColumns.isMetadata(column.name())) {
            throw arguments.invalid("values", "names column '" + name + "', which is not a bin");
        }
        String bin = TableColumns.bin(column);
        try {
            return value == null
                    ? Operation.write(bin, Value.ofNull())
                    : Operation.write(bin, value(column.dataType(), value.toString()));
        } catch (NumberFormatException e) {
            throw invalidValue(arguments, column, value);
        }
    }

    private static IllegalArgumentException invalidValue(Arguments arguments, StructField column, Object value) {
        return arguments.invalid(
                "values",
                "has '" + value + "' for column '" + column.name() + "' of type "
                        + column.dataType().sql() + "; integers, floats, booleans and strings can be set");
    }

    private static Value value(DataType type, String text) {
        return switch (type.typeName()) {
            case "string" -> Value.of(text);
            case "byte" -> Value.of((long) Byte.parseByte(text));
            case "short" -> Value.of((long) Short.parseShort(text));
            case "integer" -> Value.of((long) Integer.parseInt(text));
            case "long" -> Value.of(Long.parseLong(text));
            case "float", "double" -> Value.of(Double.parseDouble(text));
            case "boolean" -> bool(text);
            default -> throw new NumberFormatException(text);
        };
    }

    private static Value bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new NumberFormatException(text);
        }
        return Value.of(Boolean.parseBoolean(text));
    }
}
