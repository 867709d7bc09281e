package io.aeroarrow.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.exp.BitExp;
import com.aerospike.client.exp.Exp;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.RecordMetadata;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Filters encode like the same conditions of the official client 9.2.0. */
class FilterEncoderTest {

    /** Expressions that the official client sends, from protocol.md and the captures; servers accepted each of them. */
    @Test
    void encodesCapturedExpressions() {
        Operand.BinValue a = Filter.bin("a");
        Map<String, Filter> captured = new LinkedHashMap<>();
        captured.put("9303935102a16105", a.greaterThan(5));
        captured.put(
                "93109303935102a161059301935103a46e616d65a20378",
                a.greaterThan(5).and(Filter.bin("name").equalTo("x")));
        captured.put("9304935102a161ff", a.atLeast(-1));
        captured.put("9305935102a161ce000f4240", a.lessThan(1_000_000));
        captured.put("9306935102a161cf0000010000000000", a.atMost(1L << 40));
        captured.put("9302935102a161d38000000000000000", a.notEqualTo(Long.MIN_VALUE));
        captured.put("9301935107a166cb4004000000000000", Filter.bin("f").equalTo(2.5));
        captured.put("9301935101a162c3", Filter.bin("b").equalTo(true));
        captured.put("9301935106a2626ca3040102", Filter.bin("bl").equalTo(new byte[] {1, 2}));
        captured.put("9301935103a173a103", Filter.bin("s").equalTo(""));
        captured.put(
                "9301935103a173d920036162636465666768696a6b6c6d6e6f707172737475767778797a3031323334",
                Filter.bin("s").equalTo("abcdefghijklmnopqrstuvwxyz01234"));
        captured.put(
                "94070aa65e702e2a6724935103a46e616d65",
                Filter.bin("name").matches("^p.*g$", RegexFlag.NEWLINE, RegexFlag.IGNORE_CASE));
        captured.put("94119301935102a161019301935102a161029301935102a16103", a.in(1, 2, 3));
        captured.put("92129301935102a16101", Filter.not(a.equalTo(1)));
        captured.put("93029252a16100", a.exists());
        captured.put("93019252a16101", a.hasType(BinType.INTEGER));
        captured.put("9147", Filter.hasKey());
        captured.put("930192500207", Filter.key().equalTo(7));
        captured.put("9301925003a2036b", Filter.key().equalTo("k"));
        captured.put("93019146a50364656d6f", Filter.setName().equalTo("demo"));
        captured.put("930192400301", Filter.digestModulo(3).equalTo(1));
        captured.put("93059145cd0e10", Filter.timeToLive().lessThan(3600));
        captured.put("93019144ff", Filter.voidTime().equalTo(-1));
        captured.put("93049142cf16345785d8a00000", Filter.lastUpdate().atLeast(0x16345785d8a00000L));
        captured.put("9303914acd03e8", Filter.recordSize().greaterThan(1000));
        captured.forEach((hex, filter) -> assertThat(
                        HexFormat.of().formatHex(FilterEncoder.encode(filter, ServerBuild.UNKNOWN)))
                .isEqualTo(hex));
    }

    /** As the sources of servers 8.1.2 and later parse it; the official client does not encode it yet. */
    @Test
    void encodesAListMembershipTestForNewServers() {
        Operand.BinValue a = Filter.bin("a");
        Map<String, Filter> expected = Map.of(
                "9309935102a161927e93010203", a.in(1, 2, 3),
                "9309935103a161927e92a20378a103", a.in("x", ""),
                "9309935106a161927e92a20401a104", a.in(List.of(Value.of(new byte[] {1}), Value.of(new byte[0]))),
                "9301935102a16105", a.in(5),
                "93119301935107a161cb00000000000000009301935107a161cb4000000000000000", a.in(0.0, 2.0));
        for (String build : List.of("8.1.2.0", "8.2.0.1", "10.0.0.0-rc1")) {
            expected.forEach((hex, filter) -> assertThat(
                            HexFormat.of().formatHex(FilterEncoder.encode(filter, ServerBuild.parse(build))))
                    .as("%s for %s", filter, build)
                    .isEqualTo(hex));
        }
        Filter in = a.in(1, 2, 3);
        byte[] equalities = FilterEncoder.encode(in, ServerBuild.UNKNOWN);
        for (String build : List.of("8.1.1.9", "7.2.0.3-5-gabcdef", "", "8.1", "next")) {
            assertThat(FilterEncoder.encode(in, ServerBuild.parse(build)))
                    .as(build)
                    .isEqualTo(equalities);
        }
    }

