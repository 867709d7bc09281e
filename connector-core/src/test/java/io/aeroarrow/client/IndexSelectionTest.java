package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.IndexQuery;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
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
                Filter.not(n.equalTo(3)),
                n.notEqualTo(3),
                n.equalTo(3.0),
                n.equalTo(3).acrossNumbers(),
                n.between(3.0, 4.0),
                n.in(3, 4).acrossNumbers(),
                n.in(3.0, 4.0),
                n.equalTo(3).or(n.greaterThan(7)),
                n.equalTo(3).or(Filter.bin("name").equalTo("x")),
                Filter.not(n.in(3, 9)),
                Filter.bin("name").in("x", "y".repeat(2_048)),
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
    void usesRangesWithOneEnd() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        assertServes(age, Filter.bin("age").atLeast(3), IndexQuery.bin("age").between(3, Long.MAX_VALUE));
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
        return choose(candidates, 10_000, statistics);
    }

    private static String choose(List<IndexSelection> candidates, long visited, IndexStatistics... statistics) {
        return IndexPlan.choose(candidates, List.of(statistics), visited, 1).toString();
    }

    private static IndexStatistics size(String name, long entries, long perValue) {
        return new IndexStatistics(name, entries, perValue, 0, true);
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
        assertThat(best(size("by_a", 9, 0), size("by_b", 9, 0), size("by_c", 9, 0)))
                .isEqualTo("by_a = 1 (the first of 3 that the servers have not counted yet)");
        List<IndexSelection> two = candidates(
                CONDITION,
                index("by_c", Filter.bin("c"), IndexType.NUMERIC),
                index("by_b", Filter.bin("b"), IndexType.STRING));
        assertThat(choose(two, 0, size("by_b", 9, 0), size("by_c", 9, 0)))
                .isEqualTo("by_b = 'x' (an equality; by_c has a range)");
    }

    @Test
    void needsNoReasonForOneIndex() {
        assertThat(choose(List.of(), 9)).isEqualTo("none, no index serves the filter");
        List<IndexSelection> one = candidates(CONDITION, index("by_c", Filter.bin("c"), IndexType.NUMERIC));
        assertThat(choose(one, 0, size("by_c", 9, 9))).isEqualTo("by_c 10..19");
    }

    @Test
    void usesNoIndexThatANodeDoesNotHaveInFull() {
        List<IndexSelection> one = candidates(CONDITION, index("by_c", Filter.bin("c"), IndexType.NUMERIC));
        String incomplete = "none, by_c is not complete on all nodes";
        assertThat(choose(one, 0)).isEqualTo(incomplete);
        assertThat(choose(one, 0, new IndexStatistics("by_c", 9, 1, 0, false))).isEqualTo(incomplete);
    }

    @Test
    void queriesEachValueOfAList() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        IndexStatus city = index("city", CITY, IndexType.STRING);
        Operand n = Filter.bin("age");
        IndexQuery two = IndexQuery.bin("age").in(List.of(Value.of(3), Value.of(9)));
        assertServes(age, n.in(3, 9), two);
        assertServes(age, n.in(3, 9, 3), two);
        assertServes(age, n.mayBeIn(List.of(Value.of(3), Value.of(9))), two);
        assertServes(age, n.equalTo(3).or(n.equalTo(9)), two);
        assertServes(age, n.in(3, 9, 20).and(n.lessThan(10)), two);
        assertServes(
                age,
                n.in(3, 9, 20).and(n.greaterThan(10)),
                IndexQuery.bin("age").equalTo(20));
        assertServes(age, n.in(3, 9).and(n.equalTo(9)), IndexQuery.bin("age").equalTo(9));
        assertServes(
                city, CITY.in("Oslo", "Bergen"), IndexQuery.of(CITY).in(List.of(Value.of("Oslo"), Value.of("Bergen"))));
        assertThat(two.parts())
                .containsExactly(
                        IndexQuery.bin("age").equalTo(3), IndexQuery.bin("age").equalTo(9));
    }

    @Test
    void queriesARangeForIntegersThatAreCloseTogether() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        assertServes(age, Filter.bin("age").in(3, 4), IndexQuery.bin("age").between(3, 4));
        List<Value> even =
                LongStream.range(0, 5_000).<Value>mapToObj(i -> Value.of(2 * i)).toList();
        assertServes(age, Filter.bin("age").mayBeIn(even), IndexQuery.bin("age").between(0, 9_998));
        List<Value> far =
                LongStream.range(0, 1_001).<Value>mapToObj(i -> Value.of(9 * i)).toList();
        assertThat(candidates(Filter.bin("age").mayBeIn(far), age)).isEmpty();
        assertThat(candidates(Filter.bin("age").in(Long.MIN_VALUE, Long.MAX_VALUE), age))
                .extracting(IndexSelection::condition)
                .containsExactly("IN (-9223372036854775808, 9223372036854775807)");
    }

    @Test
    void scansASmallSetForAListOfValues() {
        List<IndexSelection> list =
                candidates(Filter.bin("a").in(1, 5, 9, 13), index("by_a", Filter.bin("a"), IndexType.NUMERIC));
        assertThat(choose(list, 30_000, size("by_a", 9_000, 1)))
                .isEqualTo("none, by_a IN (4 values) takes 4 queries; a scan of about 30,000 records is faster");
        assertThat(choose(list, 40_000, size("by_a", 9_000, 1)))
                .isEqualTo("by_a IN (4 values) (4 queries, about 4 entries)");
        assertThat(IndexPlan.choose(list, List.of(size("by_a", 9_000, 1)), 40_000, 3)
                        .selection())
                .isEmpty();
        assertThat(choose(list, 40_000, size("by_a", 90_000, 10_000))).startsWith("none, ");
    }

    @Test
    void findsOnlyIntegersIfTheIndexIsGiven() {
        IndexStatus age = index("age", Filter.bin("age"), IndexType.NUMERIC);
        Operand n = Filter.bin("age");
        for (Filter filter : List.of(n.equalTo(3), n.between(3, 3), n.atLeast(3).and(n.lessThan(4)), n.equalTo(3.0))) {
            assertThat(IndexSelection.of(age, filter.acrossNumbers()))
                    .as("%s", filter)
                    .isEmpty();
        }
        assertThat(IndexSelection.ofIntegers(age, n.between(3, 9).acrossNumbers()))
                .hasToString("Optional[age 3..9 (integers only)]");
        assertThat(IndexSelection.ofIntegers(age, n.in(3, 9).acrossNumbers()))
                .hasToString("Optional[age IN (3, 9) (integers only)]");
        assertThat(IndexSelection.ofIntegers(age, n.equalTo(3))).hasToString("Optional[age = 3]");
        assertThat(IndexSelection.ofIntegers(age, n.equalTo("x").acrossNumbers()))
                .isEmpty();
    }

    @Test
    void refusesSeveralValuesOfElements() {
        List<Value> two = List.of(Value.of(1), Value.of(2));
        for (IndexQuery.Index index : List.of(IndexQuery.list("l"), IndexQuery.named("n"), IndexQuery.mapKeys("m"))) {
            assertThatThrownBy(() -> index.in(two)).hasMessageContaining("under several values");
        }
        assertThat(IndexQuery.list("l").in(List.of(Value.of(1))))
                .isEqualTo(IndexQuery.list("l").equalTo(1));
        assertThatThrownBy(() -> IndexQuery.bin("a").in(List.of(Value.of(1), Value.of("x"))))
                .hasMessageContaining("one type");
        assertThatThrownBy(() -> IndexQuery.bin("a").in(List.of())).hasMessageContaining("two or more");
        assertThatThrownBy(() -> BackgroundRequest.delete("test", "people")
                        .withIndex(IndexQuery.bin("a").in(two)))
                .hasMessageContaining("start a job for each value");
    }
}
