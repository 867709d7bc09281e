package io.aeroarrow.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.filter.BinProof;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which queries a scan needs, and their filters. */
class QueryFiltersTest {

    private static final Filter A = Filter.bin("a").greaterThan(5);
    private static final Filter Z = Filter.bin("z").greaterThan(5);
    private static final Filter NEITHER =
            Filter.bin("a").isMissing().and(Filter.bin("b").isMissing());
    private static final Filter EITHER =
            Filter.bin("a").exists().or(Filter.bin("b").exists());

    private static QueryFilters filters(ScanRequest request) {
        return QueryFilters.of(request, List.of(), ServerBuild.parse("8.1.1.9"));
    }

    @Test
    void needsOneQueryIfAllServersReturnAbsentBins() {
        ServerBuild newer = ServerBuild.parse("8.1.2.0");
        assertThat(QueryFilters.of(named(), List.of(), newer)).isEqualTo(new QueryFilters(null, true, null));
        assertThat(QueryFilters.of(named().withFilter(Z).withMaxRecords(9), List.of(), newer))
                .isEqualTo(new QueryFilters(Z, true, null));
        assertThat(QueryFilters.of(named().withFilter(A), List.of(), newer))
                .isEqualTo(new QueryFilters(A, false, null));
        assertThat(QueryFilters.of(named().withEmptyRecords(EmptyRecords.DROP), List.of(), newer))
                .isEqualTo(new QueryFilters(null, false, null));
        assertThat(QueryFilters.of(all(), List.of(), newer)).isEqualTo(new QueryFilters(null, false, null));
        assertThat(QueryFilters.of(all().withBins(BinSelection.none()), List.of(), newer))
                .isEqualTo(new QueryFilters(null, false, null));
    }

    /** The server answers a computed value for each record, so only a filter leaves out records without bins. */
    @Test
    void aScanWithComputedValuesDropsRecordsWithoutBinsByAFilter() {
        ServerBuild newer = ServerBuild.parse("8.1.2.0");
        List<ExpressionRead> size = List.of(ExpressionRead.recordSize("0", "__record_size"));
        ScanRequest drop = named().withEmptyRecords(EmptyRecords.DROP);
        assertThat(QueryFilters.of(named(), size, newer)).isEqualTo(new QueryFilters(null, true, null));
        assertThat(QueryFilters.of(drop, size, newer)).isEqualTo(new QueryFilters(EITHER, true, null));
        assertThat(QueryFilters.of(drop.withFilter(Z), size, newer))
                .isEqualTo(new QueryFilters(Z.and(EITHER), true, null));
        assertThat(QueryFilters.of(drop.withFilter(A), size, newer)).isEqualTo(new QueryFilters(A, true, null));
        assertThat(QueryFilters.of(drop.withBins(BinSelection.none()), size, newer))
                .isEqualTo(new QueryFilters(null, true, null));
        assertThatThrownBy(() -> QueryFilters.of(all(), size, newer))
                .hasMessage("a scan of all bins cannot compute values; name the bins");
    }

    @Test
    void filtersOnlyByBinPresenceWithoutAFilter() {
        assertThat(filters(all())).isEqualTo(new QueryFilters(null, false, null));
        assertThat(filters(all().withBins(BinSelection.none()))).isEqualTo(new QueryFilters(null, false, null));
        assertThat(filters(named())).isEqualTo(new QueryFilters(null, false, NEITHER));
        assertThat(filters(named().withMaxRecords(9))).isEqualTo(new QueryFilters(EITHER, false, NEITHER));
        assertThat(filters(named().withMaxRecords(9).withEmptyRecords(EmptyRecords.DROP)))
                .isEqualTo(new QueryFilters(EITHER, false, null));
        assertThat(filters(named().withBins(BinSelection.of(List.of("a")))).second())
                .isEqualTo(Filter.bin("a").isMissing());
    }

