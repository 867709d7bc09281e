package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.ResultCode;
import com.aerospike.client.Value;
import com.aerospike.client.cluster.Node;
import com.aerospike.client.policy.QueryPolicy;
import com.aerospike.client.query.Filter;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import com.aerospike.client.query.PartitionFilter;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secondary indexes and background queries, as the official client sees them. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecondaryIndexConformanceTest {
    private static final String SET = "conformance-index";
    private static final String BACKGROUND = "conformance-background";
    private static final String PREFIX = "conformance_";
    private static final int RECORDS = 100;

    private AerospikeClient client;

    @BeforeAll
    void start(AerospikeServer server) {
        client = OfficialClient.connect(server);
        dropIndexes();
        client.truncate(null, "test", SET, null);
        client.truncate(null, "test", BACKGROUND, null);
        for (int i = 0; i < RECORDS; i++) {
            String point = "{\"type\":\"Point\",\"coordinates\":[" + i / 10.0 + ",0]}";
            client.put(
                    null,
                    new Key("test", SET, i),
                    new Bin("n", i),
                    new Bin("s", "v" + i % 4),
                    new Bin("l", List.of(i, i + 1, "x")),
                    new Bin("m", Map.of("k" + i % 3, i)),
                    new Bin("g", Value.getAsGeoJSON(point)));
        }
        index("n", IndexType.NUMERIC, IndexCollectionType.DEFAULT);
        index("s", IndexType.STRING, IndexCollectionType.DEFAULT);
        index("l", IndexType.NUMERIC, IndexCollectionType.LIST);
        index("m", IndexType.STRING, IndexCollectionType.MAPKEYS);
        index("g", IndexType.GEO2DSPHERE, IndexCollectionType.DEFAULT);
    }

    private void index(String bin, IndexType type, IndexCollectionType part) {
        client.createIndex(null, "test", SET, PREFIX + bin, bin, type, part).waitTillComplete(10);
    }

    @AfterAll
    void stop() {
        dropIndexes();
        client.truncate(null, "test", SET, null);
        client.truncate(null, "test", BACKGROUND, null);
        client.close();
    }

    private void dropIndexes() {
        for (String bin : List.of("n", "s", "l", "m", "g")) {
            client.dropIndex(null, "test", SET, PREFIX + bin).waitTillComplete(10);
        }
    }

    private static Statement statement(Filter filter) {
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(SET);
        statement.setFilter(filter);
        return statement;
    }

    private List<Long> find(Statement statement) {
        List<Long> found = new ArrayList<>();
        try (RecordSet records = client.query(null, statement)) {
            while (records.next()) {
                found.add(records.getRecord().getLong("n"));
            }
        }
        return found;
    }

    private static Long[] numbers(int first, int last, int step) {
        return IntStream.rangeClosed(first, last)
                .filter(i -> (i - first) % step == 0)
                .mapToObj(Long::valueOf)
                .toArray(Long[]::new);
    }

    @Test
    void findsByValue() {
        assertThat(find(statement(Filter.range("n", 10, 19)))).containsExactlyInAnyOrder(numbers(10, 19, 1));
        assertThat(find(statement(Filter.equal("s", "v3")))).containsExactlyInAnyOrder(numbers(3, 99, 4));
        assertThat(find(statement(Filter.contains("l", IndexCollectionType.LIST, 50))))
                .containsExactlyInAnyOrder(49L, 50L);
        assertThat(find(statement(Filter.range("l", IndexCollectionType.LIST, 5, 6))))
                .containsExactlyInAnyOrder(4L, 5L, 6L);
        assertThat(find(statement(Filter.contains("m", IndexCollectionType.MAPKEYS, "k1"))))
                .containsExactlyInAnyOrder(numbers(1, 99, 3));
        assertThat(find(statement(Filter.geoWithinRadius("g", 0, 0, 111_400))))
                .containsExactlyInAnyOrder(numbers(0, 10, 1));
    }

    @Test
    void resumesAfterAPage() {
        PartitionFilter partitions = PartitionFilter.all();
        List<Long> found = new ArrayList<>();
        int pages = 0;
        while (!partitions.isDone()) {
            Statement page = statement(Filter.range("n", 0, 69));
            page.setMaxRecords(9);
            try (RecordSet records = client.queryPartitions(new QueryPolicy(), page, partitions)) {
                while (records.next()) {
                    found.add(records.getRecord().getLong("n"));
                }
            }
            pages++;
        }
        assertThat(found).containsExactlyInAnyOrder(numbers(0, 69, 1));
        assertThat(pages).isBetween(8, 9);
    }

    @Test
    void refusesQueriesWithoutAnIndex() {
        assertThatThrownBy(() -> find(statement(Filter.equal("n", "text"))))
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INDEX_NOTFOUND));
    }

    @Test
    void writesAndDeletesInTheBackground() {
        for (int i = 0; i < 30; i++) {
            client.put(null, new Key("test", BACKGROUND, i), new Bin("n", i));
        }
        Statement all = new Statement();
        all.setNamespace("test");
        all.setSetName(BACKGROUND);
        client.execute(null, all, Operation.add(new Bin("n", 100))).waitTillComplete(10);
        assertThat(client.get(null, new Key("test", BACKGROUND, 7)).getLong("n"))
                .isEqualTo(107);
        client.execute(null, all, Operation.delete()).waitTillComplete(10);
        assertThat(client.get(null, new Key("test", BACKGROUND, 7))).isNull();
    }

    /** The words are those of a real server. */
    @Test
    void describesIndexesByInfo() {
        Node node = client.getNodes()[0];
        assertThat(Info.request(null, node, "sindex-list:namespace=test"))
                .contains(
                        "ns=test:indexname=conformance_l:set=conformance-index:bin=l:type=numeric:indextype=list:context=null:exp=null"
                                + ":state=RW");
        assertThat(Info.request(null, node, "sindex-stat:namespace=test;indexname=conformance_l"))
                .startsWith("entries=" + 2 * RECORDS + ";")
                .contains(";load_pct=100;");
        assertThat(Info.request(null, node, "sindex-exists:namespace=test;indexname=conformance_l"))
                .isEqualTo("true");
        assertThat(Info.request(
                        null, node, "sindex-create:namespace=test;set=s;indexname=conformance_l;bin=q;type=numeric"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
        assertThat(Info.request(null, node, "sindex-create:namespace=test;indexname=a;bin=q;type=foo"))
                .isEqualTo("ERROR:4:bad 'type' - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'");
        assertThat(Info.request(null, node, "sindex-create:namespace=test;indexname=a;type=numeric"))
                .isEqualTo("ERROR:4:both 'bin' and 'exp' are missing");
        assertThat(Info.request(null, node, "sindex-delete:namespace=test;indexname=nope"))
                .isEqualTo("ok");
        assertThat(Info.request(null, node, "sindex-stat:namespace=test;indexname=nope"))
                .isEqualTo("ERROR:201:no index");
    }
}
