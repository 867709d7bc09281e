package io.aeroarrow.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.cdt.ListReturnType;
import com.aerospike.client.cdt.MapReturnType;
import com.aerospike.client.command.ParticleType;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.exp.ListExp;
import com.aerospike.client.exp.MapExp;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters on values in lists and maps encode like the same conditions of the official client 9.2.0. */
class PathEncoderTest {

    private static final Operand.BinValue M = Filter.bin("m");
    private static final Operand.BinValue L = Filter.bin("l");
    private static final Exp MAP = Exp.mapBin("m");
    private static final Exp LIST = Exp.listBin("l");
    private static final Exp ONE = Exp.val(1);
    private static final Exp.Type INT = Exp.Type.INT;
    private static final Exp.Type STRING = Exp.Type.STRING;

    /** Where unknown has the effect of false, the value is only counted, as one element or none. */
    @Test
    void aComparisonCountsTheValuesInARange() {
        Map<Filter, String> ranges = new LinkedHashMap<>();
        ranges.put(M.key("k").equalTo(5), "0506");
        ranges.put(M.key("k").greaterThan(5), "06a103");
        ranges.put(M.key("k").atLeast(5), "05a103");
        ranges.put(M.key("k").lessThan(5), "d3800000000000000005");
        ranges.put(M.key("k").atMost(5), "d3800000000000000006");
        ranges.put(M.key("k").atMost(Long.MAX_VALUE), "d38000000000000000a103");
        ranges.put(M.key("k").between(1, 2), "0103");
        ranges.put(Filter.not(M.key("k").greaterThan(5)), "d3800000000000000006");
        ranges.put(Filter.not(M.key("k").notEqualTo(5)), "0506");
        ranges.put(M.key("k").equalTo("x"), "a20378" + "a3037800");
        ranges.put(M.key("k").greaterThan("x"), "a3037800" + "927e90");
        ranges.put(M.key("k").equalTo(new byte[] {1}), "a20401a3040100");
        ranges.put(M.key("k").equalTo(true), "c3d38000000000000000");
        ranges.put(M.key("k").equalTo(false), "c2c3");
        ranges.put(M.key("k").lessThan(1.5), "cbfff0000000000000" + "cb3ff8000000000000");
        // NaN is greater than no number, but it is not less either.
        ranges.put(Filter.not(M.key("k").lessThan(1.5)), "cb3ff8000000000000" + "a117");
        ranges.forEach((filter, range) -> assertThat(hex(filter))
                .as("%s", filter)
                .isEqualTo("9301" + "957f020094" + "1905" + range + "957f040093" + "6b07927e91a2036b" + "935105a16d"
                        + "01"));
        assertThat(hex(M.key("k").in(1, 2, 1)))
                .isEqualTo("9301" + "957f020093" + "1705927e920102" + "957f040093" + "6b07927e91a2036b" + "935105a16d"
                        + "01");
    }

    @Test
    void conditionsOnOneIntegerAreOneRange() {
        Filter low = M.key("k").greaterThan(5);
        Filter high = M.key("k").atMost(9);
        Filter other = M.key("o").equalTo(1);
        assertThat(hex(low.and(high))).isEqualTo(hex(M.key("k").between(6, 9)));
        assertThat(hex(low.and(other).and(high).and(M.key("k").between(0, 8))))
                .isEqualTo(hex(M.key("k").between(6, 8).and(other)));
        assertThat(hex(low.and(M.key("k").equalTo("x"))))
                .isEqualTo("9310" + hex(M.key("k").equalTo("x")) + hex(low));
        assertThat(hex(Filter.not(low.and(high))))
                .isNotEqualTo(hex(Filter.not(M.key("k").between(6, 9))));
    }

    /** Elsewhere the value is read, but only if it is of the type of the literal: otherwise it is unknown. */
    @Test
    void aValueIsReadOnlyIfItIsOfTheTypeOfTheLiteral() {
        assertSame(
                Filter.not(M.key("k").between(1, 5)),
                Exp.not(Exp.and(
                        Exp.ge(guarded(INT, "k", MAP), Exp.val(1)), Exp.le(guarded(INT, "k", MAP), Exp.val(5)))));
        assertSame(M.key(7).notEqualTo("x"), Exp.ne(guarded(STRING, 7, MAP), Exp.val("x")));
        Exp element = ListExp.getByIndexRange(ListReturnType.VALUE, Exp.val(-3), Exp.val(1), LIST);
        assertSame(
                L.index(-3).notEqualTo(1),
                Exp.ne(
                        Exp.cond(
                                isOne(element, INT),
                                ListExp.getByIndex(ListReturnType.VALUE, INT, Exp.val(-3), LIST),
                                Exp.unknown()),
                        ONE));
    }

