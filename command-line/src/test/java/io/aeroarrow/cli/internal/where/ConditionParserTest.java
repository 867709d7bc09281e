package io.aeroarrow.cli.internal.where;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {

    @Test
    void aLiteralDeterminesTheType() {
        assertThat(ConditionParser.parse("a >= 5")).isEqualTo(Filter.bin("a").atLeast(5));
        assertThat(ConditionParser.parse("a>=-5.5e1")).isEqualTo(Filter.bin("a").atLeast(-55.0));
        assertThat(ConditionParser.parse("a = 'it''s'"))
                .isEqualTo(Filter.bin("a").equalTo("it's"));
        assertThat(ConditionParser.parse("a <> TRUE")).isEqualTo(Filter.bin("a").notEqualTo(true));
        assertThat(ConditionParser.parse("a == X'0aFF'"))
                .isEqualTo(Filter.bin("a").equalTo(new byte[] {10, -1}));
        assertThat(ConditionParser.parse("__last_update > timestamp '1970-01-01T00:00:01Z'"))
                .isEqualTo(Filter.lastUpdate().greaterThan(1_000_000_000L));
        assertThat(ConditionParser.parse("a = -9223372036854775808"))
                .isEqualTo(Filter.bin("a").equalTo(Long.MIN_VALUE));
    }

    @Test
    void notBindsTighterThanAndWhichBindsTighterThanOr() {
        Filter a = Filter.bin("a").equalTo(1);
        Filter b = Filter.bin("b").equalTo(2);
        Filter c = Filter.bin("c").equalTo(3);
        assertThat(ConditionParser.parse("a=1 or b=2 and c=3")).isEqualTo(a.or(b.and(c)));
        assertThat(ConditionParser.parse("(a=1 or b=2) and c=3"))
                .isEqualTo(a.or(b).and(c));
        assertThat(ConditionParser.parse("NOT a=1 And b=2"))
                .isEqualTo(Filter.not(a).and(b));
        assertThat(ConditionParser.parse("not (a=1 and b=2)")).isEqualTo(Filter.not(a.and(b)));
    }

    @Test
    void parsesAllPredicates() {
        assertThat(ConditionParser.parse("a in (1, 2)"))
                .isEqualTo(Filter.bin("a").in(1, 2));
        assertThat(ConditionParser.parse("a not in ('x')"))
                .isEqualTo(Filter.not(Filter.bin("a").in("x")));
        assertThat(ConditionParser.parse("a between 1 and 5 and b = 1"))
                .isEqualTo(Filter.bin("a").between(1, 5).and(Filter.bin("b").equalTo(1)));
        assertThat(ConditionParser.parse("a is null")).isEqualTo(Filter.bin("a").isMissing());
        assertThat(ConditionParser.parse("\"not a\" is not null"))
                .isEqualTo(Filter.bin("not a").exists());
        assertThat(ConditionParser.parse("__key is null")).isEqualTo(Filter.not(Filter.hasKey()));
        assertThat(ConditionParser.parse("a like 'abc%'"))
                .isEqualTo(Filter.bin("a").startsWith("abc"));
        assertThat(ConditionParser.parse("a like 'a\\_b\\%'"))
                .isEqualTo(Filter.bin("a").equalTo("a_b%"));
        assertThat(ConditionParser.parse("a like '%b.c%'"))
                .isEqualTo(Filter.bin("a").matches("^.*b\\.c.*$", RegexFlag.EXTENDED));
        assertThat(ConditionParser.parse("a ~* '^x+'"))
                .isEqualTo(Filter.bin("a").matches("^x+", RegexFlag.EXTENDED, RegexFlag.IGNORE_CASE));
        assertThat(ConditionParser.parse("a !~ 'x'"))
                .isEqualTo(Filter.not(Filter.bin("a").matches("x", RegexFlag.EXTENDED)));
        assertThat(ConditionParser.parse("__digest_mod(10) = 3"))
                .isEqualTo(Filter.digestModulo(10).equalTo(3));
        assertThat(ConditionParser.parse("expression 'kQM='")).isEqualTo(Filter.expression("kQM="));
    }

    @Test
    void parsesPathsIntoListsAndMaps() {
        StoredValue m = Filter.bin("m");
        assertThat(ConditionParser.parse("m.a > 5")).isEqualTo(m.key("a").greaterThan(5));
        assertThat(ConditionParser.parse("m.a.\"b c\" is null"))
                .isEqualTo(m.key("a").key("b c").isMissing());
        assertThat(ConditionParser.parse("m['it''s'] = 'x'"))
                .isEqualTo(m.key("it's").equalTo("x"));
        assertThat(ConditionParser.parse("m[0][-1].k is not null"))
                .isEqualTo(m.index(0).index(-1).key("k").exists());
        assertThat(ConditionParser.parse("m[key 7][key X'01'] like 'a%'"))
                .isEqualTo(m.key(7)
                        .step(new PathStep.Key(Value.of(new byte[] {1})))
                        .startsWith("a"));
        assertThat(ConditionParser.parse("m.key in (.5, 1)"))
                .isEqualTo(m.key("key").in(1).or(m.key("key").in(0.5)));
        assertThat(ConditionParser.parse("size(m.l) > 3.0"))
                .isEqualTo(m.key("l").size().greaterThan(3));
        assertThat(ConditionParser.parse("not array_contains(m[0], 7)"))
                .isEqualTo(Filter.not(m.index(0).contains(Value.of(7))));
        assertThat(ConditionParser.parse("map_contains_key(\"m\", 'k')")).isEqualTo(m.containsKey(Value.of("k")));
        // These words are names of bins unless a '(' follows.
        assertThat(ConditionParser.parse("size = 1 and key = 2"))
                .isEqualTo(Filter.bin("size").equalTo(1).and(Filter.bin("key").equalTo(2)));
    }

    /** Each line: condition; column of the error; part of the message. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "a >; 4; expected a literal",
                "a >= b; 6; expected a literal",
                "5 < a; 1; expected the name of a bin",
                "and = 1; 1; double quotes",
                "a = 1 b = 2; 7; Join two conditions with 'and' or 'or'",
                "(a = 1; 7; closes the '(' at column 1",
                "a = 'x; 5; no closing",
                "a in 1; 6; opens the list",
                "a in (1, 'x'); 7; one type",
                "a in (); 7; expected a literal",
                "a between 1 or 2; 13; expected 'and'",
                "a is 5; 6; expected 'null'",
                "a not = 5; 7; must follow 'not'",
                "a like 5; 8; takes a text",
                "a like 'a_c'; 8; servers do not support '_'",
                "a = 99999999999999999999; 5; does not fit into 64 bits",
                "a = 5x; 5; is not a number",
                "a = 1e999; 5; too large",
                "a = X'0'; 5; pairs of hex digits",
                "__nothing = 1; 1; '__nothing' does not exist",
                "__set is null; 1; is never null",
                "__ttl = 'x'; 9; cannot be compared",
                "a_name_that_is_too_long = 1; 1; a_name_that_is_too_long",
                "a & b; 3; has no meaning",
                "expression 'zz zz'; 12; no base64",
                "__digest_mod(x) = 1; 14; whole number",
                "a = timestamp '2026'; 15; is not a time with a zone",
                "m. > 5; 4; name of a field after '.'",
                "m.5 = 1; 3; name of a field after '.'",
                "m[ = 1; 4; expected [0] for an element",
                "m[x] = 1; 3; ['k'] or [key 0]",
                "m[1.5] = 1; 3; expected [0]",
                "m[key true] = 1; 7; cannot be the key of a map",
                "m[key x] = 1; 7; expected the key of a map",
                "m[99999999999] = 1; 3; whole number",
                "m[0 = 1; 5; closes the '[' at column 2",
                "size(m) is null; 1; Test the list or map itself",
                "size(__key) = 1; 6; not the name of a bin",
                "size(m) = 'x'; 11; cannot be compared",
                "array_contains(m) = 1; 17; precedes the value",
                "array_contains(m, b); 19; expected a literal",
                "map_contains_key(m, 1.5); 21; cannot be the key of a map",
                "`   `; 4; expected the name of a bin",
            })
    void errorsPointAtTheirPosition(String condition, int column, String problem) {
        ConditionException wrong =
                catchThrowableOfType(ConditionException.class, () -> ConditionParser.parse(condition));
        assertThat(wrong).as(condition).isNotNull();
        assertThat(wrong.getMessage()).contains(problem).contains("\n  " + " ".repeat(column - 1) + "^");
        assertThat(wrong.column()).isEqualTo(column);
    }

    @Test
    void rejectsLongPaths() {
        assertThatThrownBy(() -> ConditionParser.parse("m" + "[0]".repeat(33) + " = 1"))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("a path of 33 steps in bin 'm'; it needs 1 to 32");
        assertThat(ConditionParser.parse("m" + "[0]".repeat(32) + " = 1")).isInstanceOf(Filter.Comparison.class);
    }

    @Test
    void rejectsDeepNestingWithoutAStackOverflow() {
        String deep = "(".repeat(100_000) + "a = 1" + ")".repeat(100_000);
        assertThatThrownBy(() -> ConditionParser.parse(deep))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> ConditionParser.parse("not ".repeat(100_000) + "a = 1"))
                .isInstanceOf(ConditionException.class);
    }

    @Test
    void parsesAPrintedFilterToTheSameFilter() {
        for (long seed = 0; seed < 5_000; seed++) {
            Filter filter = new RandomFilter(new Random(seed)).next(4);
            String text = ConditionPrinter.condition(filter);
            assertThat(ConditionParser.parse(text))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(filter);
        }
    }
}
