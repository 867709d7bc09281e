package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.ExecuteIngestOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Prepared statements, writes, bulk ingest and metadata. */
@SuppressWarnings("try")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightSqlStatementsTest {

    private FlightFixture flight;
    private FlightSqlClient client;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
        client = new FlightSqlClient(flight.client);
    }

    @AfterAll
    void stop() throws Exception {
        flight.close();
    }

    private static FlightStatusCode code(Throwable failure) {
        return ((FlightRuntimeException) failure).status().code();
    }

    private List<String> rows(String sql) throws Exception {
        return SqlRows.of(client, sql);
    }

    @Test
    void tellsTheSchemaBeforeTheExecution() {
        assertThat(client.getExecuteSchema("SELECT city, count(*) AS n, avg(score) AS s FROM test.users GROUP BY city")
                        .getSchema()
                        .getFields())
                .extracting(Field::getName)
                .containsExactly("city", "n", "s");
        assertThat(client.getExecuteSchema("SELECT name AS who, age FROM test.users")
                        .getSchema()
                        .getFields())
                .extracting(Field::getName)
                .containsExactly("who", "age");
    }

    @Test
    void runsAPreparedStatementWithSeveralParameters() throws Exception {
        try (FlightSqlClient.PreparedStatement prepared =
                        client.prepare("SELECT id FROM test.users WHERE age = ? AND city = ? AND id < 2000");
                BigIntVector age = new BigIntVector("a", flight.clientMemory);
                VarCharVector city = new VarCharVector("b", flight.clientMemory)) {
            assertThat(prepared.getParameterSchema().getFields()).hasSize(2);
            assertThat(prepared.getResultSetSchema().getFields())
                    .extracting(Field::getName)
                    .containsExactly("id");
            VectorSchemaRoot parameters = VectorSchemaRoot.of(age, city);
            for (long value : new long[] {5, 7}) {
                age.setSafe(0, value);
                city.setSafe(0, ("c" + value).getBytes(StandardCharsets.UTF_8));
                parameters.setRowCount(1);
                prepared.setParameters(parameters);
                List<String> expected = rows("SELECT id FROM test.users WHERE id < 2000 AND age = " + value
                        + " AND city = 'c" + value + "'");
                assertThat(expected).isNotEmpty();
                assertThat(SqlRows.of(client, prepared.execute())).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void insertsReplacesAndDeletes() throws Exception {
        assertThat(client.executeUpdate("INSERT INTO test.w (__key, a, b) VALUES (1, 'x', 1.5), (2, 'y', 2)"))
                .isEqualTo(2);
        assertThatThrownBy(() -> client.executeUpdate("INSERT INTO test.w (__key, a) VALUES (2, 'z')"))
                .hasMessageContaining("exists already");
        assertThat(client.executeUpdate("INSERT OR REPLACE INTO test.w (__key, a) VALUES (2, 'z')"))
                .isEqualTo(1);
        assertThat(client.executeUpdate(
                        "INSERT INTO test.w (__key, a) SELECT id + 100, name FROM test.users WHERE id IN (3, 4)"))
                .isEqualTo(2);
        assertThat(rows("SELECT __key, a, b FROM test.w ORDER BY 1"))
                .containsExactly("1|x|1.5", "2|z|null", "103|user-3|null", "104|user-4|null");
        assertThat(client.executeUpdate("DELETE FROM test.w t WHERE t.__key > 100 OR a = 'z'"))
                .isEqualTo(3);
        assertThat(rows("SELECT __key FROM test.w")).containsExactly("1");
    }

    @Test
    void refusesAnInsertWithoutAKey() {
        assertThatThrownBy(() -> client.executeUpdate("INSERT INTO test.w (a) VALUES (1)"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT))
                .hasMessageContaining("__key");
        assertThatThrownBy(() -> client.executeUpdate("UPDATE OR IGNORE test.w SET a = 1"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.UNIMPLEMENTED));
    }

    private long ingest(String set, TableExistsOption exists, Map<String, String> options, String keyName) {
        try (BigIntVector key = new BigIntVector(keyName, flight.clientMemory)) {
            for (int i = 0; i < 100; i++) {
                key.setSafe(i, i);
            }
            key.setValueCount(100);
            TableDefinitionOptions definition = TableDefinitionOptions.newBuilder()
                    .setIfNotExist(TableNotExistOption.TABLE_NOT_EXIST_OPTION_CREATE)
                    .setIfExists(exists)
                    .build();
            return client.executeIngest(
                    VectorSchemaRoot.of(key), new ExecuteIngestOptions(set, definition, null, "test", options));
        }
    }

    @Test
    void ingestsInBulk() throws Exception {
        Map<String, String> key = Map.of("aeroarrow.key", "id");
        assertThat(ingest("bulk", TableExistsOption.TABLE_EXISTS_OPTION_FAIL, key, "id"))
                .isEqualTo(100);
        assertThat(rows("SELECT count(*), sum(id) FROM test.bulk")).containsExactly("100|4950");
        assertThatThrownBy(() -> ingest("bulk", TableExistsOption.TABLE_EXISTS_OPTION_FAIL, key, "id"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.ALREADY_EXISTS));
        assertThat(ingest("bulk", TableExistsOption.TABLE_EXISTS_OPTION_APPEND, key, "id"))
                .isEqualTo(100);
        assertThatThrownBy(() -> ingest("bulk", TableExistsOption.TABLE_EXISTS_OPTION_REPLACE, key, "id"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.UNIMPLEMENTED));
        assertThatThrownBy(() -> ingest("bulk2", TableExistsOption.TABLE_EXISTS_OPTION_FAIL, Map.of(), "id"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT))
                .hasMessageContaining("__key");
    }

    @Test
    void listsCatalogsSchemasTablesAndKeys() throws Exception {
        assertThat(SqlRows.of(client, client.getCatalogs())).containsExactly("aerospike");
        assertThat(SqlRows.of(client, client.getSchemas(null, "te%"))).containsExactly("aerospike|test");
        assertThat(SqlRows.of(client, client.getTables(null, "test", "us_rs", null, false)))
                .containsExactly("aerospike|test|users|TABLE");
        assertThat(SqlRows.of(client, client.getTables("other", null, null, null, false)))
                .isEmpty();
        assertThat(SqlRows.of(client, client.getTables(null, null, "cities", List.of("TABLE"), true)))
                .hasSize(1);
        assertThat(SqlRows.of(client, client.getTableTypes())).containsExactly("TABLE");
        FlightInfo keys = client.getPrimaryKeys(org.apache.arrow.flight.sql.util.TableRef.of(null, "test", "users"));
        assertThat(SqlRows.of(client, keys)).containsExactly("aerospike|test|users|__key|1|null");
        assertThat(SqlRows.of(client, client.getXdbcTypeInfo())).hasSizeGreaterThan(5);
        assertThat(SqlRows.of(
                        client, client.getSqlInfo(SqlInfo.FLIGHT_SQL_SERVER_NAME, SqlInfo.FLIGHT_SQL_SERVER_CANCEL)))
                .hasSize(2)
                .first()
                .asString()
                .contains("AeroArrow");
        assertThat(SqlRows.of(
                        client,
                        client.getExportedKeys(org.apache.arrow.flight.sql.util.TableRef.of(null, "test", "users"))))
                .isEmpty();
    }
}