    @Test
    void encodesEveryOperatorOnEveryBinType() {
        for (ComparisonOperator operator : ComparisonOperator.values()) {
            Operand bin = Filter.bin("größe");
            assertSame(bin.compare(operator, Value.of(5)), official(operator, Exp.intBin("größe"), Exp.val(5)));
            assertSame(bin.compare(operator, Value.of(-0.0)), official(operator, Exp.floatBin("größe"), Exp.val(-0.0)));
            assertSame(
                    bin.compare(operator, Value.of("日本")), official(operator, Exp.stringBin("größe"), Exp.val("日本")));
            assertSame(
                    bin.compare(operator, Value.of(false)), official(operator, Exp.boolBin("größe"), Exp.val(false)));
            assertSame(
                    bin.compare(operator, Value.of(new byte[] {-1, 0})),
                    official(operator, Exp.blobBin("größe"), Exp.val(new byte[] {-1, 0})));
        }
    }

    @Test
    void shortFormsEqualTheOperators() {
        Operand a = Filter.bin("a");
        Exp bin = Exp.intBin("a");
        Exp text = Exp.stringBin("a");
        Exp number = Exp.floatBin("a");
        assertSame(a.equalTo(1), Exp.eq(bin, Exp.val(1)));
        assertSame(a.equalTo(1.5), Exp.eq(number, Exp.val(1.5)));
        assertSame(a.equalTo("x"), Exp.eq(text, Exp.val("x")));
        assertSame(a.equalTo(false), Exp.eq(Exp.boolBin("a"), Exp.val(false)));
        assertSame(a.equalTo(new byte[0]), Exp.eq(Exp.blobBin("a"), Exp.val(new byte[0])));
        assertSame(a.notEqualTo(1), Exp.ne(bin, Exp.val(1)));
        assertSame(a.notEqualTo(1.5), Exp.ne(number, Exp.val(1.5)));
        assertSame(a.notEqualTo("x"), Exp.ne(text, Exp.val("x")));
        assertSame(a.notEqualTo(true), Exp.ne(Exp.boolBin("a"), Exp.val(true)));
        assertSame(a.notEqualTo(new byte[] {7}), Exp.ne(Exp.blobBin("a"), Exp.val(new byte[] {7})));
        assertSame(a.greaterThan(1), Exp.gt(bin, Exp.val(1)));
        assertSame(a.greaterThan(1.5), Exp.gt(number, Exp.val(1.5)));
        assertSame(a.greaterThan("x"), Exp.gt(text, Exp.val("x")));
        assertSame(a.atLeast(1), Exp.ge(bin, Exp.val(1)));
        assertSame(a.atLeast(1.5), Exp.ge(number, Exp.val(1.5)));
        assertSame(a.atLeast("x"), Exp.ge(text, Exp.val("x")));
        assertSame(a.lessThan(1), Exp.lt(bin, Exp.val(1)));
        assertSame(a.lessThan(1.5), Exp.lt(number, Exp.val(1.5)));
        assertSame(a.lessThan("x"), Exp.lt(text, Exp.val("x")));
        assertSame(a.atMost(1), Exp.le(bin, Exp.val(1)));
        assertSame(a.atMost(1.5), Exp.le(number, Exp.val(1.5)));
        assertSame(a.atMost("x"), Exp.le(text, Exp.val("x")));
    }

    @Test
    void encodesNumbersInAsManyBytesAsTheOfficialClient() {
        LongStream.concat(
                        LongStream.of(0, Long.MAX_VALUE, Long.MIN_VALUE),
                        IntStream.range(0, 63).mapToLong(bit -> 1L << bit))
                .flatMap(value -> LongStream.of(value - 1, value, value + 1, -value - 1, -value, -value + 1))
                .forEach(value -> assertSame(Filter.bin("a").equalTo(value), Exp.eq(Exp.intBin("a"), Exp.val(value))));
        for (double value : new double[] {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300}) {
            assertSame(Filter.bin("f").atMost(value), Exp.le(Exp.floatBin("f"), Exp.val(value)));
        }
    }

