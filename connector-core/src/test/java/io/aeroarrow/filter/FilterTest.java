package io.aeroarrow.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FilterTest {

    @Test
    void namesInvalidArguments() {
        assertRejected(() -> Filter.bin(""), "bin name ''");
        assertRejected(() -> Filter.bin("sixteen-bytes-xx"), "sixteen-bytes-xx");
        assertRejected(() -> new Filter.HasBin("a\0"), "NUL");
        assertRejected(() -> Filter.bin("a").in(List.of()), "bin 'a'", "empty list");
        assertRejected(
                () -> Filter.bin("a").in(List.of(Value.of(1), Value.of("x"))),
                "bin 'a'",
                "the integer 1",
                "the string 'x'",
                "one type");
        assertRejected(() -> Filter.bin("a").between(Value.of(1), Value.of(2.5)), "the integer 1", "the float 2.5");
        assertRejected(
                () -> Filter.bin("a").compare(ComparisonOperator.EQUAL, Value.ofNull()), "bin 'a'", "null", "missing");
        assertRejected(() -> Filter.bin("a").compare(ComparisonOperator.EQUAL, Value.geoJson("{}")), "GeoJSON");
        assertRejected(() -> Filter.setName().equalTo(1), "set name", "the integer 1");
        assertRejected(() -> Filter.timeToLive().equalTo("x"), "time to live", "the string 'x'");
        assertRejected(() -> Filter.recordSize().equalTo(1.0), "record size", "the float 1.0");
        assertRejected(() -> Filter.lastUpdate().startsWith("x"), "last update");
        assertRejected(() -> Filter.voidTime().matches("x"), "void time");
        assertRejected(() -> Filter.key().equalTo(true), "user key", "the bool true");
        assertRejected(() -> Filter.key().equalTo(1.5), "user key", "the float 1.5");
        assertRejected(() -> Filter.digestModulo(3).equalTo(new byte[2]), "digest modulo 3", "a blob of 2 bytes");
        assertRejected(() -> Filter.digestModulo(0), "digest modulo 0");
        assertRejected(() -> Filter.bin("s").matches("a\0b"), "bin 's'", "NUL");
        assertRejected(() -> Filter.allOf(List.of()), "'and' of 0 filters");
        assertRejected(() -> new Filter.Or(List.of(Filter.hasKey())), "'or' of 1 filters");
    }

    @Test
    void namesInvalidPaths() {
        StoredValue list = Filter.bin("l");
        assertRejected(() -> list.step(new PathStep.Key(Value.of(1.5))), "the float 1.5", "key of a map");
        assertRejected(() -> list.containsKey(Value.of(true)), "the bool true", "key of a map");
        assertRejected(() -> list.key("").in(List.of()), "l['']", "empty list");
        assertRejected(() -> list.index(0).key("k").hasType(BinType.HLL), "value l[0]['k']", "BLOB");
        assertRejected(() -> list.contains(Value.of(Double.NaN)), "contains NaN");
        assertRejected(() -> list.contains(Value.of(Double.POSITIVE_INFINITY)), "contains Infinity");
        assertRejected(() -> list.contains(Value.of(List.of())), "bin 'l'", "a list");
        assertRejected(() -> list.size().equalTo("x"), "size of bin 'l'", "the string 'x'");
        assertRejected(() -> new PathValue("l", List.of()), "0 steps");
        assertRejected(
                () -> new PathValue("m", Collections.nCopies(33, new PathStep.Key(Value.of(1)))), "33 steps", "32");
    }

    @Test
    void acrossNumbersReachesIntoPaths() {
        StoredValue k = Filter.bin("m").key("k");
        Filter isInteger = k.hasType(BinType.INTEGER);
        assertThat(k.greaterThan(5).acrossNumbers())
                .isEqualTo(
                        isInteger.and(k.greaterThan(5)).or(Filter.not(isInteger).and(k.greaterThan(5.0))));
        assertThat(k.contains(Value.of(5.0)).acrossNumbers())
                .isEqualTo(k.contains(Value.of(5)).or(k.contains(Value.of(5.0))));
        assertThat(k.contains(Value.of(0.5)).acrossNumbers()).isEqualTo(k.contains(Value.of(0.5)));
        assertThat(k.contains(Value.of((1L << 53) + 1)).acrossNumbers())
                .isEqualTo(k.contains(Value.of((1L << 53) + 1)));
        assertThat(k.size().equalTo(1).acrossNumbers()).isEqualTo(k.size().equalTo(1));
    }

    @Test
    void anExpressionIsOneValueInBase64() {
        for (String good :
                List.of("c3", "9303935102a16105", "9301935105a16d82c70001c0a2036101", "d801" + "00".repeat(16))) {
            assertThat(Filter.expression(base64(good))).isEqualTo(new Filter.Expression(base64(good)));
        }
        assertRejected(() -> Filter.expression("no base64!"), "'no base64!'", "no base64");
        for (String bad :
                List.of("", "c3c3", "93c3c3", "9303935102a16105c3", "d9ff00", "ddffffffff", "c1", "dbffffffff")) {
            assertRejected(() -> Filter.expression(base64(bad)), "'" + base64(bad) + "'", "not one value");
        }
    }

    @Test
    void areSerializableAndComparable() throws IOException, ClassNotFoundException {
        Filter filter = Filter.not(
                        Filter.bin("a").greaterThan(5).and(Filter.bin("b").equalTo(new byte[] {1, 2})))
                .or(Filter.bin("f").between(1.5, 2.5))
                .or(Filter.key().in("x", "y"))
                .or(Filter.bin("s").startsWith("p"))
                .or(Filter.setName().matches("^x", RegexFlag.EXTENDED, RegexFlag.IGNORE_CASE))
                .or(Filter.bin("t").hasType(BinType.MAP))
                .or(Filter.bin("t").exists())
                .or(Filter.bin("t").equalTo(true))
                .or(Filter.digestModulo(7).equalTo(3))
                .or(Filter.hasKey())
                .or(Filter.expression("ww=="));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(filter);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(filter).hasSameHashCodeAs(filter);
        }
    }

    @Test
    void areImmutable() {
        List<Value> values = new ArrayList<>(List.of(Value.of(1)));
        Filter.In in = (Filter.In) Filter.bin("a").in(values);
        values.clear();
        assertThat(in.values()).containsExactly(Value.of(1));
        Filter two = in.and(in);
        assertThat(two.and(in)).isNotEqualTo(two).isEqualTo(new Filter.And(List.of(in, in, in)));
        assertThat(new Filter.Matches(Filter.bin("a"), "x", Set.of()).flags()).isEmpty();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static void assertRejected(ThrowingCallable use, String... named) {
        assertThatIllegalArgumentException()
                .isThrownBy(use)
                .satisfies(e -> assertThat(e.getMessage()).contains(named));
    }
}
