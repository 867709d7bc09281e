package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PySpark shows an {@link IllegalArgumentException} as one line, so errors of load and save are of that type. */
class SparkErrorLinesTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static Map<String, String> options(String name, String value) {
        Map<String, String> options = new HashMap<>(CLUSTER.options("lines"));
        options.put("connectTimeout", "2000");
        options.put(name, value);
        return options;
    }

    private static void load(Map<String, String> options) {
        CLUSTER.spark().read().format("aerospike").options(options).load();
    }

    private static DataFrameWriter<Row> rows() {
        return CLUSTER.spark().range(2).toDF("id").write().format("aerospike").option("keyColumn", "id");
    }

    private static void save(Map<String, String> options) {
        rows().options(options).mode("append").save();
    }

    private static String line(ThrowingCallable action) {
        Throwable failure = catchThrowable(action);
        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        String message = failure.getMessage();
        assertThat(message).doesNotContain("\n").doesNotContain("\tat ");
        return message;
    }

    @Test
    void aHostThatIsNotReached() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Map<String, String> options = options("port", String.valueOf(closed));
        for (ThrowingCallable action : List.<ThrowingCallable>of(() -> load(options), () -> save(options))) {
            assertThat(line(action)).contains(":" + closed).containsOnlyOnce("refused");
        }
    }

    /** With a schema, the cluster is asked when the query is planned. */
    @Test
    void aHostThatIsNotReachedByAPlan() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Dataset<Row> rows = CLUSTER.spark()
                .read()
                .format("aerospike")
                .options(options("port", String.valueOf(closed)))
                .schema("id BIGINT")
                .load();
        assertThat(line(rows::count)).contains(":" + closed).containsOnlyOnce("refused");
        assertThat(line(rows::explain)).contains(":" + closed);
    }

    @Test
    void aNamespaceThatDoesNotExist() {
        Map<String, String> options = options("namespace", "nowhere");
        for (ThrowingCallable action : List.<ThrowingCallable>of(() -> load(options), () -> save(options))) {
            assertThat(line(action))
                    .isEqualTo("the cluster has no namespace 'nowhere'; its namespaces are [test]."
                            + " Change option 'namespace'.");
        }
    }

    @Test
    void aUserWhoMayNotLogIn() {
        ServerSecurity users =
                ServerSecurity.builder().user("u", "right", "read-write").build();
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().security(users).build())) {
            Map<String, String> options = options("port", String.valueOf(server.port()));
            options.put("user", "u");
            options.put("password", "wrong");
            for (ThrowingCallable action : List.<ThrowingCallable>of(() -> load(options), () -> save(options))) {
                assertThat(line(action)).contains("'u'");
            }
        }
    }

    @Test
    void aModeThatFindsRecordsAndRowsThatFail() {
        CLUSTER.putNumbered("lines", 1);
        assertThat(line(() -> rows().options(CLUSTER.options("lines")).save())).contains("'test.lines' holds records");
        assertThat(line(() -> rows().options(CLUSTER.options("lines"))
                        .option("existsAction", "CREATE_ONLY")
                        .mode("append")
                        .save()))
                .contains("rows were not written to test.lines", "(key 0)", "RECORD_EXISTS");
    }

    /** Errors of SQL commands and of planning are one line, too. */
    @Test
    void aUserWhoMayNot() {
        ServerSecurity users = ServerSecurity.builder()
                .user("writer", "w", "read-write", "sindex-admin")
                .user("reader", "r", "read")
                .user("nobody", "n")
                .build();
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().security(users).build())) {
            Map<String, String> options = options("port", String.valueOf(server.port()));
            options.put("user", "writer");
            options.put("password", "w");
            save(options);
            String catalog = "spark.sql.catalog.reader";
            CLUSTER.spark().conf().set(catalog, AerospikeCatalog.class.getName());
            options.forEach((name, value) -> CLUSTER.spark().conf().set(catalog + "." + name, value));
            CLUSTER.spark().conf().set(catalog + ".user", "reader");
            CLUSTER.spark().conf().set(catalog + ".password", "r");
            CLUSTER.spark().conf().set(catalog + ".dropTruncates", "true");
            for (String command : List.of(
                    "CREATE INDEX i ON TABLE reader.test.lines (id)",
                    "TRUNCATE TABLE reader.test.lines",
                    "DELETE FROM reader.test.lines",
                    "DELETE FROM reader.test.lines WHERE id = 1",
                    "DROP TABLE reader.test.lines")) {
                assertThat(line(() -> CLUSTER.spark().sql(command))).as(command).contains("ROLE_VIOLATION");
            }
            CLUSTER.spark().conf().set(catalog + ".schemaSet", "schemas");
            options.put("user", "nobody");
            options.put("password", "n");
            options.put("schemaSet", "schemas");
            assertThat(line(() -> load(options)))
                    .isEqualTo("the set 'schemas' of option 'schemaSet' cannot be used: 81 ROLE_VIOLATION: the user's"
                            + " roles do not allow it");
        }
    }

    /** The table, the key and the column are named once, and values as users write them. */
    @Test
    void rowsThatFailSayNothingTwice() {
        CLUSTER.putNumbered("twice", 1);
        assertThat(line(() -> CLUSTER.write(CLUSTER.spark().range(1).toDF("id"), "twice")
                        .option("keyColumn", "id")
                        .option("existsAction", "CREATE_ONLY")
                        .save()))
                .matches("1 of 1 rows were not written to test\\.twice; 0 were: task \\d+, row 0 \\(key 0\\): 5"
                        + " RECORD_EXISTS: the record exists already( \\(at .*\\))?");
        assertThat(line(() -> CLUSTER.write(
                                CLUSTER.spark()
                                        .range(1)
                                        .selectExpr(
                                                "id",
                                                "array(named_struct('x', CAST('12345678901234567890.5' AS"
                                                        + " DECIMAL(38,1)))) AS l"),
                                "lines")
                        .option("keyColumn", "id")
                        .option("decimals", "SCALED")
                        .save()))
                .endsWith("row 0 (key 0): column 'l.x': 12345678901234567890.5 does not fit into the 64 bits of an"
                        + " integer bin");
    }

    /** Rows that no retry can write fail the job on the driver, whichever statement writes them. */
    @Test
    void rowsThatFailInStatements() {
        String catalog = "spark.sql.catalog.failing";
        CLUSTER.spark().conf().set(catalog, AerospikeCatalog.class.getName());
        CLUSTER.options("failing")
                .forEach((name, value) -> CLUSTER.spark().conf().set(catalog + "." + name, value));
        CLUSTER.spark().conf().set(catalog + ".decimals", "SCALED");
        CLUSTER.spark()
                .sql("CREATE TABLE failing.test.failing (id BIGINT, price DECIMAL(38,1)) OPTIONS (keyColumn 'id')");
        CLUSTER.spark().sql("INSERT INTO failing.test.failing VALUES (1, 0.5), (2, 1.5)");
        String tooLarge = "CAST('12345678901234567890.5' AS DECIMAL(38,1))";

        for (String statement : List.of(
                "INSERT INTO failing.test.failing VALUES (2, " + tooLarge + ")",
                "UPDATE failing.test.failing SET price = " + tooLarge + " WHERE id = 2",
                "MERGE INTO failing.test.failing t USING (SELECT 2L AS id) s ON t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET price = " + tooLarge)) {
            assertThat(line(() -> CLUSTER.spark().sql(statement)))
                    .as(statement)
                    .startsWith("1 of 1 rows were not written to test.failing")
                    .contains("column 'price': 12345678901234567890.5 does not fit");
        }
        assertThat(CLUSTER.bins("failing", 2)).containsEntry("price", 15L);
    }

    /** Spark 4 hands a task's rows over at once, so that a task can end at its first failed batch. */
    @Test
    @EnabledIf("handsRowsOverAtOnce")
    void aTaskEndsAtItsFirstFailedBatch() {
        CLUSTER.putNumbered("first", 1);
        CLUSTER.spark().conf().set("spark.sql.catalog.first", AerospikeCatalog.class.getName());
        CLUSTER.options("first")
                .forEach((name, value) -> CLUSTER.spark().conf().set("spark.sql.catalog.first." + name, value));
        Dataset<Row> rows = CLUSTER.spark().range(0, 20_000, 1, 1).toDF("id");
        String message = line(() -> rows.writeTo("first.test.first")
                .option("keyColumn", "id")
                .option("existsAction", "UPDATE_ONLY")
                .option("writeBatchRows", "100")
                .option("writeBatchesInFlight", "2")
                .append());
        assertThat(message).contains("rows were not written to test.first").contains("2 NOT_FOUND");
        long read = Long.parseLong(message.split(" ", 4)[2].replace(",", ""));
        assertThat(read).isLessThan(1_000);
    }

    static boolean handsRowsOverAtOnce() {
        return !CLUSTER.spark().version().startsWith("3.");
    }

    @Test
    void aColumnWhoseNameNoBinCanHave() {
        assertThat(line(() -> CLUSTER.write(
                                CLUSTER.spark().range(1).selectExpr("id", "1 AS a_name_that_is_too_long"), "lines")
                        .option("keyColumn", "id")
                        .save()))
                .startsWith("column 'a_name_that_is_too_long': bin name ")
                .endsWith("rename the column, or name its bin by option 'columnBins'");
    }

    @Test
    void aSchemaThatDoesNotFit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CLUSTER.spark()
                        .range(1)
                        .selectExpr("id", "CAST(1.5 AS DECIMAL(5,2)) AS price")
                        .write()
                        .format("aerospike")
                        .options(CLUSTER.options("lines"))
                        .option("keyColumn", "id")
                        .mode("append")
                        .save())
                .withMessageContaining("column 'price' has type DECIMAL(5,2)");
    }
}