    @Test
    void encodesStringsAndBlobsOfEveryLength() {
        for (int length : new int[] {0, 1, 30, 31, 32, 254, 255, 256, 65_534, 65_535, 65_536}) {
            String text = "x".repeat(length);
            assertSame(Filter.bin("s").equalTo(text), Exp.eq(Exp.stringBin("s"), Exp.val(text)));
            byte[] blob = new byte[length];
            Arrays.fill(blob, (byte) 0xa5);
            assertSame(Filter.bin("s").equalTo(blob), Exp.eq(Exp.blobBin("s"), Exp.val(blob)));
            assertSame(
                    Filter.bin("s").matches(text),
                    Exp.regexCompare(text, com.aerospike.client.query.RegexFlag.NONE, Exp.stringBin("s")));
        }
    }

    @Test
    void shortListsAreEqualities() {
        for (int size : new int[] {1, 2, 7, 8}) {
            Exp[] equalities = IntStream.range(0, size)
                    .mapToObj(i -> Exp.eq(Exp.intBin("a"), Exp.val(i)))
                    .toArray(Exp[]::new);
            Filter in = Filter.bin("a").in(LongStream.range(0, size).toArray());
            assertSame(in, size == 1 ? equalities[0] : Exp.or(equalities));
        }
        assertSame(
                Filter.bin("a").in("x", "y"),
                Exp.or(Exp.eq(Exp.stringBin("a"), Exp.val("x")), Exp.eq(Exp.stringBin("a"), Exp.val("y"))));
    }

    @Test
    void integersCloseTogetherAreARangeAndABitmap() {
        long[] values = LongStream.range(0, 60).map(i -> 2 * i).toArray();
        byte[] bitmap = new byte[128];
        Arrays.fill(bitmap, 0, 15, (byte) 0xaa);
        Exp bit = BitExp.getInt(Exp.intAnd(Exp.intBin("a"), Exp.val(1023)), Exp.val(1), false, Exp.val(bitmap));
        Exp expected = Exp.and(
                Exp.ge(Exp.intBin("a"), Exp.val(0)), Exp.le(Exp.intBin("a"), Exp.val(118)), Exp.eq(bit, Exp.val(1)));
        assertSame(Filter.bin("a").in(values), expected);
        assertSame(
                Filter.bin("a")
                        .mayBeIn(Arrays.stream(values).mapToObj(Value::of).toList()),
                expected);
    }

    @Test
    void searchesAnOrderedList() {
        String[] texts = IntStream.range(0, 9).mapToObj(i -> "t" + 9 * i % 10).toArray(String[]::new);
        String list = IntStream.of(0, 2, 3, 4, 5, 6, 7, 8, 9)
                .mapToObj(i -> "a30374" + Integer.toHexString('0' + i))
                .collect(Collectors.joining());
        assertThat(HexFormat.of().formatHex(FilterEncoder.encode(Filter.bin("s").in(texts), ServerBuild.UNKNOWN)))
                .isEqualTo("957f010093160d935103a173927e9ac70001" + list);
        assertThat(HexFormat.of()
                        .formatHex(FilterEncoder.encode(
                                Filter.bin("s")
                                        .mayBeIn(Arrays.stream(texts)
                                                .map(Value::of)
                                                .toList()),
                                ServerBuild.UNKNOWN)))
                .isEqualTo("93109304935103a173a303743093" + "06935103a173a3037439");
    }

    @Test
    void betweenIncludesBothEnds() {
        Exp f = Exp.floatBin("f");
        assertSame(Filter.bin("f").between(1.0, 2.0), Exp.and(Exp.ge(f, Exp.val(1.0)), Exp.le(f, Exp.val(2.0))));
        Exp s = Exp.stringBin("f");
        assertSame(Filter.bin("f").between("a", "b"), Exp.and(Exp.ge(s, Exp.val("a")), Exp.le(s, Exp.val("b"))));
    }

