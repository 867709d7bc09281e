package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares queries through secondary indexes with a search in the written values. */
@ExtendWith(AerospikeExtension.class)
class IndexQueryConformanceTest {

    private static final int RECORDS = 600;
    private static final Schema KEYS = schema(field("__key", Rows.INT64));

    @AutoClose
    private static TestCluster cluster;

    private static String set;
    private static String named;
    private static final List<TestRecord> records = new ArrayList<>();

    /** The content of a record. The list may be empty, and bins may be missing. */
    private record TestRecord(int number, String text, List<Long> list, Map<String, Long> map, double longitude) {
        Bin[] bins() {
            List<Bin> bins = new ArrayList<>();
            bins.add(new Bin("id", number));
            if (number % 5 != 0) {
                bins.add(new Bin("n", number - 300));
                bins.add(new Bin("s", text));
                bins.add(new Bin("b", new byte[] {(byte) (number % 3), 0, -1}));
            }
            bins.add(new Bin("l", list));
            bins.add(new Bin("m", map));
            bins.add(new Bin("p", Value.getAsGeoJSON("{\"type\":\"Point\",\"coordinates\":[" + longitude + ",10]}")));
            bins.add(new Bin("r", Value.getAsGeoJSON(square(longitude))));
            return bins.toArray(Bin[]::new);
        }

