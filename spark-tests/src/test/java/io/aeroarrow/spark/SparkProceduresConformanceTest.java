package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aerospike.client.Bin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Procedures, by {@code CALL} in Spark 4, and by {@link AerospikeProcedures} in all versions. */
class SparkProceduresConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().extended();

    private String set;

    @BeforeEach
    void load() {
        set = CLUSTER.newSet();
        for (int i = 0; i < 60; i++) {
            CLUSTER.put(
                    set, i, new Bin("id", i), new Bin("city", i % 2 == 0 ? "Oslo" : "Rome"), new Bin("score", i / 2.0));
        }
    }

    private static AerospikeProcedures procedures(String... more) {
        Map<String, String> options = new HashMap<>(CLUSTER.options(""));
        options.remove("set");
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return AerospikeProcedures.of(options);
    }

    private static void requireCall() {
        assumeThat(CLUSTER.spark().version()).as("CALL needs Spark 4").doesNotStartWith("3.");
    }

    private static Row call(String procedure, String arguments) {
        return CLUSTER.sql("CALL aerospike.system." + procedure + "(" + arguments + ")")
                .get(0);
    }

    private List<Row> rows() {
        return CLUSTER.sql("SELECT id, city, score FROM aerospike.test." + set + " ORDER BY id");
    }

    private String table() {
        return "test." + set;
    }

    @Test
    void deletesAndUpdatesOnTheServers() {
        Map<String, Object> deleted = procedures()
                .call("delete_where", Map.of("table", table(), "condition", "id >= 50 OR city = 'Rome' AND id < 10"));
        assertThat((String) deleted.get("job")).isNotEmpty();
        assertThat(rows()).hasSize(45).noneMatch(row -> row.getLong(0) >= 50);
        Map<String, String> values = new HashMap<>(Map.of("city", "Kyiv", "id", "-1"));
        values.put("score", null);
        procedures().call("update_where", Map.of("table", set, "condition", "id BETWEEN 20 AND 29", "values", values));
        assertThat(rows().stream().filter(row -> "Kyiv".equals(row.getString(1))))
                .hasSize(10)
                .allMatch(row -> row.getLong(0) == -1 && row.isNullAt(2));
        assertThat(procedures().call("delete_where", Map.of("table", table(), "condition", "id > 5 AND 1 > 2")))
                .containsEntry("job", "");
        assertThat(rows()).hasSize(45);
    }

    @Test
    void callsWithNamesAndPositions() {
        requireCall();
        Row deleted = call("delete_where", "condition => 'id < 5', table => '" + table() + "'");
        assertThat(deleted.schema().fieldNames()).containsExactly("job", "elapsed_ms");
        call("update_where", "'" + table() + "', map('city', 'Lima', 'score', '2.5', 'id', NULL), 'id < 7'");
        assertThat(rows()).hasSize(55);
        assertThat(rows().stream().filter(row -> "Lima".equals(row.getString(1))))
                .hasSize(2)
                .allMatch(row -> row.isNullAt(0) && row.getDouble(2) == 2.5);
        CLUSTER.sql("USE aerospike.test");
        assertThat(CLUSTER.sql("CALL system.truncate('" + table() + "')")).hasSize(1);
        CLUSTER.sql("USE spark_catalog.default");
        assertThat(CLUSTER.get(set, 30)).isNull();
    }

    @Test
    void waitsForAnIndex() {
        CLUSTER.sql("CREATE INDEX " + set + "_id ON TABLE aerospike.test." + set + " (id)");
        Map<String, Object> waited = procedures()
                .call("wait_for_index", Map.of("table", table(), "index", set + "_id", "timeout_seconds", 60));
        assertThat(waited).containsEntry("index", set + "_id").containsEntry("entries", 60L);
        CLUSTER.sql("DROP INDEX " + set + "_id ON TABLE aerospike.test." + set);
        assertThatThrownBy(() -> procedures().call("wait_for_index", Map.of("table", table(), "index", set + "_id")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("procedure wait_for_index: argument 'index' is '" + set
                        + "_id', and namespace 'test' has no such" + " index");
    }

    @Test
    void storesASchema() {
        String schemas = CLUSTER.newSet();
        AerospikeProcedures procedures = procedures("schemaSet", schemas);
        Map<String, String> arguments = new HashMap<>(Map.of("table", table(), "columns", "id INT, city STRING"));
        assertThat(procedures.call("set_schema", arguments)).containsEntry("columns", "id INT,city STRING");
        assertThat(CLUSTER.read(set)
                        .option("schemaSet", schemas)
                        .load()
                        .schema()
                        .apply("id")
                        .dataType())
                .isEqualTo(DataTypes.IntegerType);
        arguments.put("columns", "id SMALLINT");
        assertThatThrownBy(() -> procedures.call("set_schema", arguments)).hasMessageContaining("replace => true");
        Map<String, Object> replacing = new HashMap<>(arguments);
        replacing.put("replace", true);
        procedures.call("set_schema", replacing);
        assertThat(CLUSTER.read(set)
                        .option("schemaSet", schemas)
                        .load()
                        .schema()
                        .fieldNames())
                .containsExactly("id");
    }

    @Test
    void truncatesBeforeATime() {
        procedures()
                .call(
                        "truncate",
                        Map.of("table", table(), "before", Instant.now().minusSeconds(3600)));
        assertThat(rows()).hasSize(60);
        assertThat(procedures().call("truncate", Map.of("table", table()))).containsEntry("records_left", 0L);
        assertThat(CLUSTER.get(set, 1)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete_where | id = id + score | argument 'condition' is 'id = id + score', which the servers cannot"
                        + " test alone",
                "delete_where | city LIKE '%o' | which the servers cannot test alone",
                "delete_where | __key = 5 | which the servers cannot test alone",
                "delete_where | true | which all records meet; use truncate",
                "update_where | id = 1 | argument 'values' has 'x' for column 'score' of type DOUBLE",
            })
    void refusesConditionsAndValues(String procedure, String condition, String message) {
        Map<String, Object> arguments = new HashMap<>(Map.of("table", table(), "condition", condition));
        if (procedure.equals("update_where")) {
            arguments.put("values", Map.of("score", "x"));
        }
        assertThatThrownBy(() -> procedures().call(procedure, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(rows()).hasSize(60);
    }

    @Test
    void refusesBackgroundJobsIfTheCatalogReadsSomePartitions() {
        assertThatThrownBy(() -> procedures("partitionFilter", "0-9")
                        .call("delete_where", Map.of("table", table(), "condition", "id > 5")))
                .hasMessageContaining("argument 'condition'");
        assertThat(rows()).hasSize(60);
    }

    @Test
    void namesTheWrongArgument() {
        assertThatThrownBy(() -> procedures().call("nope", Map.of()))
                .hasMessageContaining("there is no procedure 'nope'")
                .hasMessageContaining("wait_for_index");
        assertThatThrownBy(() -> procedures().call("truncate", Map.of("set", set)))
                .hasMessage("procedure truncate has no parameter 'set'; its parameters are table, before");
        assertThatThrownBy(() -> procedures().call("truncate", Map.of()))
                .hasMessageContaining("argument 'table' is missing");
        assertThatThrownBy(() -> procedures().call("truncate", Map.of("table", "test.__all")))
                .hasMessageContaining("argument 'table' is 'test', which is not a set");
        assertThatThrownBy(() -> procedures().call("truncate", Map.of("table", table(), "before", "now")))
                .hasMessageContaining("argument 'before' is a String; it must be of type Instant");
    }

    @Test
    void callNamesTheWrongArgument() {
        requireCall();
        assertThatThrownBy(() -> call("nope", "")).hasMessageContaining("catalog 'aerospike' has no procedure 'nope'");
        assertThatThrownBy(() -> call("truncate", "set => 'x'")).hasMessageContaining("`set`");
        assertThatThrownBy(() -> call("truncate", "'words'"))
                .hasMessageContaining("argument 'table' is 'words'; name its namespace too, as in 'test.words'");
        assertThatThrownBy(() -> call("wait_for_index", "table => '" + table() + "', index => 'none'"))
                .hasMessageContaining("argument 'index' is 'none'");
        assertThatThrownBy(() -> CLUSTER.sql("CALL spark_catalog.system.truncate('x')"))
                .hasMessageMatching("(?is).*procedures.*");
    }
}
