package io.aeroarrow.spark.internal.procedure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The procedures. */
public enum TableProcedure {
    WAIT_FOR_INDEX(
            "Waits until the servers have built a secondary index.",
            List.of(
                    Parameter.table(),
                    Parameter.required("index", DataTypes.StringType, "the name of the index"),
                    Parameter.optional("timeout_seconds", DataTypes.IntegerType, "the maximum time to wait", "600")),
            new StructType().add("index", DataTypes.StringType).add("entries", DataTypes.LongType),
            TableActions::waitForIndex),
    SET_SCHEMA(
            "Stores the columns of a table, in the set that the option schemaSet names.",
            List.of(
                    Parameter.table(),
                    Parameter.required(
                            "columns", DataTypes.StringType, "the columns as DDL, such as 'id BIGINT, day DATE'"),
                    Parameter.optional(
                            "replace", DataTypes.BooleanType, "whether to replace a stored schema", "false")),
            new StructType().add("columns", DataTypes.StringType),
            TableActions::setSchema),
    DELETE_WHERE(
            "Deletes the records that meet a condition, on the servers and without reading them.",
            List.of(Parameter.table(), Parameter.condition()),
            new StructType().add("job", DataTypes.StringType).add("elapsed_ms", DataTypes.LongType),
            BackgroundActions::delete),
    UPDATE_WHERE(
            "Sets bins of the records that meet a condition, on the servers and without reading them.",
            List.of(
                    Parameter.table(),
                    Parameter.required(
                            "values",
                            DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
                            "the new values by column, as text; null deletes the bin"),
                    Parameter.condition()),
            new StructType().add("job", DataTypes.StringType).add("elapsed_ms", DataTypes.LongType),
            BackgroundActions::update),
    TRUNCATE(
            "Deletes all records of a table, or those that were last changed before a time.",
            List.of(
                    Parameter.table(),
                    Parameter.optional("before", DataTypes.TimestampType, "the time; null for all records", "NULL")),
            new StructType().add("records_left", DataTypes.LongType),
            TableActions::truncate);

    /**
     * A parameter.
     *
     * @param defaultSql the default as a SQL literal; null if an argument is required
     */
    public record Parameter(
            String name,
            DataType type,
            String comment,
            @Nullable String defaultSql) {

        static Parameter required(String name, DataType type, String comment) {
            return new Parameter(name, type, comment, null);
        }

        static Parameter optional(String name, DataType type, String comment, String defaultSql) {
            return new Parameter(name, type, comment, defaultSql);
        }

        private static Parameter table() {
            return required("table", DataTypes.StringType, "the table, such as 'test.users'");
        }

        private static Parameter condition() {
            return required(
                    "condition", DataTypes.StringType, "a condition as in WHERE; the servers must test all of it");
        }
    }

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final List<Parameter> parameters;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes its array
    private final StructType result;

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final Function<Arguments, Object[]> action;

    TableProcedure(
            String description, List<Parameter> parameters, StructType result, Function<Arguments, Object[]> action) {
        this.description = description;
        this.parameters = parameters;
        this.result = result;
        this.action = action;
    }

    /** Returns the procedure of a name; empty if there is none. */
    public static Optional<TableProcedure> named(String name) {
        return Arrays.stream(values())
                .filter(procedure -> procedure.sqlName().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns the names of all procedures, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(TableProcedure::sqlName).collect(Collectors.joining(", "));
    }

    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String description() {
        return description;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the columns of the result, which has one row. */
    public StructType result() {
        return result;
    }

    /** Runs the procedure. Returns the values of the result: strings and longs. */
    public Object[] run(Arguments arguments) {
        return action.apply(arguments);
    }
}