        private static String square(double west) {
            double east = west + 1;
            return "{\"type\":\"Polygon\",\"coordinates\":[[[" + west + ",0],[" + east + ",0],[" + east + ",1],[" + west
                    + ",1],[" + west + ",0]]]}";
        }
    }

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        named = cluster.newIndex(set, "n", IndexType.NUMERIC, IndexCollectionType.DEFAULT);
        cluster.newIndex(set, "s", IndexType.STRING, IndexCollectionType.DEFAULT);
        cluster.newIndex(set, "b", IndexType.BLOB, IndexCollectionType.DEFAULT);
        cluster.newIndex(set, "l", IndexType.NUMERIC, IndexCollectionType.LIST);
        cluster.newIndex(set, "m", IndexType.STRING, IndexCollectionType.MAPKEYS);
        cluster.newIndex(set, "m", IndexType.NUMERIC, IndexCollectionType.MAPVALUES);
        cluster.newIndex(set, "p", IndexType.GEO2DSPHERE, IndexCollectionType.DEFAULT);
        cluster.newIndex(set, "r", IndexType.GEO2DSPHERE, IndexCollectionType.DEFAULT);
        Random random = new Random(11);
        for (int i = 0; i < RECORDS; i++) {
            List<Long> list = random.longs(random.nextInt(8), 0, 40).boxed().toList();
            Map<String, Long> map = new TreeMap<>();
            IntStream.range(0, random.nextInt(4))
                    .forEach(entry -> map.put("k" + random.nextInt(5), random.nextLong(9)));
            TestRecord record = new TestRecord(i, "v" + i % 7, list, map, random.nextInt(0, 500) / 10.0);
            records.add(record);
            cluster.put(set, i, record.bins());
        }
    }

    private static ScanRequest request(IndexQuery query) {
        return ScanRequest.of(NAMESPACE, set).withIndex(query);
    }

    private static List<Map<String, Object>> rows(ScanRequest request, Schema schema) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowReader reader = cluster.aero().scan(request).schema(schema).reader()) {
            Rows.readAll(reader, rows);
        }
        return rows;
    }

    /** Returns the keys of the rows; fails if one occurs twice. */
    private static NavigableSet<Long> keys(ScanRequest request, Schema schema) throws IOException {
        List<Long> keys = rows(request, schema).stream()
                .map(row -> (Long) row.get("__key"))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
        return new TreeSet<>(keys);
    }

    private static void assertFinds(IndexQuery query, IntPredicate expected) throws IOException {
        NavigableSet<Long> wanted = IntStream.range(0, RECORDS)
                .filter(expected)
                .mapToObj(Long::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys(request(query), KEYS)).as("%s", query).isEqualTo(wanted);
        assertThat(wanted).as("%s selects something, and not all", query).hasSizeBetween(1, RECORDS - 1);
    }

    private static boolean hasScalars(int i) {
        return i % 5 != 0;
    }

    @Test
    void findsIntegersStringsAndBlobs() throws IOException {
        assertFinds(IndexQuery.bin("n").equalTo(7), i -> i == 307);
        assertFinds(IndexQuery.bin("n").between(-20, 20), i -> hasScalars(i) && Math.abs(i - 300) <= 20);
        assertFinds(IndexQuery.bin("n").between(Long.MIN_VALUE, Long.MAX_VALUE), i -> hasScalars(i));
        assertFinds(IndexQuery.bin("s").equalTo("v3"), i -> hasScalars(i) && i % 7 == 3);
        assertFinds(IndexQuery.bin("b").equalTo(new byte[] {2, 0, -1}), i -> hasScalars(i) && i % 3 == 2);
        assertThat(keys(request(IndexQuery.bin("s").equalTo("none")), KEYS)).isEmpty();
    }

    @Test
    void findsElementsOfListsAndMapsAndReturnsEachRecordOnce() throws IOException {
        assertFinds(IndexQuery.list("l").equalTo(5), i -> records.get(i).list().contains(5L));
        assertFinds(
                IndexQuery.list("l").between(3, 30),
                i -> records.get(i).list().stream().anyMatch(value -> value >= 3 && value <= 30));
        assertFinds(
                IndexQuery.mapKeys("m").equalTo("k2"), i -> records.get(i).map().containsKey("k2"));
        assertFinds(
                IndexQuery.mapValues("m").between(2, 6),
                i -> records.get(i).map().values().stream().anyMatch(value -> value >= 2 && value <= 6));
    }

    @Test
    void findsPointsAndRegions() throws IOException {
        assertFinds(IndexQuery.bin("r").containsPoint(20.55, 0.5), i -> {
            double west = records.get(i).longitude();
            return west <= 20.55 && 20.55 <= west + 1;
        });
        String box = "{\"type\":\"Polygon\",\"coordinates\":[[[10.05,9],[30.05,9],[30.05,11],[10.05,11],[10.05,9]]]}";
        assertFinds(IndexQuery.bin("p").geo(box), i -> {
            double longitude = records.get(i).longitude();
            return longitude > 10.05 && longitude < 30.05;
        });
        // At this latitude, a degree of longitude is 109,505 m.
        assertFinds(
                IndexQuery.bin("p").withinRadius(25, 10, 504_000),
                i -> Math.abs(records.get(i).longitude() - 25) * 109_505 <= 504_000);
    }

    @Test
    void queriesAnIndexByName() throws IOException {
        assertFinds(IndexQuery.named(named).between(1, 9), i -> hasScalars(i) && i > 300 && i < 310);
    }

    @Test
    void filtersBinsPartitionsAndLimitsApplyAsInScans() throws IOException {
        ScanRequest list = request(IndexQuery.list("l").between(0, 39));
        NavigableSet<Long> all = keys(list, KEYS);
        NavigableSet<Long> odd = keys(list.withFilter(Filter.bin("id").atLeast(100)), KEYS);
        assertThat(odd).isEqualTo(new TreeSet<>(all.tailSet(100L)));

        NavigableSet<Long> parts = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            NavigableSet<Long> part = keys(list.withPartitions(PartitionSet.range(1024 * i, 1024)), KEYS);
            assertThat(parts).doesNotContainAnyElementsOf(part);
            parts.addAll(part);
        }
        assertThat(parts).isEqualTo(all);

        for (int limit : new int[] {1, 7, all.size() - 1, all.size(), all.size() + 5}) {
            assertThat(keys(list.withMaxRecords(limit), KEYS)).hasSize(Math.min(limit, all.size()));
        }
        assertThat(keys(list.withMaxConcurrentNodes(1), KEYS)).isEqualTo(all);
    }

    @Test
    void aProjectionKeepsFoundRecordsWithoutTheBins() throws IOException {
        ScanRequest list = request(IndexQuery.list("l").between(0, 39));
        NavigableSet<Long> all = keys(list, KEYS);
        Schema sparse = schema(field("n", Rows.INT64), field("__key", Rows.INT64));

        assertThat(keys(list, sparse)).isEqualTo(all);
        assertThat(keys(list.withMaxRecords(all.size() - 3), sparse)).hasSize(all.size() - 3);
        assertThat(keys(list.withEmptyRecords(EmptyRecords.DROP), sparse))
                .isEqualTo(all.stream()
                        .filter(key -> hasScalars(key.intValue()))
                        .collect(Collectors.toCollection(TreeSet::new)));
        // Each found record has the indexed bin.
        assertThat(keys(request(IndexQuery.bin("n").between(-300, 300)), sparse))
                .hasSize(480);
    }

    /** A query that resumes after one value of a list can return a record again that it returned for another value. */
    @ParameterizedTest
    @ValueSource(longs = {0, 4_000, 9_000, 20_000})
    void aBrokenQueryResumesAndReturnsEachRecordOnce(long afterBytes) throws IOException {
        String box = "{\"type\":\"Polygon\",\"coordinates\":[[[1.05,9],[45.05,9],[45.05,11],[1.05,11],[1.05,9]]]}";
        for (IndexQuery query : List.of(
                IndexQuery.list("l").between(0, 39),
                IndexQuery.mapValues("m").between(0, 8),
                IndexQuery.bin("n").between(-300, 300),
                IndexQuery.bin("p").geo(box))) {
            NavigableSet<Long> whole = keys(request(query), KEYS);
            Schema wide = schema(field("__key", Rows.INT64), field("r", Rows.UTF8));
            try (CuttingProxy proxy = new CuttingProxy(cluster.host(), cluster.port(), 4, afterBytes);
                    AeroArrow aero = AeroArrow.connect(proxy.config(), cluster.allocator())) {
                List<Map<String, Object>> rows = new ArrayList<>();
                try (ArrowReader reader = aero.scan(request(query).withEmptyRecords(EmptyRecords.DROP))
                        .schema(wide)
                        .reader()) {
                    Rows.readAll(reader, rows);
                }
                assertThat(rows.stream().map(row -> row.get("__key")).toList())
                        .as("%s", query)
                        .containsExactlyInAnyOrderElementsOf(whole);
                assertThat(proxy.cutsLeft()).isLessThan(4);
            }
        }
    }

    @Test
    void valuesAreDecodedAsInScans() throws IOException {
        Schema schema = schema(field("n", Rows.INT64), field("s", Rows.UTF8), field("b", Rows.BINARY));
        assertThat(rows(request(IndexQuery.bin("n").equalTo(-299)), schema))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row).containsEntry("n", -299L).containsEntry("s", "v1");
                    assertThat((byte[]) row.get("b")).containsExactly(1, 0, -1);
                });
    }

    @Test
    void aMissingIndexIsNamedInTheError() {
        for (IndexQuery query : Arrays.asList(
                IndexQuery.bin("id").equalTo(1),
                IndexQuery.bin("n").equalTo("text"),
                IndexQuery.mapValues("l").equalTo(1))) {
            assertThatThrownBy(() -> rows(request(query), KEYS))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(ResultCode.INDEX_NOT_FOUND.code()))
                    .hasMessageContaining(query.index().toString());
        }
        assertThatThrownBy(() -> rows(request(IndexQuery.bin("p").geo("{\"type\":\"Nowhere\"}")), KEYS))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(ResultCode.PARAMETER.code()));
    }
}