    @Test
    void encodesPrefixesAsRanges() {
        Exp s = Exp.stringBin("s");
        assertSame(Filter.bin("s").startsWith("ab"), Exp.and(Exp.ge(s, Exp.val("ab")), Exp.lt(s, Exp.val("ac"))));
        assertSame(Filter.bin("s").startsWith("é"), Exp.and(Exp.ge(s, Exp.val("é")), Exp.lt(s, Exp.val("ê"))));
        assertSame(Filter.bin("s").startsWith("%_"), Exp.and(Exp.ge(s, Exp.val("%_")), Exp.lt(s, Exp.val("%`"))));
        assertSame(Filter.bin("s").startsWith(""), Exp.ge(s, Exp.val("")));
        // The end of this range is not valid UTF-8, so the official client cannot express it: 03 c3 bf to 03 c3 c0.
        assertThat(HexFormat.of().formatHex(FilterEncoder.encode(Filter.bin("s").startsWith("ÿ"), ServerBuild.UNKNOWN)))
                .isEqualTo("93109304935103a173a303c3bf9305935103a173a303c3c0");
    }

    @Test
    void encodesRegularExpressionsWithAllFlags() {
        Exp s = Exp.stringBin("s");
        assertSame(
                Filter.bin("s").matches("^größe|x+$", RegexFlag.values()),
                Exp.regexCompare(
                        "^größe|x+$",
                        com.aerospike.client.query.RegexFlag.EXTENDED
                                | com.aerospike.client.query.RegexFlag.ICASE
                                | com.aerospike.client.query.RegexFlag.NEWLINE,
                        s));
        assertSame(
                Filter.setName().matches("x", RegexFlag.EXTENDED),
                Exp.regexCompare("x", com.aerospike.client.query.RegexFlag.EXTENDED, Exp.setName()));
        assertSame(
                Filter.key().startsWith("k"),
                Exp.and(
                        Exp.ge(Exp.key(Exp.Type.STRING), Exp.val("k")),
                        Exp.lt(Exp.key(Exp.Type.STRING), Exp.val("l"))));
    }

    @Test
    void encodesKeysAndMetadata() {
        assertSame(Filter.key().in(1, 2), Exp.or(key(Exp.Type.INT, Exp.val(1)), key(Exp.Type.INT, Exp.val(2))));
        assertSame(Filter.key().equalTo(new byte[] {1}), key(Exp.Type.BLOB, Exp.val(new byte[] {1})));
        assertSame(Filter.hasKey(), Exp.keyExists());
        assertSame(Filter.digestModulo(1000).lessThan(200), Exp.lt(Exp.digestModulo(1000), Exp.val(200)));
        Map<RecordMetadata, Exp> metadata = Map.of(
                RecordMetadata.LAST_UPDATE, Exp.lastUpdate(),
                RecordMetadata.VOID_TIME, Exp.voidTime(),
                RecordMetadata.TIME_TO_LIVE, Exp.ttl(),
                RecordMetadata.RECORD_SIZE, Exp.recordSize());
        metadata.forEach((ours, theirs) -> assertSame(ours.atMost(77), Exp.le(theirs, Exp.val(77))));
        assertSame(
                Filter.setName().in("a", "b"),
                Exp.or(Exp.eq(Exp.setName(), Exp.val("a")), Exp.eq(Exp.setName(), Exp.val("b"))));
        assertThat(metadata.keySet()).hasSize(RecordMetadata.values().length - 1);
    }

    @Test
    void encodesBinTypeTests() {
        Map<BinType, Integer> particles = Map.of(
                BinType.MISSING, 0,
                BinType.INTEGER, com.aerospike.client.command.ParticleType.INTEGER,
                BinType.FLOAT, com.aerospike.client.command.ParticleType.DOUBLE,
                BinType.STRING, com.aerospike.client.command.ParticleType.STRING,
                BinType.BLOB, com.aerospike.client.command.ParticleType.BLOB,
                BinType.BOOL, com.aerospike.client.command.ParticleType.BOOL,
                BinType.HLL, com.aerospike.client.command.ParticleType.HLL,
                BinType.MAP, com.aerospike.client.command.ParticleType.MAP,
                BinType.LIST, com.aerospike.client.command.ParticleType.LIST,
                BinType.GEOJSON, com.aerospike.client.command.ParticleType.GEOJSON);
        for (BinType type : BinType.values()) {
            assertSame(Filter.bin("a").hasType(type), Exp.eq(Exp.binType("a"), Exp.val(particles.get(type))));
        }
        assertSame(Filter.bin("日本").exists(), Exp.binExists("日本"));
        assertSame(Filter.bin("fifteen-bytes-x").isMissing(), Exp.eq(Exp.binType("fifteen-bytes-x"), Exp.val(0)));
    }

