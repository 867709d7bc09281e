package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.exp.Exp;
import com.aerospike.client.policy.ScanPolicy;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.model.BinType;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares filters with the official client's expressions. */
@ExtendWith(AerospikeExtension.class)
class FilterConformanceTest {

    private static final Schema DIGESTS = schema(MetadataColumn.DIGEST.field());
    private static final Schema ONE_BIN = schema(field("v", Rows.INT64), MetadataColumn.DIGEST.field());
    private static final Schema TWO_BINS =
            schema(MetadataColumn.DIGEST.field(), field("s", Rows.UTF8), field("rare", Rows.FLOAT64));

    @AutoClose
    private static TestCluster cluster;

    private static FilterRecords records;
    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        records = FilterRecords.write(cluster, set);
    }

    /** The result is the same for every projection. */
    @TestFactory
    Stream<DynamicTest> everyFilterSelectsWhatTheOfficialClientsDoes() {
        return FilterPairs.all(records).entrySet().stream()
                .map(pair -> DynamicTest.dynamicTest(String.valueOf(pair.getKey()), () -> {
                    Set<String> expected = official(pair.getValue());
                    for (Schema schema : List.of(DIGESTS, ONE_BIN, TWO_BINS)) {
                        assertThat(select(pair.getKey(), schema)).isEqualTo(expected);
                    }
                    // A filter that all or no records pass would test nothing.
                    assertThat(expected).hasSizeBetween(1, records.size() - 1);
                }));
    }

    @Test
    void missingAndWronglyTypedBinsAreUnknown() throws IOException {
        Filter positive = Filter.bin("v").greaterThan(0);
        Set<String> integers = select(Filter.bin("v").hasType(BinType.INTEGER), DIGESTS);
        Set<String> selected = select(positive, DIGESTS);
        Set<String> rest = select(Filter.not(positive), DIGESTS);
        assertThat(selected).isNotEmpty().isSubsetOf(integers).doesNotContainAnyElementsOf(rest);
        assertThat(rest).isNotEmpty().isSubsetOf(integers);
        assertThat(selected.size() + rest.size()).isEqualTo(integers.size()).isLessThan(records.size());
        // The first filter is true despite the unknown part; the second one is unknown because of it.
        Filter everywhere = Filter.digestModulo(1).equalTo(0);
        assertThat(select(positive.or(everywhere), DIGESTS)).hasSize(records.size());
        assertThat(select(positive.and(everywhere), DIGESTS)).isEqualTo(selected);
        assertThat(select(Filter.not(positive.and(Filter.not(everywhere))), DIGESTS))
                .as("an and with a false part is false, and not unknown")
                .hasSize(records.size());
    }

    @Test
    void filtersThatAreAlwaysOrNeverTrue() throws IOException {
        assertThat(select(Filter.bin("nowhere").equalTo(1), ONE_BIN)).isEmpty();
        assertThat(select(Filter.not(Filter.bin("nowhere").equalTo(1)), ONE_BIN))
                .isEmpty();
        assertThat(select(Filter.bin("v").between(2, 1), ONE_BIN)).isEmpty();
        assertThat(select(Filter.bin("f").equalTo(Double.NaN), ONE_BIN)).isEmpty();
        assertThat(select(Filter.bin("nowhere").isMissing(), ONE_BIN)).hasSize(records.size());
        assertThat(select(Filter.setName().equalTo(set), ONE_BIN)).hasSize(records.size());
        assertThat(select(Filter.setName().notEqualTo(set), ONE_BIN)).isEmpty();
    }

    @Test
    void aScanOfTheWholeNamespaceFindsTheSet() throws IOException {
        ScanRequest request =
                ScanRequest.of(NAMESPACE, "").withFilter(Filter.setName().startsWith(set));
        assertThat(read(request, DIGESTS)).hasSize(records.size());
    }

    /**
     * Prefixes compare bytes, also bytes that are not UTF-8, and also if the last byte of the prefix is the highest
     * one.
     */
    @Test
    void prefixesCompareBytes() throws IOException {
        Map<String, Integer> prefixes =
                Map.of("", 14, "a", 4, "ab", 2, "a%", 1, "é", 1, "ÿ", 2, "\u007f", 1, "🚀", 1, "zz", 0);
        String own = cluster.newSet();
        FilterRecords.writePrefixed(cluster, own);
        for (Map.Entry<String, Integer> prefix : prefixes.entrySet()) {
            ScanRequest request =
                    ScanRequest.of(NAMESPACE, own).withFilter(Filter.bin("s").startsWith(prefix.getKey()));
            assertThat(read(request, DIGESTS))
                    .as("prefix '%s'", prefix.getKey())
                    .hasSize(prefix.getValue());
        }
    }

    @Test
    void aLongListIsSentInOneRequest() throws IOException {
        Filter in =
                Filter.bin("v").in(LongStream.range(0, 20_000).map(i -> i * 2).toArray());
        assertThat(select(in, ONE_BIN))
                .isNotEmpty()
                .isEqualTo(official(Exp.and(
                        Exp.ge(Exp.intBin("v"), Exp.val(0)),
                        Exp.eq(Exp.mod(Exp.intBin("v"), Exp.val(2)), Exp.val(0)))));
    }

    @Test
    void aLimitCountsFilteredRecords() throws IOException {
        for (Filter filter : List.of(
                Filter.bin("v").greaterThan(0),
                Filter.bin("f").atLeast(0.0),
                Filter.digestModulo(2).equalTo(1))) {
            Set<String> all = select(filter, DIGESTS);
            for (Schema schema : List.of(DIGESTS, ONE_BIN, TWO_BINS)) {
                for (int limit : new int[] {1, 5, all.size() - 1, all.size(), all.size() + 1}) {
                    ScanRequest request = request(filter).withMaxRecords(limit);
                    assertThat(read(request, schema))
                            .as("%s, limit %d", filter, limit)
                            .hasSize(Math.min(limit, all.size()))
                            .isSubsetOf(all);
                }
            }
        }
    }

    @Test
    void theRequestDecidesWhetherRecordsWithoutTheBinsAreRead() throws IOException {
        Filter filter = Filter.digestModulo(2).equalTo(1);
        ScanRequest dropping = request(filter).withEmptyRecords(EmptyRecords.DROP);
        Set<String> expected = official(Exp.and(Exp.eq(Exp.digestModulo(2), Exp.val(1)), Exp.binExists("v")));
        assertThat(read(dropping, ONE_BIN)).isEqualTo(expected);
        // The server counts dropped records towards the limit, unless the filter tests their bins too.
        assertThat(read(dropping.withMaxRecords(expected.size()), ONE_BIN)).isEqualTo(expected);
    }

    @Test
    void aRejectedFilterThrows() {
        for (Filter refused : List.of(
                Filter.expression(Base64.getEncoder().encodeToString(new byte[] {5})),
                Filter.expression("ww==")
                        .and(Filter.expression(Base64.getEncoder().encodeToString(new byte[] {5}))),
                Filter.bin("s").matches("(", RegexFlag.EXTENDED))) {
            assertThatThrownBy(() -> select(refused, DIGESTS))
                    .as("%s", refused)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(ResultCode.PARAMETER.code()));
        }
    }

    private static ScanRequest request(Filter filter) {
        return ScanRequest.of(NAMESPACE, set).withFilter(filter);
    }

    private static Set<String> select(Filter filter, Schema schema) throws IOException {
        return read(request(filter), schema);
    }

    /** Returns the digests of a scan's rows; fails if one occurs twice. */
    private static Set<String> read(ScanRequest request, Schema schema) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        AeroArrowView tolerant = cluster.aero().with(ReadOptions.DEFAULT.withOnMismatch(OnMismatch.NULL));
        try (ArrowReader reader = tolerant.scan(request).schema(schema).reader()) {
            Rows.readAll(reader, rows);
        }
        Set<String> digests = new TreeSet<>();
        rows.forEach(row -> assertThat(digests.add(HexFormat.of().formatHex((byte[]) row.get("__digest"))))
                .isTrue());
        return digests;
    }

    private static Set<String> official(Exp expression) {
        ScanPolicy policy = new ScanPolicy();
        policy.filterExp = Exp.build(expression);
        policy.includeBinData = false;
        Set<String> digests = Collections.synchronizedSet(new HashSet<>());
        cluster.official()
                .scanAll(
                        policy,
                        NAMESPACE,
                        set,
                        (key, record) -> digests.add(HexFormat.of().formatHex(key.digest)));
        return new TreeSet<>(digests);
    }
}
