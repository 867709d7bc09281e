package io.aeroarrow.spark;

import io.aeroarrow.spark.internal.procedure.Arguments;
import io.aeroarrow.spark.internal.procedure.TableProcedure;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The procedures of a catalog, for programs and for Spark 3.5, which has no {@code CALL}.
 *
 * <p>{@code AerospikeProcedures.of(options).call("truncate", Map.of("table", "test.users"))}
 */
public final class AerospikeProcedures {

    private final Map<String, String> options;

    private AerospikeProcedures(Map<String, String> options) {
        this.options = options;
    }

    /**
     * Returns the procedures of a cluster.
     *
     * @param options the options of a catalog, such as {@code host} and {@code schemaSet}
     */
    public static AerospikeProcedures of(Map<String, String> options) {
        return new AerospikeProcedures(Map.copyOf(options));
    }

    /**
     * Runs a procedure on the driver.
     *
     * @param procedure the name, such as {@code wait_for_index}
     * @param arguments strings, numbers, booleans, instants and maps of strings, by the names of the parameters
     * @return the columns of the result
     * @throws IllegalArgumentException if there is no such procedure, or an argument is missing or wrong
     */
    public Map<String, Object> call(String procedure, Map<String, ?> arguments) {
        TableProcedure known = TableProcedure.named(procedure)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no procedure '" + procedure + "'; the procedures are " + TableProcedure.names()));
        Object[] values = DriverErrors.oneLine(() -> known.run(new Arguments(known, options, arguments)));
        Map<String, Object> result = new LinkedHashMap<>();
        String[] columns = known.result().fieldNames();
        for (int i = 0; i < columns.length; i++) {
            result.put(columns[i], values[i]);
        }
        return result;
    }
}