    @Test
    void encodesTreesOfAnyWidthAndDepth() {
        Exp leaf = Exp.eq(Exp.intBin("a"), Exp.val(1));
        Filter ours = Filter.bin("a").equalTo(1);
        for (int size : new int[] {1, 2, 14, 15, 16, 300}) {
            List<Filter> filters = IntStream.range(0, size).mapToObj(i -> ours).toList();
            Exp[] exps = IntStream.range(0, size).mapToObj(i -> leaf).toArray(Exp[]::new);
            assertSame(Filter.allOf(filters), size == 1 ? leaf : Exp.and(exps));
            assertSame(Filter.anyOf(filters), size == 1 ? leaf : Exp.or(exps));
        }
        assertSame(ours.and(ours).and(ours), Exp.and(leaf, leaf, leaf));
        assertSame(ours.or(ours).or(ours), Exp.or(leaf, leaf, leaf));
        assertSame(
                Filter.not(Filter.not(ours.and(ours)).or(ours)), Exp.not(Exp.or(Exp.not(Exp.and(leaf, leaf)), leaf)));
    }

    @Test
    void combinesReadyMadeExpressions() {
        Exp listSize = Exp.gt(com.aerospike.client.exp.ListExp.size(Exp.listBin("l")), Exp.val(2));
        Filter ready = Filter.expression(Exp.build(listSize).getBase64());
        assertSame(ready, listSize);
        assertSame(ready.and(Filter.bin("a").equalTo(1)), Exp.and(listSize, Exp.eq(Exp.intBin("a"), Exp.val(1))));
    }

    /** A new filter node must be encoded, and tested above. */
    @Test
    void encodesEveryFilterNode() {
        Filter leaf = Filter.bin("a").equalTo(1);
        List<Filter> each = List.of(
                leaf,
                Filter.bin("a").in(1, 2),
                Filter.bin("a").mayBeIn(List.of(Value.of(1), Value.of(2))),
                Filter.bin("a").between(1, 2),
                Filter.bin("a").startsWith("x"),
                Filter.bin("a").matches("x"),
                Filter.bin("a").exists(),
                Filter.bin("a").isMissing(),
                Filter.bin("a").key("k").exists(),
                Filter.bin("a").key("k").hasType(BinType.MAP),
                Filter.bin("a").contains(Value.of(1)),
                Filter.bin("a").containsKey(Value.of("k")),
                Filter.hasKey(),
                leaf.and(leaf),
                leaf.or(leaf),
                Filter.not(leaf),
                Filter.expression("ww=="));
        Set<Class<?>> tested = new HashSet<>();
        each.forEach(filter -> {
            assertThat(FilterEncoder.encode(filter, ServerBuild.UNKNOWN)).isNotEmpty();
            tested.add(filter.getClass());
        });
        assertThat(tested).containsExactlyInAnyOrder(Filter.class.getPermittedSubclasses());
    }

    private static Exp key(Exp.Type type, Exp value) {
        return Exp.eq(Exp.key(type), value);
    }

    private static Exp official(ComparisonOperator operator, Exp left, Exp right) {
        return switch (operator) {
            case EQUAL -> Exp.eq(left, right);
            case NOT_EQUAL -> Exp.ne(left, right);
            case GREATER -> Exp.gt(left, right);
            case GREATER_OR_EQUAL -> Exp.ge(left, right);
            case LESS -> Exp.lt(left, right);
            case LESS_OR_EQUAL -> Exp.le(left, right);
        };
    }

    private static void assertSame(Filter ours, Exp official) {
        assertThat(FilterEncoder.encode(ours, ServerBuild.UNKNOWN))
                .isEqualTo(Exp.build(official).getBytes());
    }
}
