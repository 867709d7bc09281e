package io.aeroarrow.arrow;

import com.aerospike.client.command.ParticleType;
import com.aerospike.client.exp.Exp;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Filters, and the expressions of the official client that mean the same. */
final class FilterPairs {

    private static final Map<BinType, Integer> PARTICLES = Map.of(
            BinType.MISSING, ParticleType.NULL,
            BinType.INTEGER, ParticleType.INTEGER,
            BinType.FLOAT, ParticleType.DOUBLE,
            BinType.STRING, ParticleType.STRING,
            BinType.BLOB, ParticleType.BLOB,
            BinType.BOOL, ParticleType.BOOL,
            BinType.HLL, ParticleType.HLL,
            BinType.MAP, ParticleType.MAP,
            BinType.LIST, ParticleType.LIST,
            BinType.GEOJSON, ParticleType.GEOJSON);

    private final Map<Filter, Exp> pairs = new LinkedHashMap<>();

    private FilterPairs() {}

    static Map<Filter, Exp> all(FilterRecords records) {
        FilterPairs all = new FilterPairs();
        all.comparisons();
        all.ranges();
        all.patterns();
        all.presence();
        all.keys();
        all.metadata(records);
        all.logic();
        all.expressions();
        return all.pairs;
    }

    private void comparisons() {
        for (ComparisonOperator operator : ComparisonOperator.values()) {
            compare(operator, "v", Value.of(-3), Exp.intBin("v"), Exp.val(-3));
            compare(operator, "n", Value.of(100), Exp.intBin("n"), Exp.val(100));
            compare(operator, "f", Value.of(-1.5), Exp.floatBin("f"), Exp.val(-1.5));
            compare(operator, "s", Value.of("beta"), Exp.stringBin("s"), Exp.val("beta"));
            compare(operator, "x", Value.of(new byte[] {7, 1, 2}), Exp.blobBin("x"), Exp.val(new byte[] {7, 1, 2}));
        }
        for (String bin : new String[] {"v", "b"}) {
            pairs.put(Filter.bin(bin).equalTo(true), Exp.eq(Exp.boolBin(bin), Exp.val(true)));
            pairs.put(Filter.bin(bin).notEqualTo(true), Exp.ne(Exp.boolBin(bin), Exp.val(true)));
            compare(ComparisonOperator.LESS, bin, Value.of(true), Exp.boolBin(bin), Exp.val(true));
            compare(ComparisonOperator.GREATER_OR_EQUAL, bin, Value.of(true), Exp.boolBin(bin), Exp.val(true));
        }
        pairs.put(Filter.bin("s").equalTo(""), Exp.eq(Exp.stringBin("s"), Exp.val("")));
        pairs.put(Filter.bin("s").equalTo("日本"), Exp.eq(Exp.stringBin("s"), Exp.val("日本")));
        pairs.put(Filter.bin("f").notEqualTo(Double.NaN), Exp.ne(Exp.floatBin("f"), Exp.val(Double.NaN)));
    }

    private void compare(ComparisonOperator operator, String bin, Value value, Exp left, Exp right) {
        Exp official = switch (operator) {
            case EQUAL -> Exp.eq(left, right);
            case NOT_EQUAL -> Exp.ne(left, right);
            case GREATER -> Exp.gt(left, right);
            case GREATER_OR_EQUAL -> Exp.ge(left, right);
            case LESS -> Exp.lt(left, right);
            case LESS_OR_EQUAL -> Exp.le(left, right);
        };
        pairs.put(Filter.bin(bin).compare(operator, value), official);
    }

    private void ranges() {
        Exp v = Exp.intBin("v");
        pairs.put(Filter.bin("v").between(-50, 50), Exp.and(Exp.ge(v, Exp.val(-50)), Exp.le(v, Exp.val(50))));
        Exp f = Exp.floatBin("f");
        pairs.put(Filter.bin("f").between(-1.0, 1.0), Exp.and(Exp.ge(f, Exp.val(-1.0)), Exp.le(f, Exp.val(1.0))));
        Exp s = Exp.stringBin("s");
        pairs.put(Filter.bin("s").between("a", "b"), Exp.and(Exp.ge(s, Exp.val("a")), Exp.le(s, Exp.val("b"))));
        pairs.put(
                Filter.bin("v").in(-120, -119, 0, 7, 1_000_000),
                Exp.or(
                        Exp.eq(v, Exp.val(-120)),
                        Exp.eq(v, Exp.val(-119)),
                        Exp.eq(v, Exp.val(0)),
                        Exp.eq(v, Exp.val(7)),
                        Exp.eq(v, Exp.val(1_000_000))));
        pairs.put(Filter.bin("s").in("beta"), Exp.eq(s, Exp.val("beta")));
        pairs.put(
                Filter.not(Filter.bin("s").in("beta", "")),
                Exp.not(Exp.or(Exp.eq(s, Exp.val("beta")), Exp.eq(s, Exp.val("")))));
    }

    private void patterns() {
        pairs.put(Filter.bin("s").startsWith("al"), regex("^al", 0));
        pairs.put(Filter.not(Filter.bin("s").startsWith("al")), Exp.not(regex("^al", 0)));
        pairs.put(Filter.bin("v").startsWith("text 1"), Exp.regexCompare("^text 1", 0, Exp.stringBin("v")));
        pairs.put(Filter.bin("s").startsWith("grö"), regex("^grö", 0));
        pairs.put(Filter.bin("s").startsWith(""), regex("", 0));
        pairs.put(Filter.bin("s").matches("et.$"), regex("et.$", 0));
        pairs.put(
                Filter.bin("s").matches("^(alpha|beta)$", RegexFlag.EXTENDED),
                regex("^(alpha|beta)$", com.aerospike.client.query.RegexFlag.EXTENDED));
        pairs.put(
                Filter.bin("s").matches("^a.*A$", RegexFlag.IGNORE_CASE),
                regex("^a.*A$", com.aerospike.client.query.RegexFlag.ICASE));
        pairs.put(
                Filter.bin("s").matches("^beta", RegexFlag.NEWLINE),
                regex("^beta", com.aerospike.client.query.RegexFlag.NEWLINE));
    }

