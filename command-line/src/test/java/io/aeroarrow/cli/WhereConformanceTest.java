package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.model.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions that compare numbers, and those that find nothing because of a mistake. */
class WhereConformanceTest extends CommandsOnServer {

    WhereConformanceTest() {
        super("where");
    }

    @Test
    void aNumberComparesWithIntegersAndFloats() {
        put(odd, Value.of(1), Map.of("v", Value.of(40)));
        put(odd, Value.of(2), Map.of("v", Value.of(40.5)));
        put(odd, Value.of(3), Map.of("v", Value.of("40")));
        assertCounts(2, "v >= 40");
        assertCounts(1, "v > 40");
        assertCounts(1, "not v > 40.0");
        assertCounts(2, "v in (40.0, 40.5, 7)");
        assertCounts(1, "v between 39 and 40.25");
        assertCounts(3, "__ttl < 1e9");
    }

    @Test
    void conditionsReachIntoListsAndMaps() {
        put(odd, Value.of(1), Map.of("m", map("a", Value.of(7)), "l", list(Value.of(7), Value.of("x"))));
        put(odd, Value.of(2), Map.of("m", map("a", Value.of(7.5)), "l", list(Value.of(7.0))));
        put(odd, Value.of(3), Map.of("m", map("a", map("b", Value.ofNull())), "l", list()));
        put(odd, Value.of(4), Map.of("m", map("c", list(Value.of(1))), "l", Value.of("no list")));
        put(odd, Value.of(5), Map.of("x", Value.of(1)));
        assertCounts(2, "m.a >= 7");
        assertCounts(1, "m['a'] > 7");
        assertCounts(1, "not m.a > 7");
        assertCounts(2, "m.a is null");
        assertCounts(5, "m.a.b is null");
        assertCounts(1, "m.c[0] = 1.0 and m.c[-1] = 1");
        assertCounts(1, "size(l) > 1");
        assertCounts(1, "size(l) = 0");
        assertCounts(2, "array_contains(l, 7)");
        assertCounts(1, "not array_contains(l, 7)");
        assertCounts(1, "array_contains(l, 'x')");
        assertCounts(1, "l[1] like 'x%'");
        assertCounts(3, "map_contains_key(m, 'a')");
    }

    private static Value map(String key, Value value) {
        return Value.of(Map.of(Value.of(key), value));
    }

    private static Value list(Value... values) {
        return Value.of(List.of(values));
    }

    private void assertCounts(int records, String condition) {
        assertThat(shell.run("count", odd, "--where", condition))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).as(condition).isEqualTo(records + "\n");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void warnsOfBinsThatNoSampledRecordHas() {
        assertThat(shell.run("count", demo, "--where", "nane = 'n1'")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("0\n");
        assertThat(shell.err())
                .isEqualTo("warning: no record of a sample of 20 has a bin 'nane'; did you mean 'name'?\n");
        assertThat(shell.run("scan", demo, "--where", "zzz is null or a = 1", "--limit", "1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err())
                .isEqualTo("warning: no record of a sample of 20 has a bin 'zzz'; it has the bins [a, name, tags]\n");
    }

    @Test
    void warnsOfLiteralsThatNoSampledValueMatches() {
        assertThat(shell.run("count", demo, "--where", "a = '7' or name > 5 or a = 1.5"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err().lines())
                .containsExactly(
                        "warning: bin 'a' is integer in a sample of 20 records; the literal '7' is string and matches"
                                + " none of them",
                        "warning: bin 'name' is string in a sample of 20 records; the literal 5 is a number and matches"
                                + " none of them",
                        "warning: bin 'a' is integer in a sample of 20 records; the literal 1.5 is float and matches"
                                + " none of them");
        assertThat(shell.run("count", demo, "--where", "__key = '7'")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("the user key is integer");
        assertThat(shell.run("count", demo, "--where", "__key = 7 and a > 2.5 and name like 'n%'"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).isEqualTo("1\n");
    }

    @Test
    void aSetThatDoesNotExistIsAnError() {
        for (List<String> command : List.of(
                List.of("scan", demo + "o"),
                List.of("count", demo + "o"),
                List.of("schema", demo + "o"),
                List.of("export", demo + "o", directory.resolve("x.csv").toString()))) {
            assertThat(shell.run(command.toArray(String[]::new))).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(shell.err()).contains("has no set '" + set(demo) + "o'").contains("Did you mean '");
        }
        assertThat(directory).isEmptyDirectory();
    }
}
