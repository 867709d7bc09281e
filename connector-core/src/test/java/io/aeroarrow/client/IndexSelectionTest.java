package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.internal.filter.IndexedOperand;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.IndexQuery;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which index serves a filter, and which one of several is selected. */
class IndexSelectionTest {

    private static final ClusterCapabilities SERVERS =
            ServerBuild.parse("8.1.0.3").capabilities();
    private static final Operand CITY = Filter.bin("m").key("city");

    private static IndexStatus index(String name, Operand value, IndexType type) {
        return IndexStatus.of("test", "people", name, "b", type)
                .withValue(value)
                .withReadable(true);
    }

    private static IndexStatus ofElements(String name, Operand value, IndexType type, IndexCollection part) {
        return index(name, value, type).withCollection(part);
    }

    private static List<IndexSelection> candidates(Filter filter, IndexStatus... indexes) {
        return IndexSelection.candidates(List.of(indexes), "people", filter, SERVERS);
    }

    private static void assertServes(IndexStatus index, Filter filter, IndexQuery query) {
        assertThat(candidates(filter, index)).extracting(IndexSelection::query).containsExactly(query);
    }

    @Test
    void servesConditionsOnBinsAndPaths() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        IndexStatus city = index("city", CITY, IndexType.STRING);
        Filter both = Filter.bin("age")
                .atLeast(18)
                .and(CITY.equalTo("Oslo").and(Filter.bin("age").lessThan(30)));
        assertServes(age, both, IndexQuery.bin("age").between(18, 30));
        assertServes(city, both, IndexQuery.of(CITY).equalTo("Oslo"));
        assertThat(candidates(Filter.bin("city").equalTo("Oslo"), city)).isEmpty();
        assertThat(candidates(Filter.bin("m").key("city").key("city").equalTo("Oslo"), city))
                .isEmpty();
    }

    @Test
    void servesConditionsOnElementsByIndexesOfElementsOnly() {
        IndexStatus tags = ofElements("tags", Filter.bin("l"), IndexType.STRING, IndexCollection.LIST);
        IndexStatus keys = ofElements("keys", CITY, IndexType.STRING, IndexCollection.MAP_KEYS);
        assertServes(
                tags,
                Filter.bin("l").contains(Value.of("new")),
                IndexQuery.list("l").equalTo("new"));
        assertServes(
                keys,
                Filter.bin("m").key("city").containsKey(Value.of("x")),
                IndexQuery.of(CITY, IndexCollection.MAP_KEYS).equalTo("x"));
        assertThat(candidates(Filter.bin("l").equalTo("new"), tags)).isEmpty();
        assertThat(candidates(
                        Filter.bin("l").contains(Value.of("new")), index("whole", Filter.bin("l"), IndexType.STRING)))
                .isEmpty();
        assertThat(candidates(
                        CITY.equalTo("x"), ofElements("values", CITY, IndexType.STRING, IndexCollection.MAP_VALUES)))
                .isEmpty();
    }

    @Test
    void servesConditionsOnTheSameExpression() {
        Operand size = Filter.bin("l").size();
        IndexStatus sizes = index("sizes", expression(size), IndexType.NUMERIC);
        assertServes(sizes, size.between(3, 4), IndexQuery.of(expression(size)).between(3, 4));
        assertServes(
                index("n", Filter.expressionValue("k1ECoWE="), IndexType.NUMERIC),
                Filter.bin("a").equalTo(7),
                IndexQuery.of(Filter.expressionValue("k1ECoWE=")).equalTo(7));
        assertThat(candidates(Filter.bin("other").size().equalTo(3), sizes)).isEmpty();
    }

    private static Operand expression(Operand value) {
        return Filter.expressionValue(Base64.getEncoder().encodeToString(IndexedOperand.expression(value)));
    }

    @Test
    void servesNothingWhereRecordsWouldBeLost() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        IndexStatus name = index("name", Filter.bin("name"), IndexType.STRING);
        Operand n = Filter.bin("age");
        for (Filter filter : List.of(
                n.equalTo(3).or(n.equalTo(4)),
                Filter.not(n.equalTo(3)),
                n.notEqualTo(3),
                n.greaterThan(3),
                n.equalTo(3.0),
                n.equalTo(3).acrossNumbers(),
                n.between(3.0, 4.0),
                n.in(3, 4),
                n.between(4, 3),
                Filter.bin("name").equalTo("x".repeat(2_048)),
                Filter.bin("name").greaterThan("a"),
                Filter.bin("name").startsWith("a"))) {
            assertThat(candidates(filter, age, name)).as("%s", filter).isEmpty();
        }
        Filter three = n.equalTo(3);
        assertThat(candidates(three, age.withReadable(false))).isEmpty();
        assertThat(candidates(three, age.withoutValue())).isEmpty();
        IndexStatus ofOtherSet =
                IndexStatus.of("test", "other", "o", "age", IndexType.NUMERIC).withReadable(true);
        assertThat(candidates(three, ofOtherSet)).isEmpty();
    }

    @Test
    void anIndexOfAllSetsServesEachSetFrom81On() {
        IndexStatus all =
                IndexStatus.of("test", "", "all", "age", IndexType.NUMERIC).withReadable(true);
        Filter three = Filter.bin("age").equalTo(3);
        assertThat(candidates(three, all)).hasSize(1);
        assertThat(IndexSelection.candidates(
                        List.of(all),
                        "people",
                        three,
                        ServerBuild.parse("7.1.0.0").capabilities()))
                .isEmpty();
    }

    @Test
    void usesRangesWithOneEndOnlyIfTheIndexIsGiven() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        assertThat(IndexSelection.of(age, Filter.bin("age").greaterThan(3)).map(IndexSelection::condition))
                .contains("3..");
        assertThat(IndexSelection.of(age, Filter.bin("other").greaterThan(3))).isEmpty();
    }

    private static final Filter CONDITION = Filter.allOf(List.of(
            Filter.bin("a").equalTo(1),
            Filter.bin("b").equalTo("x"),
            Filter.bin("c").between(10, 19)));

    private static String best(IndexStatistics... statistics) {
        List<IndexSelection> candidates = candidates(
                CONDITION,
                index("by_c", Filter.bin("c"), IndexType.NUMERIC),
                index("by_b", Filter.bin("b"), IndexType.STRING),
                index("by_a", Filter.bin("a"), IndexType.NUMERIC));
        return IndexSelection.best(candidates, Arrays.asList(statistics))
                .orElseThrow()
                .toString();
    }

    private static IndexStatistics size(String name, long entries, long perValue) {
        return new IndexStatistics(name, entries, perValue, 0);
    }

    @Test
    void selectsTheIndexThatFindsTheFewestEntries() {
        assertThat(best(size("by_a", 9_000, 4_500), size("by_b", 10_000, 100), size("by_c", 10_000, 1)))
                .isEqualTo("by_c 10..19 (about 10 entries; by_b about 100, by_a about 4,500)");
        assertThat(best(size("by_a", 9_000, 4_500), size("by_b", 10_000, 100), size("by_c", 10_000, 1_000)))
                .isEqualTo("by_b = 'x' (about 100 entries; by_a about 4,500, by_c about 10,000)");
        assertThat(best(size("by_a", 0, 0), size("by_b", 10_000, 1), size("by_c", 10_000, 1)))
                .startsWith("by_a = 1 (about 0 entries; ");
    }

    @Test
    void prefersAnEqualityAndASmallIndexWhileTheServersHaveNotCounted() {
        assertThat(best(size("by_a", 9_000, 0), size("by_b", 500, 1), size("by_c", 10, 1)))
                .isEqualTo("by_b = 'x' (500 entries; by_a has 9,000)");
        assertThat(best()).isEqualTo("by_a = 1 (the first of 3 that the servers have not counted yet)");
        List<IndexSelection> two = candidates(
                CONDITION,
                index("by_c", Filter.bin("c"), IndexType.NUMERIC),
                index("by_b", Filter.bin("b"), IndexType.STRING));
        assertThat(IndexSelection.best(two, List.of()))
                .hasToString("Optional[by_b = 'x' (an equality; by_c has a range)]");
    }

    @Test
    void needsNoReasonForOneIndex() {
        assertThat(IndexSelection.best(List.of(), List.of())).isEmpty();
        List<IndexSelection> one = candidates(CONDITION, index("by_c", Filter.bin("c"), IndexType.NUMERIC));
        assertThat(IndexSelection.best(one, List.of())).hasToString("Optional[by_c 10..19]");
    }
}
