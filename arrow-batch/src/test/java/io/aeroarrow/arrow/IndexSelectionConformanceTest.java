package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.cdt.CTX;
import com.aerospike.client.query.IndexCollectionType;
import io.aeroarrow.Waits;
import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.IndexSelection;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexes on paths and computed values; queries through each index that serves a filter find what a scan finds. */
@ExtendWith(AerospikeExtension.class)
class IndexSelectionConformanceTest {

    private static final int RECORDS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final StoredValue MAP = Filter.bin("m");
    private static final StoredValue LIST = Filter.bin("l");
    private static final String SUM = "kxSTUQKhYZNRAqFi";

    @AutoClose
    private static TestCluster cluster;

    private static AeroArrowClient client;
    private static String set;
    private static String other;
    private static final List<String> names = new ArrayList<>();

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        client = cluster.aero().client();
        set = cluster.newSet();
        other = cluster.newSet();
        index("age", MAP.key("age"), IndexType.NUMERIC, IndexCollection.DEFAULT);
        index("city", MAP.key("city"), IndexType.STRING, IndexCollection.DEFAULT);
        index("deep", MAP.key("inner").key(7).index(-1), IndexType.NUMERIC, IndexCollection.DEFAULT);
        index("first", LIST.index(0), IndexType.STRING, IndexCollection.DEFAULT);
        index("items", LIST, IndexType.NUMERIC, IndexCollection.LIST);
        index("tags", MAP.key("tags"), IndexType.STRING, IndexCollection.LIST);
        index("keys", MAP.key("inner"), IndexType.NUMERIC, IndexCollection.MAP_KEYS);
        index("blob", MAP.key("blob"), IndexType.BLOB, IndexCollection.DEFAULT);
        index("size", LIST.size(), IndexType.NUMERIC, IndexCollection.DEFAULT);
        index("sample", Filter.digestModulo(8), IndexType.NUMERIC, IndexCollection.DEFAULT);
        index("sum", Filter.expressionValue(SUM), IndexType.NUMERIC, IndexCollection.DEFAULT);
        index("a", Filter.bin("a"), IndexType.NUMERIC, IndexCollection.DEFAULT);
        create(SecondaryIndex.of(NAMESPACE, "", name("all"), Filter.bin("b"), IndexType.NUMERIC));
        Random random = new Random(5);
        for (int i = 0; i < RECORDS; i++) {
            cluster.put(set, i, bins(random));
        }
        cluster.put(other, 1, new Bin("b", 3));
    }

    private static String name(String suffix) {
        return "sel_" + set + "_" + suffix;
    }

    private static void index(String suffix, Operand value, IndexType type, IndexCollection part) {
        create(SecondaryIndex.of(NAMESPACE, set, name(suffix), value, type).withCollection(part));
    }

    private static void create(SecondaryIndex index) {
        client.createIndex(index);
        names.add(index.name());
        client.awaitIndex(NAMESPACE, index.name(), PATIENCE);
    }

    @AfterAll
    static void drop() {
        names.forEach(name -> client.dropIndex(NAMESPACE, name));
    }

    /** Values of several types, or none, for each bin and path. */
    private static Bin[] bins(Random random) {
        List<Bin> bins = new ArrayList<>(List.of(new Bin("id", 1)));
        Map<String, Object> map = new HashMap<>();
        put(map, "age", random, random.nextInt(20), "text", 5.0);
        put(map, "city", random, "c" + random.nextInt(6), 3, List.of("c1"));
        put(map, "tags", random, List.of("t" + random.nextInt(4), "t" + random.nextInt(4), 2), "t1", Map.of("t1", 1));
        put(map, "inner", random, Map.of(7, List.of(1, random.nextInt(5))), List.of(7, 7), Map.of(7, "x", 8, 1));
        put(map, "blob", random, new byte[] {1, (byte) random.nextInt(3)}, "b", 1);
        switch (random.nextInt(6)) {
            case 0 -> bins.add(new Bin("m", "not a map"));
            case 1 -> bins.add(new Bin("m", List.of(map, "age", 7)));
            default -> bins.add(new Bin("m", map));
        }
        switch (random.nextInt(6)) {
            case 0 -> bins.add(new Bin("l", random.nextInt(5)));
            case 1 -> bins.add(new Bin("l", Map.of(0, "x1", 3, 4)));
            case 2 -> bins.add(new Bin("l", List.of()));
            default ->
                bins.add(new Bin("l", List.of("x" + random.nextInt(3), random.nextInt(4), random.nextInt(4), 2.0)));
        }
        bins.add(random.nextInt(4) == 0 ? new Bin("a", 2.0) : new Bin("a", random.nextInt(10)));
        if (random.nextInt(5) > 0) {
            bins.add(new Bin("b", random.nextInt(10)));
        }
        return bins.toArray(Bin[]::new);
    }

    private static void put(Map<String, Object> map, String key, Random random, Object usual, Object... others) {
        int which = random.nextInt(6);
        if (which == 5) {
            map.put(key, null);
        } else if (which > 0) {
            map.put(key, which <= others.length ? others[which - 1] : usual);
        }
    }

    static Stream<Filter> served() {
        return Stream.of(
                MAP.key("age").equalTo(5),
                MAP.key("age").between(3, 9),
                MAP.key("age").atLeast(3).and(MAP.key("age").lessThan(9)),
                MAP.key("age").in(3, 9, 17),
                MAP.key("age").equalTo(3).or(MAP.key("age").equalTo(11)),
                MAP.key("city").equalTo("c1"),
                MAP.key("city").in("c1", "c4", "none"),
                LIST.index(0).in("x0", "x2"),
                MAP.key("blob").in(List.of(Value.of(new byte[] {1, 2}), Value.of(new byte[] {1, 1}))),
                Filter.bin("a").in(2, 9),
                MAP.key("inner").key(7).index(-1).between(1, 3),
                LIST.index(0).equalTo("x1"),
                LIST.contains(Value.of(3)),
                MAP.key("tags").contains(Value.of("t1")),
                MAP.key("inner").containsKey(Value.of(7)),
                MAP.key("blob").equalTo(new byte[] {1, 2}),
                LIST.size().equalTo(4),
                LIST.size().between(0, 2),
                Filter.digestModulo(8).equalTo(3),
                Filter.expressionValue(SUM).between(4, 6),
                Filter.bin("a").equalTo(2),
                Filter.bin("b").between(2, 4),
                Filter.allOf(List.of(
                        Filter.bin("a").equalTo(2),
                        LIST.contains(Value.of(1)),
                        Filter.bin("b").lessThan(8))));
    }

    private static String digest(Record record) {
        return record.key().toString();
    }

    /** Fails if a record comes twice. */
    private static NavigableSet<String> keys(ScanRequest request) {
        List<String> found = new ArrayList<>();
        try (RecordStream records = client.scan(request)) {
            records.stream().map(IndexSelectionConformanceTest::digest).forEach(found::add);
        }
        assertThat(found).doesNotHaveDuplicates();
        return new TreeSet<>(found);
    }

    @ParameterizedTest
    @MethodSource("served")
    void eachIndexThatServesAFilterFindsWhatAScanFinds(Filter filter) {
        ScanRequest scan = ScanRequest.of(NAMESPACE, set).withFilter(filter);
        NavigableSet<String> expected = keys(scan);
        assertThat(expected).hasSizeBetween(1, RECORDS - 1);
        List<IndexSelection> candidates =
                IndexSelection.candidates(client.indexes(NAMESPACE), set, filter, client.capabilities());
        assertThat(candidates).isNotEmpty();
        for (IndexSelection candidate : candidates) {
            assertThat(keys(scan.withIndex(candidate.query())))
                    .as("%s", candidate)
                    .isEqualTo(expected);
        }
        // Whether a list of values uses an index depends on the size of the namespace.
        if (candidates.stream().anyMatch(each -> each.query().parts().size() == 1)) {
            assertThat(client.selectIndex(NAMESPACE, set, filter)).isPresent();
        }
    }

    @Test
    void listsWhatIsIndexed() {
        Map<String, IndexStatus> listed = new HashMap<>();
        client.indexes(NAMESPACE).forEach(index -> listed.put(index.name(), index));
        assertThat(listed.get(name("deep")).value())
                .contains(MAP.key("inner").key(7).index(-1));
        assertThat(listed.get(name("deep")).bin()).isEqualTo("m");
        assertThat(listed.get(name("deep")).nested()).isTrue();
        assertThat(listed.get(name("keys")).collection()).isEqualTo(IndexCollection.MAP_KEYS);
        assertThat(listed.get(name("sum")).value()).contains(Filter.expressionValue(SUM));
        assertThat(listed.get(name("sum")).bin()).isEmpty();
        assertThat(listed.get(name("a")).value()).contains(Filter.bin("a"));
        assertThat(listed.get(name("a")).nested()).isFalse();
        assertThat(listed.get(name("all")).set()).isEmpty();
    }

    @Test
    void createsAnIndexOnceForEachDefinition() {
        SecondaryIndex city = SecondaryIndex.of(NAMESPACE, set, name("city"), MAP.key("city"), IndexType.STRING);
        client.createIndex(city);
        SecondaryIndex size = SecondaryIndex.of(NAMESPACE, set, name("size"), LIST.size(), IndexType.NUMERIC);
        client.createIndex(size);
        for (SecondaryIndex taken : List.of(
                SecondaryIndex.of(NAMESPACE, set, name("city2"), MAP.key("city"), IndexType.STRING),
                SecondaryIndex.of(NAMESPACE, set, name("size2"), LIST.size(), IndexType.NUMERIC),
                SecondaryIndex.of(NAMESPACE, set, name("city"), MAP.key("town"), IndexType.STRING))) {
            assertThatThrownBy(() -> client.createIndex(taken))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(ResultCode.INDEX_FOUND.code()));
        }
    }

    @Test
    void countsEntries() {
        List<IndexStatistics> statistics =
                client.indexStatistics(NAMESPACE, List.of(name("sample"), "none", name("a")));
        assertThat(statistics).extracting(IndexStatistics::name).containsExactly(name("sample"), name("a"));
        assertThat(statistics.get(0).entries()).isEqualTo(RECORDS);
    }

    /** No path has ranks: the index is found by its name. */
    @Test
    void queriesAnIndexOnARankByItsName() {
        String ranked = name("rank");
        cluster.official()
                .createIndex(
                        null,
                        NAMESPACE,
                        set,
                        ranked,
                        "l",
                        com.aerospike.client.query.IndexType.NUMERIC,
                        IndexCollectionType.DEFAULT,
                        CTX.listRank(0))
                .waitTillComplete(50);
        names.add(ranked);
        IndexStatus listed = client.indexes(NAMESPACE).stream()
                .filter(index -> index.name().equals(ranked))
                .findFirst()
                .orElseThrow();
        assertThat(listed.value()).isEmpty();
        assertThat(listed.nested()).isTrue();
        assertThat(listed.context()).isNotEmpty();
        assertThat(keys(ScanRequest.of(NAMESPACE, set)
                        .withIndex(IndexQuery.named(ranked).between(0, 1))))
                .isNotEmpty();
    }

    /** Servers from 8.1.2 on also list indexes of sets, which have no values. */
    @Test
    void createsListsAndDropsAnIndexOfASet() {
        SetIndex ofSet = new SetIndex(NAMESPACE, set, name("set"));
        if (!client.capabilities().supports(ServerFeature.SET_INDEX)) {
            assertThatThrownBy(() -> client.createSetIndex(ofSet)).hasMessageContaining("needs server 8.1.2");
            assertThat(client.setIndexes(NAMESPACE)).isEmpty();
            return;
        }
        assertThat(isIndexed()).isFalse();
        client.createSetIndex(ofSet);
        client.createSetIndex(ofSet);
        Waits.until(IndexSelectionConformanceTest::isIndexed);
        assertThat(client.setIndexes(NAMESPACE)).contains(ofSet);
        assertThat(client.indexes(NAMESPACE))
                .extracting(IndexStatus::name)
                .contains(name("a"))
                .doesNotContain(ofSet.name());
        assertThatThrownBy(() -> client.createSetIndex(new SetIndex(NAMESPACE, set, name("set2"))))
                .hasMessageContaining("exists under the name '" + ofSet.name() + "'");
        assertThat(keys(ScanRequest.of(NAMESPACE, set))).hasSize(RECORDS);
        client.dropIndex(NAMESPACE, ofSet.name());
        Waits.until(() -> !isIndexed());
        assertThat(client.setIndexes(NAMESPACE)).doesNotContain(ofSet);
        assertThat(keys(ScanRequest.of(NAMESPACE, set))).hasSize(RECORDS);
    }

    private static boolean isIndexed() {
        return client.sets(NAMESPACE).stream()
                .filter(each -> each.name().equals(set))
                .allMatch(SetCount::indexed);
    }

    @Test
    void refusesToIndexMetadata() {
        assertThatThrownBy(() -> SecondaryIndex.of(NAMESPACE, set, "x", Filter.recordSize(), IndexType.NUMERIC))
                .hasMessageContaining("servers do not index");
        assertThatThrownBy(() -> IndexQuery.of(Filter.key())).hasMessageContaining("servers do not index");
    }
}
