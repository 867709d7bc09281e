package io.aeroarrow.spark.internal.procedure;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The arguments of a procedure, and the options of its catalog. */
public final class Arguments {

    private final TableProcedure procedure;
    private final Map<String, String> options;
    private final Map<String, Object> given = new HashMap<>();

    /**
     * Checks the names of arguments.
     *
     * @param options of the connection, the namespace and the tables
     * @param given strings, numbers, booleans, instants and maps by name; a null is left out
     * @throws IllegalArgumentException if the procedure has no such parameter, or an argument is missing
     */
    public Arguments(TableProcedure procedure, Map<String, String> options, Map<String, ?> given) {
        this.procedure = procedure;
        this.options = new CaseInsensitiveStringMap(options);
        given.forEach((name, value) -> {
            if (procedure.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                throw new IllegalArgumentException("procedure " + procedure.sqlName() + " has no parameter '" + name
                        + "'; its parameters are " + names());
            }
            if (value != null) {
                this.given.put(name, value);
            }
        });
        for (TableProcedure.Parameter parameter : procedure.parameters()) {
            if (parameter.defaultSql() == null && !this.given.containsKey(parameter.name())) {
                throw invalid(parameter.name(), "is missing: " + parameter.comment());
            }
        }
    }

    private String names() {
        return String.join(
                ", ",
                procedure.parameters().stream()
                        .map(TableProcedure.Parameter::name)
                        .toList());
    }

    IllegalArgumentException invalid(String argument, String reason) {
        return new IllegalArgumentException(
                "procedure " + procedure.sqlName() + ": argument '" + argument + "' " + reason);
    }

    private <T> @Nullable T value(String name, Class<T> type) {
        Object value = given.get(name);
        if (value != null && !type.isInstance(value)) {
            throw invalid(
                    name, "is a " + value.getClass().getSimpleName() + "; it must be of type " + type.getSimpleName());
        }
        return type.cast(value);
    }

    String text(String name) {
        String value = value(name, String.class);
        if (value == null || value.isBlank()) {
            throw invalid(name, "is empty");
        }
        return value.strip();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(value(name, Boolean.class));
    }

    Duration seconds(String name, int otherwise) {
        Number number = value(name, Number.class);
        long seconds = number == null ? otherwise : number.longValue();
        if (seconds <= 0) {
            throw invalid(name, "is " + seconds + "; it must be at least 1");
        }
        return Duration.ofSeconds(seconds);
    }

    @Nullable
    Instant time(String name) {
        return value(name, Instant.class);
    }

    Map<?, ?> map(String name) {
        Map<?, ?> value = value(name, Map.class);
        if (value == null || value.isEmpty()) {
            throw invalid(name, "is empty");
        }
        return value;
    }

    /** Returns the options of the table. */
    Map<String, String> tableOptions() {
        String table = text("table");
        int dot = table.indexOf('.');
        Map<String, String> all = new HashMap<>(options);
        if (dot >= 0) {
            all.put("namespace", table.substring(0, dot));
        } else if (SourceOptions.defaultNamespace(options).isEmpty()) {
            throw invalid("table", "is '" + table + "'; name its namespace too, as in 'test." + table + "'");
        }
        all.put("set", table.substring(dot + 1));
        return all;
    }

    /** Returns the parsed options of the table, which is a set. */
    SourceOptions set() {
        SourceOptions table = SourceOptions.parse(tableOptions());
        if (!table.scope().isSet()) {
            throw invalid("table", "is '" + table.tableName() + "', which is not a set");
        }
        return table;
    }

    /** Runs an action with the client of the cluster. */
    <T> T withClient(Function<AeroArrowClient, T> action) {
        try (ClientCache.Hold hold = ClientCache.hold(SourceOptions.clientOf(options))) {
            return action.apply(hold.client());
        }
    }
}
