package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scan returns the same rows through a secondary index and without one, over bins of all types. */
@ExtendWith(AerospikeExtension.class)
class ScanIndexConformanceTest {

    private static final int RECORDS = 400;
    private static final StoredValue A = Filter.bin("a");
    private static final StoredValue S = Filter.bin("s");
    private static final StoredValue CITY = Filter.bin("m").key("city");
    private static final Schema COLUMNS = new Schema(List.of(
            Field.nullable("id", new ArrowType.Int(64, true)),
            Field.nullable("a", new ArrowType.Int(64, true)),
            Field.nullable("s", new ArrowType.Utf8())));

    @AutoClose
    private static TestCluster cluster;

    private static String set;
    private static String byA;
    private static String byS;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        byA = cluster.newIndex(set, "a", IndexType.NUMERIC, IndexCollectionType.DEFAULT);
        byS = cluster.newIndex(set, "s", IndexType.STRING, IndexCollectionType.DEFAULT);
        Random random = new Random(9);
        for (int i = 0; i < RECORDS; i++) {
            cluster.put(set, i, bins(i, random));
        }
    }

    /** Values of several types, or none, for each bin. */
    private static Bin[] bins(int id, Random random) {
        List<Bin> bins = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            bins.add(new Bin("id", id));
        }
        switch (random.nextInt(8)) {
            case 0 -> bins.add(new Bin("a", (double) random.nextInt(10)));
            case 1 -> bins.add(new Bin("a", "5"));
            case 2 -> bins.add(new Bin("a", List.of(5, 6)));
            case 3 -> bins.add(new Bin("a", random.nextBoolean()));
            case 4 -> bins.add(new Bin("a", random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE));
            default -> bins.add(new Bin("a", random.nextInt(10)));
        }
        switch (random.nextInt(5)) {
            case 0 -> bins.add(new Bin("s", random.nextInt(3)));
            case 1 -> bins.add(new Bin("s", new byte[] {'t', '1'}));
            case 2 -> bins.add(new Bin("other", "t1"));
            default -> bins.add(new Bin("s", random.nextInt(9) == 0 ? "" : "t" + random.nextInt(4)));
        }
        Map<String, Object> map = new HashMap<>();
        map.put("city", random.nextInt(3) == 0 ? random.nextInt(4) : "c" + random.nextInt(4));
        bins.add(random.nextInt(5) == 0 ? new Bin("m", "c1") : new Bin("m", map));
        return bins.toArray(Bin[]::new);
    }

    private static Scan scan(Filter filter) {
        return cluster.aero()
                .scan(NAMESPACE, set)
                .schema(COLUMNS)
                .onMismatch(OnMismatch.NULL)
                .where(filter);
    }

    private static List<String> rows(ScanArrowReader reader) throws IOException {
        List<String> rows = new ArrayList<>();
        try (reader) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    int number = row;
                    rows.add(root.getFieldVectors().stream()
                            .map(vector -> String.valueOf(vector.getObject(number)))
                            .toList()
                            .toString());
                }
            }
        }
        return rows;
    }

    static Stream<Filter> served() {
        return Stream.of(
                A.equalTo(5),
                A.between(2, 6),
                A.between(3, Long.MAX_VALUE - 1),
                A.in(2, 3),
                A.greaterThan(6),
                A.lessThan(4).and(A.notEqualTo(2)),
                A.equalTo(4).and(S.equalTo("t1")),
                A.between(1, 8).and(Filter.not(S.equalTo("t1"))),
                S.equalTo("t2"),
                S.equalTo(""),
                S.equalTo("none"),
                A.between(0, 7).and(CITY.equalTo("c1")),
                A.between(0, 5).and(Filter.bin("id").atLeast(100).or(S.isMissing())));
    }

    static Stream<Filter> lists() {
        return Stream.of(
                A.in(2, 9),
                A.in(-4, 1, 5, 11, Long.MAX_VALUE),
                A.equalTo(0).or(A.equalTo(6)),
                A.mayBeIn(List.of(Value.of(1), Value.of(8))).and(A.in(1, 8)),
                A.in(1, 4, 9).and(S.equalTo("t0")).and(A.greaterThan(2)));
    }

    @ParameterizedTest
    @MethodSource("served")
    void usesAnIndexWithTheRowsOfAScan(Filter filter) throws IOException {
        Scan automatic = scan(filter);
        assertThat(automatic.explain()).startsWith(NAMESPACE + "." + set + ": query through i_" + set);
        Scan scanned = automatic.secondaryIndex(IndexUse.off());
        assertThat(scanned.explain()).isEqualTo(NAMESPACE + "." + set + ": scan; the use of indexes is off");
        assertSameRows(automatic, scanned);
    }

    private static void assertSameRows(Scan indexed, Scan scanned) throws IOException {
        List<String> expected = rows(scanned.reader());
        assertThat(rows(indexed.reader())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows(indexed.parallelism(3).reader())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows(indexed.request(now -> now.withRecordsPerSecond(10_000)).reader()))
                .containsExactlyInAnyOrderElementsOf(expected);
        List<String> parts = new ArrayList<>();
        for (ScanArrowReader part : indexed.readers(4)) {
            parts.addAll(rows(part));
        }
        assertThat(parts).containsExactlyInAnyOrderElementsOf(expected);
        PartitionSet half = PartitionSet.range(0, 2_048);
        assertThat(rows(indexed.partitions(half).reader()))
                .containsExactlyInAnyOrderElementsOf(
                        rows(scanned.partitions(half).reader()));
        for (int limit : List.of(1, 7, RECORDS)) {
            assertThat(rows(indexed.limit(limit).reader()))
                    .hasSize(Math.min(limit, expected.size()))
                    .isSubsetOf(expected);
        }
        Scan dropping = indexed.request(now -> now.withEmptyRecords(EmptyRecords.DROP));
        assertThat(rows(dropping.reader()))
                .containsExactlyInAnyOrderElementsOf(
                        rows(scanned.request(now -> now.withEmptyRecords(EmptyRecords.DROP))
                                .reader()));
        try (VectorSchemaRoot all = indexed.root()) {
            assertThat(all.getRowCount()).isEqualTo(expected.size());
        }
    }

    /** A query for each value costs more than a scan of a small namespace. */
    @ParameterizedTest
    @MethodSource("lists")
    void queriesEachValueWithTheRowsOfAScan(Filter filter) throws IOException {
        Scan scanned = scan(filter).secondaryIndex(IndexUse.off());
        Scan named = scan(filter).secondaryIndex(IndexUse.named(byA));
        assertThat(named.explain()).contains("query through " + byA + " IN (");
        assertSameRows(named, scanned);
    }

    /** An index of integers has no floats, and the condition is true for both. */
    @ParameterizedTest
    @MethodSource("served")
    void findsAlsoFloatsUnlessTheIndexIsNamed(Filter filter) throws IOException {
        Filter both = filter.acrossNumbers();
        List<String> expected = rows(scan(both).secondaryIndex(IndexUse.off()).reader());
        assertThat(rows(scan(both).reader())).containsExactlyInAnyOrderElementsOf(expected);
        if (!filter.equals(both)) {
            String use = filter.toString().contains("bin 'a'") ? byA : byS;
            Scan named = scan(both).secondaryIndex(IndexUse.named(use));
            assertThat(rows(named.reader())).isSubsetOf(expected);
        }
    }

    @Test
    void saysWhyItScans() {
        String target = NAMESPACE + "." + set;
        assertThat(scan(A.equalTo(5).acrossNumbers()).explain())
                .isEqualTo(target + ": scan; " + byA
                        + " has no floats, and the condition finds those, too. To read integers"
                        + " only, name the index");
        assertThat(scan(A.notEqualTo(5)).explain()).isEqualTo(target + ": scan; no index serves the filter");
        assertThat(cluster.aero().scan(NAMESPACE, set).explain()).isEqualTo(target + ": scan; there is no filter");
        assertThat(scan(A.greaterThan(5)).secondaryIndex(IndexUse.named(byA)).explain())
                .isEqualTo(target + ": query through " + byA + " 5..");
        assertThat(scan(A.between(5, 6).acrossNumbers())
                        .secondaryIndex(IndexUse.named(byA))
                        .explain())
                .isEqualTo(target + ": query through " + byA + " 5..6 (integers only)");
    }

    @Test
    void refusesANamedIndexThatDoesNotServeTheFilter() {
        assertThatThrownBy(() -> scan(A.equalTo(5))
                        .secondaryIndex(IndexUse.named("none"))
                        .reader())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + NAMESPACE + "." + set + "' has no index 'none'; its indexes are [" + byA + ", " + byS
                        + "]");
        assertThatThrownBy(() ->
                        scan(A.equalTo(5)).secondaryIndex(IndexUse.named(byS)).reader())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index '" + byS + "' of '" + NAMESPACE + "." + set
                        + "' serves no condition of the filter: it finds string values of");
    }

    @Test
    void aDroppedIndexIsNoLongerUsed() throws IOException {
        String other = cluster.newSet();
        String name = cluster.newIndex(other, "a", IndexType.NUMERIC, IndexCollectionType.DEFAULT);
        cluster.put(other, 1, new Bin("a", 5));
        Scan scan = cluster.aero().scan(NAMESPACE, other).where(A.equalTo(5));
        assertThat(scan.explain()).contains("query through " + name);
        cluster.aero().client().dropIndex(NAMESPACE, name);
        assertThat(scan.explain()).endsWith(": scan; no index serves the filter");
        assertThat(rows(scan.reader())).hasSize(1);
    }
}
