package io.aeroarrow.spark.internal.procedure;

import io.aeroarrow.spark.internal.procedure.TableProcedure.Parameter;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The procedures of a catalog, as the interfaces of Spark 4. */
final class CatalogProcedures {

    private static final String CONNECTOR = "org.apache.spark.sql.connector.catalog.";
    private static final String PROCEDURES = CONNECTOR + "procedures.";
    private static final String[] NAMESPACE = {"system"};

    private final CatalogPlugin catalog;
    private final Map<String, String> options;

    CatalogProcedures(CatalogPlugin catalog, Map<String, String> options) {
        this.catalog = catalog;
        this.options = options;
    }

    /**
     * Returns the plan of a procedure.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    LogicalPlan resolved(String name) {
        TableProcedure procedure = TableProcedure.named(name)
                .orElseThrow(() -> new IllegalArgumentException("catalog '" + catalog.name() + "' has no procedure '"
                        + name + "'; its procedures are " + TableProcedure.names()));
        Object owner =
                SparkFour.proxy(CONNECTOR + "ProcedureCatalog", (self, method, arguments) -> switch (method.getName()) {
                    case "loadProcedure" -> unbound(procedure);
                    case "listProcedures" -> list();
                    default -> own(self, method.getName(), arguments, catalog.name());
                });
        return (LogicalPlan) SparkFour.create(
                "org.apache.spark.sql.catalyst.analysis.ResolvedProcedure",
                owner,
                Identifier.of(NAMESPACE, procedure.sqlName()),
                unbound(procedure));
    }

    private static Identifier[] list() {
        return Arrays.stream(TableProcedure.values())
                .map(procedure -> Identifier.of(NAMESPACE, procedure.sqlName()))
                .toArray(Identifier[]::new);
    }

    private Object unbound(TableProcedure procedure) {
        return SparkFour.proxy(PROCEDURES + "UnboundProcedure", (self, method, arguments) -> switch (method.getName()) {
            case "bind" -> bound(procedure);
            default -> own(self, method.getName(), arguments, procedure.sqlName());
        });
    }

    private Object bound(TableProcedure procedure) {
        return SparkFour.proxy(PROCEDURES + "BoundProcedure", (self, method, arguments) -> switch (method.getName()) {
            case "parameters" -> parameters(procedure);
            case "isDeterministic" -> false;
            case "call" ->
                List.<Scan>of(call(procedure, (InternalRow) arguments[0])).iterator();
            default -> own(self, method.getName(), arguments, procedure.sqlName());
        });
    }

    /** The methods of each object, and its name. */
    private static @Nullable Object own(Object self, String method, Object @Nullable [] arguments, String name) {
        return switch (method) {
            case "name", "toString" -> name;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && self == arguments[0];
            case "initialize" -> null;
            default -> throw new UnsupportedOperationException("procedure " + name + " has no method " + method);
        };
    }

    private static Object parameters(TableProcedure procedure) {
        Class<?> type = SparkFour.type(PROCEDURES + "ProcedureParameter");
        List<Parameter> parameters = procedure.parameters();
        Object array = java.lang.reflect.Array.newInstance(type, parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            java.lang.reflect.Array.set(array, i, parameter(type, parameters.get(i)));
        }
        return array;
    }

    private static Object parameter(Class<?> type, Parameter parameter) {
        Object builder = SparkFour.call(
                SparkFour.required(type, "in", String.class, DataType.class), null, parameter.name(), parameter.type());
        Class<?> builderType = SparkFour.type(PROCEDURES + "ProcedureParameter$Builder");
        SparkFour.call(SparkFour.required(builderType, "comment", String.class), builder, parameter.comment());
        if (parameter.defaultSql() != null) {
            SparkFour.call(
                    SparkFour.required(builderType, "defaultValue", String.class), builder, parameter.defaultSql());
        }
        return SparkFour.call(SparkFour.required(builderType, "build"), builder);
    }

    private Scan call(TableProcedure procedure, InternalRow row) {
        Map<String, Object> arguments = new HashMap<>();
        for (int i = 0; i < procedure.parameters().size(); i++) {
            Parameter parameter = procedure.parameters().get(i);
            arguments.put(parameter.name(), external(row.get(i, parameter.type()), parameter.type()));
        }
        Object[] values = DriverErrors.oneLine(() -> procedure.run(new Arguments(procedure, options, arguments)));
        Object[] internal = Arrays.stream(values)
                .map(value -> value instanceof String text ? UTF8String.fromString(text) : value)
                .toArray();
        return new Result(procedure.result(), new GenericInternalRow(internal));
    }

    private static @Nullable Object external(@Nullable Object value, DataType type) {
        if (value instanceof UTF8String text) {
            return text.toString();
        } else if (value instanceof MapData map) {
            Map<Object, @Nullable Object> texts = new HashMap<>();
            for (int i = 0; i < map.numElements(); i++) {
                Object text = map.valueArray().isNullAt(i)
                        ? null
                        : map.valueArray().getUTF8String(i).toString();
                texts.put(map.keyArray().getUTF8String(i).toString(), text);
            }
            return texts;
        }
        return value instanceof Long micros && type.equals(DataTypes.TimestampType)
                ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS)
                : value;
    }

    /** The one row of a result. */
    private record Result(StructType readSchema, InternalRow row) implements LocalScan {
        @Override
        public InternalRow[] rows() {
            return new InternalRow[] {row};
        }
    }
}
