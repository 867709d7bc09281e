package io.aeroarrow.embedded.internal.expression;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.query.RegexFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Records with missing bins and mixed-type bins, and filters on them. */
final class FilterCorpus {

    private static final Map<String, BinaryOperator<Exp>> COMPARISONS = ordered(
            Map.entry("=", Exp::eq),
            Map.entry("!=", Exp::ne),
            Map.entry(">", Exp::gt),
            Map.entry(">=", Exp::ge),
            Map.entry("<", Exp::lt),
            Map.entry("<=", Exp::le));

    /** A type: how a bin is read, and a constant. */
    private record Typed(String name, Function<String, Exp> bin, Exp constant) {}

    private static final List<Typed> TYPES = List.of(
            new Typed("int", Exp::intBin, Exp.val(5)),
            new Typed("float", Exp::floatBin, Exp.val(2.5)),
            new Typed("string", Exp::stringBin, Exp.val("m")),
            new Typed("blob", Exp::blobBin, Exp.val(new byte[] {2})),
            new Typed("bool", Exp::boolBin, Exp.val(true)),
            new Typed("list", Exp::listBin, Exp.val(List.of(1, 2))),
            new Typed("map", Exp::mapBin, Exp.val(Map.of("a", 1))));

    private final Map<String, Exp> filters = new LinkedHashMap<>();

    private FilterCorpus() {}

