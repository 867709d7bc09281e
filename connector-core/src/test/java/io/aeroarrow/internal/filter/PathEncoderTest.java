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
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters on values in lists and maps encode like the same conditions of the official client 9.2.0. */
class PathEncoderTest {

    private static final Operand.BinValue M = Filter.bin("m");
    private static final Operand.BinValue L = Filter.bin("l");
    private static final Exp MAP = Exp.mapBin("m");
    private static final Exp LIST = Exp.listBin("l");
    private static final Exp ONE = Exp.val(1);

    @Test
    void aKeyIsACallThatReturnsTheTypeOfTheLiteral() {
        assertSame(M.key("k").greaterThan(5), Exp.gt(byKey(Exp.Type.INT, Exp.val("k"), MAP), Exp.val(5)));
        assertSame(M.key(7).equalTo("x"), Exp.eq(byKey(Exp.Type.STRING, Exp.val(7), MAP), Exp.val("x")));
        assertSame(
                M.step(new PathStep.Key(Value.of(new byte[] {1}))).atMost(0.5),
                Exp.le(byKey(Exp.Type.FLOAT, Exp.val(new byte[] {1}), MAP), Exp.val(0.5)));
        assertSame(M.key("k").equalTo(true), Exp.eq(byKey(Exp.Type.BOOL, Exp.val("k"), MAP), Exp.val(true)));
    }

    /** A call in a call, where the official client's examples use a context. */
    @Test
    void eachStepIsACallOnTheResultOfTheStepBefore() {
        Exp inner = byKey(Exp.Type.MAP, Exp.val("inner"), MAP);
        assertSame(M.key("inner").key("b").lessThan(5), Exp.lt(byKey(Exp.Type.INT, Exp.val("b"), inner), Exp.val(5)));
        assertThat(hex(M.key("inner").key("b").lessThan(5)))
                .isEqualTo("9305957f020093" + "6107a20362" + "957f050093" + "6107a603696e6e6572" + "935105a16d" + "05");
    }

    @Test
    void anIndexIsReadOnlyIfItExists() {
        assertSame(
                L.index(2).equalTo(1),
                Exp.eq(Exp.cond(Exp.gt(ListExp.size(LIST), Exp.val(2)), byIndex(2), Exp.unknown()), ONE));
        assertSame(
                L.index(-3).equalTo(1),
                Exp.eq(Exp.cond(Exp.ge(ListExp.size(LIST), Exp.val(3)), byIndex(-3), Exp.unknown()), ONE));
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
                .isEqualTo("9310" + isMap + "9301" + "957f020094" + "1905" + range + selected + "01"));
        assertThat(hex(M.key("k").hasType(BinType.GEOJSON)))
                .isEqualTo("9310" + isMap + "9301" + "957f020093" + "1905" + "a117" + selected + "01");
        String exists = "9310" + isMap + "9301" + "957f020093" + "1905" + "c2" + selected + "01";
        assertThat(hex(M.key("k").exists())).isEqualTo(exists);
        assertThat(hex(M.key("k").isMissing())).isEqualTo("9212" + exists);
        assertThat(hex(M.key("k").index(1).exists()))
                .isEqualTo("9410" + isMap
                        + ("9301" + "957f020094" + "1905" + "927e9080" + selected + "01")
                        + ("9301" + "957f020093" + "1905" + "c2" + "957f040094" + "18070101"
                                + ("957f040093" + "6107a2036b" + "935105a16d") + "01"));
    }

    @Test
    void listsOfValuesTestAPathAsTheyTestABin() {
        Exp value = byKey(Exp.Type.INT, Exp.val("k"), MAP);
        assertSame(M.key("k").in(1, 2), Exp.or(Exp.eq(value, ONE), Exp.eq(value, Exp.val(2))));
        assertSame(M.key("k").between(1, 2), Exp.and(Exp.ge(value, ONE), Exp.le(value, Exp.val(2))));
    }

    private static Exp byKey(Exp.Type type, Exp key, Exp map) {
        return MapExp.getByKey(MapReturnType.VALUE, type, key, map);
    }

    private static Exp byIndex(int index) {
        return ListExp.getByIndex(ListReturnType.VALUE, Exp.Type.INT, Exp.val(index), LIST);
    }

    private static String hex(Filter filter) {
        return HexFormat.of().formatHex(FilterEncoder.encode(filter, ServerBuild.UNKNOWN));
    }

    private static void assertSame(Filter ours, Exp official) {
        assertThat(FilterEncoder.encode(ours, ServerBuild.UNKNOWN))
                .isEqualTo(Exp.build(official).getBytes());
    }
}