    /** The context of a further step is the first element of the list that selects the collection, if it is one. */
    @Test
    void aStepIsACallInTheFirstElementOfTheStepBefore() {
        assertThat(hex(M.key("inner").key("b").lessThan(5)))
                .isEqualTo("9301" + "957f020094" + "1905d3800000000000000005"
                        + ("957f040093" + "ccff921000" + "936b07927e91a20362")
                        + ("957f040094" + "190780a0" + "957f040093" + "6b07927e91a603696e6e6572" + "935105a16d")
                        + "01");
    }

    @Test
    void aSizeIsThatOfAListOrAMap() {
        Exp bin = Exp.binType("l");
        assertSame(
                L.size().greaterThan(3),
                Exp.gt(
                        Exp.cond(
                                Exp.eq(bin, Exp.val(ParticleType.LIST)),
                                ListExp.size(LIST),
                                Exp.eq(bin, Exp.val(ParticleType.MAP)),
                                MapExp.size(Exp.mapBin("l")),
                                Exp.unknown()),
                        Exp.val(3)));
    }

    @Test
    void containmentCountsElementsAndKeys() {
        assertSame(
                L.contains(Value.of(7)),
                Exp.gt(ListExp.getByValue(ListReturnType.COUNT, Exp.val(7), LIST), Exp.val(0)));
        assertSame(
                L.contains(Value.of(0.5)),
                Exp.gt(
                        ListExp.getByValueRange(ListReturnType.COUNT, Exp.val(0.5), Exp.val(Math.nextUp(0.5)), LIST),
                        Exp.val(0)));
        assertSame(
                M.containsKey(Value.of("k")),
                Exp.gt(MapExp.getByKey(MapReturnType.COUNT, Exp.Type.INT, Exp.val("k"), MAP), Exp.val(0)));
    }

    /** The types of the value and of all collections on its path are tested from the bin on. */
    @Test
    void typeTestsCountTheValuesInTheRangeOfTheType() {
        Map<BinType, String> ranges = new LinkedHashMap<>();
        ranges.put(BinType.BOOL, "c2" + "d38000000000000000");
        ranges.put(BinType.INTEGER, "d38000000000000000" + "a103");
        ranges.put(BinType.STRING, "a103" + "927e90");
        ranges.put(BinType.LIST, "927e90" + "80");
        ranges.put(BinType.MAP, "80" + "a0");
        ranges.put(BinType.BLOB, "a0" + "cbfff0000000000000");
        ranges.put(BinType.FLOAT, "cbfff0000000000000" + "a117");
        String isMap = "9301" + "9252a16d" + "13";
        String selected = "957f040093" + "6b07927e91a2036b" + "935105a16d";
        ranges.forEach((type, range) -> assertThat(hex(M.key("k").hasType(type)))
                .isEqualTo("9301" + "957f020094" + "1905" + range + selected + "01"));
        assertThat(hex(M.key("k").hasType(BinType.GEOJSON)))
                .isEqualTo("9301" + "957f020093" + "1905" + "a117" + selected + "01");
        String exists = "9301" + "957f020093" + "1905" + "c2" + selected + "01";
        assertThat(hex(M.key("k").exists())).isEqualTo(exists);
        assertThat(hex(M.key("k").isMissing())).isEqualTo("9212" + "9310" + isMap + exists);
        assertThat(hex(Filter.not(M.key("k").index(1).exists())))
                .isEqualTo("9212" + "9410" + isMap
                        + ("9301" + "957f020094" + "1905" + "927e9080" + selected + "01")
                        + ("9301" + "957f020093" + "1905" + "c2" + "957f040093" + "ccff921000" + "9418070101"
                                + ("957f040094" + "1907" + "927e9080" + selected) + "01"));
    }

    private static Exp guarded(Exp.Type type, Object key, Exp map) {
        Exp literal = key instanceof String text ? Exp.val(text) : Exp.val((Integer) key);
        return Exp.cond(
                isOne(MapExp.getByKeyList(MapReturnType.VALUE, Exp.val(List.of(key)), map), type),
                MapExp.getByKey(MapReturnType.VALUE, type, literal, map),
                Exp.unknown());
    }

    /** The interval of a type, as the official client can express it for integers and strings. */
    private static Exp isOne(Exp selected, Exp.Type type) {
        Exp start = type == INT ? Exp.val(Long.MIN_VALUE) : Exp.val("");
        Exp end = type == INT ? Exp.val("") : Exp.val(List.of());
        return Exp.eq(ListExp.getByValueRange(ListReturnType.COUNT, start, end, selected), ONE);
    }

    private static String hex(Filter filter) {
        return HexFormat.of().formatHex(FilterEncoder.encode(filter, ServerBuild.UNKNOWN));
    }

    private static void assertSame(Filter ours, Exp official) {
        assertThat(FilterEncoder.encode(ours, ServerBuild.UNKNOWN))
                .isEqualTo(Exp.build(official).getBytes());
    }
}