    private static Exp regex(String regex, int flags) {
        return Exp.regexCompare(regex, flags, Exp.stringBin("s"));
    }

    private void presence() {
        PARTICLES.forEach((type, particle) ->
                pairs.put(Filter.bin("v").hasType(type), Exp.eq(Exp.binType("v"), Exp.val(particle))));
        pairs.put(Filter.bin("rare").exists(), Exp.binExists("rare"));
        pairs.put(Filter.bin("rare").isMissing(), Exp.not(Exp.binExists("rare")));
        pairs.put(Filter.not(Filter.bin("v").exists()), Exp.not(Exp.binExists("v")));
    }

    private void keys() {
        Exp number = Exp.key(Exp.Type.INT);
        pairs.put(Filter.hasKey(), Exp.keyExists());
        pairs.put(Filter.not(Filter.hasKey()), Exp.not(Exp.keyExists()));
        pairs.put(Filter.key().atLeast(100), Exp.ge(number, Exp.val(100)));
        pairs.put(Filter.not(Filter.key().atLeast(100)), Exp.not(Exp.ge(number, Exp.val(100))));
        pairs.put(Filter.key().equalTo("k5"), Exp.eq(Exp.key(Exp.Type.STRING), Exp.val("k5")));
        pairs.put(Filter.key().startsWith("k1"), Exp.regexCompare("^k1", 0, Exp.key(Exp.Type.STRING)));
        pairs.put(Filter.key().equalTo(new byte[] {1, 2}), Exp.eq(Exp.key(Exp.Type.BLOB), Exp.val(new byte[] {1, 2})));
    }

    private void metadata(FilterRecords records) {
        long soon = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + TimeUnit.SECONDS.toNanos(10_000);
        pairs.put(Filter.timeToLive().lessThan(10_000), Exp.lt(Exp.ttl(), Exp.val(10_000)));
        pairs.put(Filter.timeToLive().equalTo(-1), Exp.eq(Exp.ttl(), Exp.val(-1)));
        pairs.put(
                Filter.timeToLive().between(0, 10_000),
                Exp.and(Exp.ge(Exp.ttl(), Exp.val(0)), Exp.le(Exp.ttl(), Exp.val(10_000))));
        pairs.put(Filter.voidTime().greaterThan(soon), Exp.gt(Exp.voidTime(), Exp.val(soon)));
        pairs.put(Filter.voidTime().equalTo(-1), Exp.eq(Exp.voidTime(), Exp.val(-1)));
        pairs.put(
                Filter.lastUpdate().atLeast(records.middleNanos()),
                Exp.ge(Exp.lastUpdate(), Exp.val(records.middleNanos())));
        pairs.put(Filter.recordSize().greaterThan(500), Exp.gt(Exp.recordSize(), Exp.val(500)));
        pairs.put(Filter.digestModulo(3).equalTo(1), Exp.eq(Exp.digestModulo(3), Exp.val(1)));
        pairs.put(Filter.digestModulo(1000).lessThan(300), Exp.lt(Exp.digestModulo(1000), Exp.val(300)));
    }

    private void logic() {
        Filter v = Filter.bin("v").greaterThan(0);
        Filter s = Filter.bin("s").equalTo("alpha");
        Filter n = Filter.bin("n").lessThan(150);
        Exp expV = Exp.gt(Exp.intBin("v"), Exp.val(0));
        Exp expS = Exp.eq(Exp.stringBin("s"), Exp.val("alpha"));
        Exp expN = Exp.lt(Exp.intBin("n"), Exp.val(150));
        pairs.put(v.and(n), Exp.and(expV, expN));
        pairs.put(v.or(s).or(n), Exp.or(expV, expS, expN));
        pairs.put(v.or(s).and(n), Exp.and(Exp.or(expV, expS), expN));
        pairs.put(Filter.not(v.or(s)), Exp.not(Exp.or(expV, expS)));
        pairs.put(Filter.not(v.and(n)), Exp.not(Exp.and(expV, expN)));
        pairs.put(Filter.not(v).or(Filter.not(n)), Exp.or(Exp.not(expV), Exp.not(expN)));
        pairs.put(Filter.bin("v").isMissing().or(v), Exp.or(Exp.not(Exp.binExists("v")), expV));
    }

    /** What the tree has no words for. */
    private void expressions() {
        Exp even = Exp.eq(Exp.mod(Exp.intBin("n"), Exp.val(2)), Exp.val(0));
        Exp chosen = Exp.gt(
                Exp.cond(Exp.binExists("rare"), Exp.intBin("n"), Exp.binExists("f"), Exp.val(1), Exp.val(0)),
                Exp.val(0));
        pairs.put(ready(even), even);
        pairs.put(ready(even).and(Filter.bin("v").greaterThan(0)), Exp.and(even, Exp.gt(Exp.intBin("v"), Exp.val(0))));
        pairs.put(Filter.not(ready(even)), Exp.not(even));
        pairs.put(ready(chosen), chosen);
    }

    private static Filter ready(Exp expression) {
        return Filter.expression(Exp.build(expression).getBase64());
    }
}