    @Test
    void aTestOfAValueInABinProvesTheBin() {
        Operand.BinValue a = Filter.bin("a");
        for (Filter proof : List.of(
                a.key("k").greaterThan(5),
                Filter.not(a.key("k").index(0).greaterThan(5)),
                a.size().equalTo(0),
                Filter.not(a.contains(Value.of(7))),
                Filter.not(a.containsKey(Value.of("k"))),
                a.key("k").exists(),
                a.key("k").hasType(BinType.LIST),
                Filter.not(a.key("k").isMissing()))) {
            assertThat(BinProof.proves(proof, List.of("a"))).as("%s", proof).isTrue();
            assertThat(BinProof.proves(proof, List.of("k"))).as("%s", proof).isFalse();
        }
        for (Filter none : List.of(
                a.key("k").isMissing(),
                Filter.not(a.key("k").exists()),
                Filter.not(a.key("k").hasType(BinType.LIST)))) {
            assertThat(BinProof.proves(none, List.of("a"))).as("%s", none).isFalse();
        }
    }

    @Test
    void appliesAFilterToBothQueries() {
        assertThat(filters(all().withFilter(Z))).isEqualTo(new QueryFilters(Z, false, null));
        assertThat(filters(named().withFilter(Z))).isEqualTo(new QueryFilters(Z, false, Z.and(NEITHER)));
        assertThat(filters(named().withFilter(Z).withMaxRecords(9)))
                .isEqualTo(new QueryFilters(Z.and(EITHER), false, Z.and(NEITHER)));
    }

    @Test
    void needsOneQueryIfTheFilterProvesABin() {
        assertThat(filters(named().withFilter(A))).isEqualTo(new QueryFilters(A, false, null));
        assertThat(filters(named().withFilter(A).withMaxRecords(9))).isEqualTo(new QueryFilters(A, false, null));
    }

    @Test
    void aTestOfAValueProvesItsBinAlsoUnderNot() {
        for (Filter test : List.of(
                A,
                Filter.bin("b").in(1, 2),
                Filter.bin("a").between(1, 2),
                Filter.bin("a").startsWith("x"),
                Filter.bin("b").matches("x"))) {
            assertProven(test, true);
            assertProven(Filter.not(test), true);
        }
        assertProven(Z, false);
        assertProven(Filter.not(Z), false);
        for (Filter other : List.of(
                Filter.hasKey(),
                Filter.key().equalTo("a"),
                Filter.setName().equalTo("a"),
                Filter.timeToLive().greaterThan(1),
                Filter.digestModulo(3).equalTo(0),
                Filter.expression("ww=="))) {
            assertProven(other, false);
            assertProven(Filter.not(other), false);
        }
    }

    @Test
    void aPresenceTestProvesItsBinOnlyWhenTrue() {
        assertProven(Filter.bin("a").exists(), true);
        assertProven(Filter.bin("z").exists(), false);
        assertProven(Filter.not(Filter.bin("a").exists()), false);
        assertProven(Filter.bin("a").isMissing(), false);
        assertProven(Filter.not(Filter.bin("a").isMissing()), true);
        assertProven(Filter.bin("a").hasType(BinType.MAP), true);
        assertProven(Filter.not(Filter.bin("a").hasType(BinType.MAP)), false);
    }

    @Test
    void andNeedsOneProofAndOrNeedsAll() {
        assertProven(Z.and(A), true);
        assertProven(Z.and(Z), false);
        assertProven(Z.or(A), false);
        assertProven(A.or(Filter.bin("b").exists()), true);
        assertProven(Filter.not(Z.and(A)), false);
        assertProven(Filter.not(Z.or(A)), true);
        assertProven(Filter.not(A.and(A)), true);
        assertProven(Filter.not(Filter.not(Z.and(A))), true);
        assertProven(Filter.not(Filter.bin("a").isMissing().or(Z)), true);
        assertProven(Filter.not(Filter.bin("a").isMissing().and(Z)), false);
    }

    private static void assertProven(Filter filter, boolean proven) {
        assertThat(BinProof.proves(filter, List.of("a", "b"))).as("%s", filter).isEqualTo(proven);
    }

    private static ScanRequest all() {
        return ScanRequest.of("test", "s");
    }

    private static ScanRequest named() {
        return all().withBins(BinSelection.of(List.of("a", "b")));
    }
}