    /** The bins by record number. Records with an even number store their keys. */
    static List<Bin[]> records() {
        return Stream.of(plainRecords(), GeoCorpus.records())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Bin[]> plainRecords() {
        return List.of(
                bins(5, 2.5, "m", new byte[] {2}, true, List.of(1, 2), Map.of("a", 1), Value.get(5)),
                bins(6, 3.5, "n", new byte[] {3}, false, List.of(1, 3), Map.of("a", 2), Value.get("m")),
                bins(4, -2.5, "l", new byte[] {1}, true, List.of(1), Map.of("a", 0), Value.get(2.5)),
                bins(-5, 0.0, "", new byte[] {2, 0}, false, List.of(), Map.of(), Value.get(new byte[] {2})),
                bins(0, 1e300, "mm", new byte[] {}, true, List.of("x"), Map.of("b", 1), Value.get(true)),
                bins(
                        Long.MAX_VALUE,
                        -0.0,
                        "Zoë",
                        new byte[] {-1},
                        true,
                        List.of(2.5),
                        Map.of(1, 2),
                        Value.get(List.of(1, 2))),
                bins(
                        Long.MIN_VALUE,
                        Double.NaN,
                        "M",
                        new byte[] {2},
                        false,
                        List.of(1, 2, 3),
                        Map.of("a", 1, "b", 2),
                        Value.get(Map.of("a", 1))),
                new Bin[] {new Bin("x", 5), new Bin("only", 1)},
                new Bin[] {new Bin("int", "five"), new Bin("float", 5), new Bin("string", 5), new Bin("x", "m")},
                new Bin[] {
                    new Bin("int", 2.5), new Bin("blob", "m"), new Bin("bool", 1), new Bin("list", Map.of("a", 1))
                },
                new Bin[] {new Bin("map", List.of(1, 2)), new Bin("x", 2.5)},
                new Bin[] {
                    new Bin("ordered", Value.get(new TreeMap<>(Map.of("a", 1)))),
                    new Bin("x", Map.of("a", 1)),
                    new Bin("maps", List.of(Map.of("a", 1)))
                },
                new Bin[] {
                    new Bin("ordered", Value.get(new TreeMap<>(Map.of("a", 1, "b", 2)))),
                    new Bin("x", Value.get(new TreeMap<>(Map.of("a", 1)))),
                    new Bin("maps", List.of(new TreeMap<>(Map.of("a", 1)), 2))
                },
                new Bin[] {new Bin("ordered", Value.get(new TreeMap<>())), new Bin("x", Value.get(new TreeMap<>()))},
                new Bin[] {new Bin("other", 1), new Bin("deep", List.of(5, Map.of("a", 1)))});
    }

    private static Bin[] bins(long i, double f, String s, byte[] b, boolean t, List<?> l, Map<?, ?> m, Value mixed) {
        return new Bin[] {
            new Bin("int", i), new Bin("float", f), new Bin("string", s), new Bin("blob", b),
            new Bin("bool", t), new Bin("list", l), new Bin("map", m), new Bin("x", mixed)
        };
    }

    /** The filters by descriptive names. */
    static Map<String, Exp> filters() {
        FilterCorpus corpus = new FilterCorpus();
        corpus.comparisons();
        corpus.logic();
        corpus.arithmetic();
        corpus.bits();
        corpus.metadata();
        corpus.regexes();
        corpus.control();
        GeoCorpus.filters().forEach(corpus::add);
        return corpus.filters;
    }

    private void add(String name, Exp filter) {
        if (filters.put(name, filter) != null) {
            throw new IllegalStateException("twice: " + name);
        }
    }

    private void comparisons() {
        for (Typed type : TYPES) {
            for (String bin : List.of(type.name, "x", "none")) {
                COMPARISONS.forEach((sign, compare) -> add(
                        type.name + "(" + bin + ") " + sign + " constant",
                        compare.apply(type.bin.apply(bin), type.constant)));
                add(
                        "exists " + type.name + "(" + bin + ") or else",
                        Exp.or(Exp.eq(type.bin.apply(bin), type.constant), Exp.binExists("only")));
            }
            for (Typed other : TYPES) {
                add(type.name + " = " + other.name + "(x)", Exp.eq(type.bin.apply(type.name), other.bin.apply("x")));
            }
        }
        for (String bin : List.of("map", "ordered")) {
            COMPARISONS.forEach((sign, compare) -> {
                add(
                        bin + " " + sign + " ordered constant",
                        compare.apply(Exp.mapBin(bin), Exp.val(new TreeMap<>(Map.of("a", 1)))));
                add(bin + " " + sign + " unordered constant", compare.apply(Exp.mapBin(bin), Exp.val(Map.of("a", 1))));
                add(bin + " " + sign + " empty constant", compare.apply(Exp.mapBin(bin), Exp.val(Map.of())));
                add(
                        bin + " " + sign + " map in a list",
                        compare.apply(Exp.listBin("maps"), Exp.val(List.of(Map.of("a", 1)))));
                add(bin + " " + sign + " map of the record", compare.apply(Exp.mapBin(bin), Exp.mapBin("x")));
                add(bin + " " + sign + " itself", compare.apply(Exp.mapBin(bin), Exp.mapBin(bin)));
            });
        }
        for (String bin : List.of("deep", "maps")) {
            add(bin + " != [6]", Exp.ne(Exp.listBin(bin), Exp.val(List.of(6))));
            add(bin + " != [[]]", Exp.ne(Exp.listBin(bin), Exp.val(List.of(List.of()))));
            add(bin + " != [5, ordered]", Exp.ne(Exp.listBin(bin), Exp.val(List.of(5, new TreeMap<>(Map.of("a", 1))))));
            add(bin + " = itself", Exp.eq(Exp.listBin(bin), Exp.listBin(bin)));
            add("[6, unordered] != " + bin, Exp.ne(Exp.val(List.of(6, Map.of("a", 1))), Exp.listBin(bin)));
        }
        add("list != [6, unordered]", Exp.ne(Exp.listBin("list"), Exp.val(List.of(6, Map.of("a", 1)))));
        add("nil = nil", Exp.eq(Exp.nil(), Exp.nil()));
        add("int = nil", Exp.eq(Exp.intBin("int"), Exp.nil()));
        add("constant true", Exp.val(true));
        add("constant 1", Exp.val(1));
        add("unknown", Exp.unknown());
        add("bool itself", Exp.boolBin("bool"));
        add("int itself", Exp.intBin("int"));
    }

    private void logic() {
        Map<String, Exp> parts = ordered(
                Map.entry("true", Exp.binExists("int")),
                Map.entry("false", Exp.not(Exp.binExists("int"))),
                Map.entry("int", Exp.gt(Exp.intBin("int"), Exp.val(0))),
                Map.entry("x", Exp.eq(Exp.stringBin("x"), Exp.val("m"))),
                Map.entry("none", Exp.eq(Exp.intBin("none"), Exp.val(1))));
        parts.forEach((left, a) -> {
            add("not " + left, Exp.not(a));
            parts.forEach((right, b) -> {
                add(left + " and " + right, Exp.and(a, b));
                add(left + " or " + right, Exp.or(a, b));
                add(left + " xor " + right, Exp.exclusive(a, b));
            });
        });
        add("three of xor", Exp.exclusive(Exp.binExists("int"), Exp.binExists("x"), Exp.binExists("only")));
        add("and of one", Exp.and(Exp.binExists("int")));
        add("and of an int", Exp.and(Exp.intBin("int"), Exp.val(true)));
        add("not of an int", Exp.not(Exp.intBin("int")));
    }

    private void arithmetic() {
        Map<String, BinaryOperator<Exp>> two = ordered(
                Map.entry("+", Exp::add),
                Map.entry("-", Exp::sub),
                Map.entry("*", Exp::mul),
                Map.entry("/", Exp::div),
                Map.entry("min", Exp::min),
                Map.entry("max", Exp::max));
        two.forEach((sign, operation) -> {
            COMPARISONS.forEach((compared, compare) -> {
                add(
                        "int " + sign + " 3 " + compared + " 8",
                        compare.apply(operation.apply(Exp.intBin("int"), Exp.val(3)), Exp.val(8)));
                add(
                        "float " + sign + " 0.5 " + compared + " 3.0",
                        compare.apply(operation.apply(Exp.floatBin("float"), Exp.val(0.5)), Exp.val(3.0)));
            });
            add("int " + sign + " 0 >= 0", Exp.ge(operation.apply(Exp.intBin("int"), Exp.val(0)), Exp.val(0)));
            add(
                    "float " + sign + " 0.0 >= 0.0",
                    Exp.ge(operation.apply(Exp.floatBin("float"), Exp.val(0.0)), Exp.val(0.0)));
            add(
                    "int " + sign + " float",
                    Exp.ge(operation.apply(Exp.intBin("int"), Exp.floatBin("float")), Exp.val(0)));
            add("int " + sign + " x", Exp.ge(operation.apply(Exp.intBin("int"), Exp.intBin("x")), Exp.val(0)));
        });
        for (long divisor : new long[] {3, -3, 0, 1}) {
            add("int % " + divisor, Exp.gt(Exp.mod(Exp.intBin("int"), Exp.val(divisor)), Exp.val(0)));
        }
        add("abs int > 4", Exp.gt(Exp.abs(Exp.intBin("int")), Exp.val(4)));
        add("abs float > 2.0", Exp.gt(Exp.abs(Exp.floatBin("float")), Exp.val(2.0)));
        add("floor float = -3.0", Exp.eq(Exp.floor(Exp.floatBin("float")), Exp.val(-3.0)));
        add("ceil float = 3.0", Exp.eq(Exp.ceil(Exp.floatBin("float")), Exp.val(3.0)));
        add("to int of float = 2", Exp.eq(Exp.toInt(Exp.floatBin("float")), Exp.val(2)));
        add("to float of int > 4.5", Exp.gt(Exp.toFloat(Exp.intBin("int")), Exp.val(4.5)));
        add("float ^ 2 > 6", Exp.gt(Exp.pow(Exp.floatBin("float"), Exp.val(2.0)), Exp.val(6.0)));
        add("log of float", Exp.gt(Exp.log(Exp.floatBin("float"), Exp.val(2.0)), Exp.val(1.0)));
        add("int ^ 2", Exp.gt(Exp.pow(Exp.intBin("int"), Exp.val(2)), Exp.val(6)));
        add("string + string", Exp.eq(Exp.add(Exp.stringBin("string"), Exp.val("m")), Exp.val("mm")));
    }

    private void bits() {
        Map<String, BinaryOperator<Exp>> two =
                ordered(Map.entry("&", Exp::intAnd), Map.entry("|", Exp::intOr), Map.entry("^", Exp::intXor));
        two.forEach((sign, operation) -> {
            for (long mask : new long[] {0, 1, 4, -1, Long.MIN_VALUE}) {
                add(
                        "int " + sign + " " + mask + " > 3",
                        Exp.gt(operation.apply(Exp.intBin("int"), Exp.val(mask)), Exp.val(3)));
            }
        });
        for (long by : new long[] {0, 1, 63}) {
            add("int << " + by, Exp.gt(Exp.lshift(Exp.intBin("int"), Exp.val(by)), Exp.val(5)));
            add("int >>> " + by, Exp.gt(Exp.rshift(Exp.intBin("int"), Exp.val(by)), Exp.val(1)));
            add("int >> " + by, Exp.lt(Exp.arshift(Exp.intBin("int"), Exp.val(by)), Exp.val(0)));
        }
        add("~int > 3", Exp.gt(Exp.intNot(Exp.intBin("int")), Exp.val(3)));
        add("count of int = 2", Exp.eq(Exp.count(Exp.intBin("int")), Exp.val(2)));
        add("lscan int 1", Exp.eq(Exp.lscan(Exp.intBin("int"), Exp.val(true)), Exp.val(61)));
        add("rscan int 0", Exp.eq(Exp.rscan(Exp.intBin("int"), Exp.val(false)), Exp.val(62)));
        add("bits of a float", Exp.gt(Exp.intAnd(Exp.floatBin("float"), Exp.val(1)), Exp.val(0)));
    }

    private void metadata() {
        for (String bin : List.of("int", "x", "none", "list", "map", "bool")) {
            add("exists " + bin, Exp.binExists(bin));
            for (int type : new int[] {0, 1, 2, 3, 4, 17, 19, 20}) {
                add("type of " + bin + " = " + type, Exp.eq(Exp.binType(bin), Exp.val(type)));
            }
        }
        add("key exists", Exp.keyExists());
        add("int key > 5", Exp.gt(Exp.key(Exp.Type.INT), Exp.val(5)));
        add("string key", Exp.gt(Exp.key(Exp.Type.STRING), Exp.val("")));
        add("set", Exp.eq(Exp.setName(), Exp.val("filter-corpus")));
        add("other set", Exp.eq(Exp.setName(), Exp.val("filter")));
        add("no time to live", Exp.eq(Exp.ttl(), Exp.val(-1)));
        add("void time", Exp.eq(Exp.voidTime(), Exp.val(-1)));
        add("since update", Exp.ge(Exp.sinceUpdate(), Exp.val(0)));
        add("last update", Exp.gt(Exp.lastUpdate(), Exp.val(0)));
        add("tombstone", Exp.isTombstone());
        for (int remainder = 0; remainder < 4; remainder++) {
            add("digest modulo 4 = " + remainder, Exp.eq(Exp.digestModulo(4), Exp.val(remainder)));
        }
    }

    private void regexes() {
        for (String regex :
                List.of("m", "^m$", "^m+$", "^$", "M", ".", "[l-n]", "[[:upper:]]", "(m|n)", "m{2}", "ë$", "[")) {
            add("string ~ " + regex, Exp.regexCompare(regex, RegexFlag.NONE, Exp.stringBin("string")));
            add("string ~ extended " + regex, Exp.regexCompare(regex, RegexFlag.EXTENDED, Exp.stringBin("string")));
            add("string ~ any case " + regex, Exp.regexCompare(regex, RegexFlag.ICASE, Exp.stringBin("x")));
        }
        add("int ~", Exp.regexCompare("5", RegexFlag.NONE, Exp.intBin("int")));
    }

    private void control() {
        Exp positive = Exp.gt(Exp.intBin("int"), Exp.val(0));
        Exp isM = Exp.eq(Exp.stringBin("string"), Exp.val("m"));
        add("cond", Exp.cond(positive, Exp.boolBin("bool"), isM, Exp.val(true), Exp.val(false)));
        add("cond of ints", Exp.gt(Exp.cond(positive, Exp.intBin("x"), Exp.val(7)), Exp.val(4)));
        add("cond with unknown", Exp.cond(Exp.binExists("int"), isM, Exp.unknown()));
        add("cond of two types", Exp.cond(positive, Exp.val(1), Exp.val(true)));
        add("cond on an int", Exp.cond(Exp.intBin("int"), Exp.val(true), Exp.val(false)));
        add(
                "let",
                Exp.let(
                        Exp.def("v", Exp.add(Exp.intBin("int"), Exp.val(1))),
                        Exp.and(Exp.gt(Exp.var("v"), Exp.val(0)), Exp.lt(Exp.var("v"), Exp.val(7)))));
        add(
                "let of two",
                Exp.let(
                        Exp.def("v", Exp.intBin("int")),
                        Exp.def("w", Exp.mul(Exp.var("v"), Exp.val(2))),
                        Exp.gt(Exp.var("w"), Exp.var("v"))));
        add(
                "let of a missing bin",
                Exp.let(Exp.def("v", Exp.intBin("none")), Exp.or(Exp.eq(Exp.var("v"), Exp.val(1)), Exp.val(true))));
        add("var without let", Exp.gt(Exp.var("v"), Exp.val(0)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <V> Map<String, V> ordered(Map.Entry<String, V>... entries) {
        Map<String, V> map = new LinkedHashMap<>();
        for (Map.Entry<String, V> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
