package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements whose conditions a secondary index, or keys, can answer. */
class FlightIndexTest {

    private FlightFixture flight;
    private FlightSqlClient client;
    private AeroArrowClient admin;

    @BeforeEach
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
        client = new FlightSqlClient(flight.client);
        admin = AeroArrowClient.connect(ClientConfig.of(flight.aerospike.host(), flight.aerospike.port()));
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        flight.close();
    }

    private List<String> rows(String sql) throws Exception {
        return SqlRows.of(client, sql).stream().sorted().toList();
    }

    private String plan(String sql) throws Exception {
        return String.join("\n", SqlRows.of(client, "EXPLAIN " + sql));
    }

    /** The rows are those of a scan. */
    private void assertAnswersBy(String index, SecondaryIndex definition, String sql) throws Exception {
        List<String> scanned = rows(sql);
        assertThat(scanned).isNotEmpty();
        assertThat(plan(sql)).doesNotContain(index);
        admin.createIndex(definition);
        admin.awaitIndex("test", definition.name(), Duration.ofSeconds(30));
        assertThat(plan(sql)).contains(index);
        assertThat(rows(sql)).isEqualTo(scanned);
    }

    @Test
    void readsByAnIndexOfIntegers() throws Exception {
        SecondaryIndex byAge = SecondaryIndex.of("test", "users", "by_age", "age", IndexType.NUMERIC);
        assertAnswersBy("by_age", byAge, "SELECT id, name FROM test.users WHERE age BETWEEN 7 AND 9 AND id < 2000");
        String joined = "SELECT u.id, c.people FROM test.users u JOIN test.cities c ON u.city = c.code WHERE u.age = 7";
        assertThat(plan(joined)).contains("by_age");
        assertThat(rows(joined)).hasSize(FlightFixture.USERS / 90 + 1);
    }

    @Test
    void readsByAnIndexOfTexts() throws Exception {
        SecondaryIndex byCity = SecondaryIndex.of("test", "users", "by_city", "city", IndexType.STRING);
        assertAnswersBy("by_city", byCity, "SELECT id FROM test.users WHERE city = 'c7'");
    }

    /** Such an index has no record whose bin is an integer. */
    @Test
    void anIndexOfListElementsIsNotUsed() throws Exception {
        SecondaryIndex elements = SecondaryIndex.of("test", "users", "elements", "age", IndexType.NUMERIC)
                .withCollection(IndexCollection.LIST);
        admin.createIndex(elements);
        admin.awaitIndex("test", elements.name(), Duration.ofSeconds(30));
        String sql = "SELECT id FROM test.users WHERE age = 7";
        assertThat(plan(sql)).doesNotContain("elements");
        assertThat(rows(sql)).hasSizeGreaterThan(40);
    }

    @Test
    void readsKeysByLookups() throws Exception {
        String sql = "SELECT __key, name FROM test.users WHERE __key IN (3, 4711, 9999999)";
        assertThat(rows(sql)).containsExactly("3|user-3", "4711|user-4711");
        assertThat(plan(sql)).contains("key");
        assertThat(rows("SELECT name FROM test.users WHERE __key = 3 AND age = 4"))
                .isEmpty();
    }
}
