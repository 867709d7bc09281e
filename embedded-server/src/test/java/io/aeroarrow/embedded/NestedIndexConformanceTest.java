package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.ResultCode;
import com.aerospike.client.Value;
import com.aerospike.client.cdt.CTX;
import com.aerospike.client.cdt.ListReturnType;
import com.aerospike.client.cdt.MapOrder;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.exp.Expression;
import com.aerospike.client.exp.ListExp;
import com.aerospike.client.query.Filter;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes on contexts and expressions, and queries through them, as the official client sees them. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NestedIndexConformanceTest {
    private static final String SET = "conformance-nested";
    private static final String OTHER_SET = "conformance-nested2";
    private static final String PREFIX = "nested_";
    private static final int RECORDS = 60;
    private static final CTX AGE = CTX.mapKey(Value.get("age"));
    private static final CTX TAGS = CTX.mapKey(Value.get("tags"));
    private static final CTX LAST = CTX.listIndex(-1);
    private static final Expression SUM = Exp.build(Exp.add(Exp.intBin("n"), ListExp.size(Exp.listBin("l"))));
    private static final Expression REMAINDER = Exp.build(
            Exp.cond(Exp.eq(Exp.mod(Exp.intBin("n"), Exp.val(2)), Exp.val(0)), Exp.stringBin("s"), Exp.unknown()));

    private AerospikeClient client;

    @BeforeAll
    void start(AerospikeServer server) {
        client = OfficialClient.connect(server);
        clear();
        for (int i = 0; i < RECORDS; i++) {
            client.put(
                    null,
                    new Key("test", SET, i),
                    new Bin("n", i),
                    new Bin("s", "v" + i % 4),
                    new Bin("m", map(i)),
                    new Bin("l", List.of(List.of(i), "x" + i % 3)));
        }
        client.put(null, new Key("test", OTHER_SET, 1), new Bin("n", 1_000), new Bin("m", Map.of("age", 5)));
        create("age", "m", IndexType.NUMERIC, IndexCollectionType.DEFAULT, AGE);
        create("tags", "m", IndexType.STRING, IndexCollectionType.LIST, TAGS);
        create("keys", "m", IndexType.STRING, IndexCollectionType.MAPKEYS, CTX.mapKey(Value.get("deep")));
        create("last", "l", IndexType.STRING, IndexCollectionType.DEFAULT, LAST);
        create("point", "m", IndexType.GEO2DSPHERE, IndexCollectionType.DEFAULT, CTX.mapKey(Value.get("at")));
        create("sum", IndexType.NUMERIC, IndexCollectionType.DEFAULT, SUM);
        create("even", IndexType.STRING, IndexCollectionType.DEFAULT, REMAINDER);
        create(
                "list",
                IndexType.NUMERIC,
                IndexCollectionType.LIST,
                Exp.build(ListExp.getByIndex(ListReturnType.VALUE, Exp.Type.LIST, Exp.val(0), Exp.listBin("l"))));
        client.createIndex(
                        null,
                        "test",
                        null,
                        PREFIX + "all",
                        "m",
                        IndexType.NUMERIC,
                        IndexCollectionType.DEFAULT,
                        AGE,
                        CTX.listIndex(0))
                .waitTillComplete(10);
    }

    /** Ages are integers, texts, lists, or missing. */
    private static Map<String, Object> map(int i) {
        Object age = switch (i % 6) {
            case 3 -> "text";
            case 4 -> List.of(i, i);
            default -> i;
        };
        Map<String, Object> map = new HashMap<>(Map.of(
                "tags", List.of("t" + i % 5, "t" + i % 7, i),
                "deep", Map.of("k" + i % 10, 1),
                "at", Value.getAsGeoJSON("{\"type\":\"Point\",\"coordinates\":[" + i / 10.0 + ",0]}")));
        if (i % 6 != 5) {
            map.put("age", age);
        }
        return map;
    }

    private void create(String name, String bin, IndexType type, IndexCollectionType part, CTX... context) {
        client.createIndex(null, "test", SET, PREFIX + name, bin, type, part, context)
                .waitTillComplete(10);
    }

    private void create(String name, IndexType type, IndexCollectionType part, Expression expression) {
        client.createIndex(null, "test", SET, PREFIX + name, type, part, expression)
                .waitTillComplete(10);
    }

    @AfterAll
    void stop() {
        clear();
        client.close();
    }

    private void clear() {
        for (String name : List.of("age", "tags", "keys", "last", "point", "sum", "even", "list", "all")) {
            client.dropIndex(null, "test", SET, PREFIX + name).waitTillComplete(10);
        }
        client.truncate(null, "test", SET, null);
        client.truncate(null, "test", OTHER_SET, null);
    }

    private List<Long> find(Filter filter) {
        return find(SET, filter);
    }

    private List<Long> find(@Nullable String set, Filter filter) {
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(set);
        statement.setFilter(filter);
        List<Long> found = new ArrayList<>();
        try (RecordSet records = client.query(null, statement)) {
            while (records.next()) {
                found.add(records.getRecord().getLong("n"));
            }
        }
        return found;
    }

    private static Long[] numbers(IntPredicate wanted) {
        return IntStream.range(0, RECORDS)
                .filter(wanted)
                .mapToObj(Long::valueOf)
                .toArray(Long[]::new);
    }

    @Test
    void findsElementsByTheirContext() {
        assertThat(find(Filter.range("m", 10, 20, AGE)))
                .containsExactlyInAnyOrder(numbers(i -> i >= 10 && i <= 20 && i % 6 < 3));
        assertThat(find(Filter.equal("m", 13, AGE))).containsExactly(13L);
        assertThat(find(Filter.equal("m", 16, AGE)))
                .as("a list, not its elements")
                .isEmpty();
        assertThat(find(Filter.equal("l", "x1", LAST))).containsExactlyInAnyOrder(numbers(i -> i % 3 == 1));
        assertThat(find(Filter.geoWithinRadius("m", 0, 0, 111_400, CTX.mapKey(Value.get("at")))))
                .containsExactlyInAnyOrder(numbers(i -> i <= 10));
    }

    @Test
    void findsElementsOfANestedListOrMap() {
        assertThat(find(Filter.contains("m", IndexCollectionType.LIST, "t3", TAGS)))
                .containsExactlyInAnyOrder(numbers(i -> i % 5 == 3 || i % 7 == 3));
        assertThat(find(Filter.contains("m", IndexCollectionType.MAPKEYS, "k4", CTX.mapKey(Value.get("deep")))))
                .containsExactlyInAnyOrder(numbers(i -> i % 10 == 4));
    }

    @Test
    void findsValuesOfAnExpression() {
        assertThat(find(Filter.range(SUM, 12, 14))).containsExactlyInAnyOrder(10L, 11L, 12L);
        assertThat(find(Filter.equal(REMAINDER, "v2"))).containsExactlyInAnyOrder(numbers(i -> i % 4 == 2));
        assertThat(find(Filter.equal(REMAINDER, "v1")))
                .as("unknown for odd numbers")
                .isEmpty();
    }

    @Test
    void findsByTheNameOfTheIndex() {
        assertThat(find(Filter.rangeByIndex(PREFIX + "age", 10, 14))).containsExactlyInAnyOrder(12L, 13L, 14L);
        assertThat(find(Filter.rangeByIndex(PREFIX + "sum", 12, 12))).containsExactly(10L);
        assertThat(find(Filter.equalByIndex(PREFIX + "age", "text")))
                .as("another type")
                .isEmpty();
        assertThat(find(Filter.rangeByIndex(PREFIX + "list", 7, 9))).containsExactlyInAnyOrder(7L, 8L, 9L);
        assertThat(find(OTHER_SET, Filter.rangeByIndex(PREFIX + "age", 0, 99)))
                .as("the index of another set")
                .isEmpty();
    }

    @Test
    void findsByAnIndexOfAllSetsIfTheSetHasNone() {
        Filter first = Filter.range("m", 0, 99, AGE, CTX.listIndex(0));
        assertThat(find(first)).containsExactlyInAnyOrder(numbers(i -> i % 6 == 4));
        assertThat(find(null, first)).containsExactlyInAnyOrder(numbers(i -> i % 6 == 4));
        assertThat(find(OTHER_SET, first)).isEmpty();
    }

    @Test
    void refusesQueriesWhoseContextOrExpressionHasNoIndex() {
        refuses(ResultCode.INDEX_NOTFOUND, SET, Filter.equal("m", 1));
        refuses(ResultCode.INDEX_NOTFOUND, SET, Filter.equal("m", 1, TAGS));
        refuses(ResultCode.INDEX_NOTFOUND, SET, Filter.equal("m", "a", AGE));
        refuses(ResultCode.INDEX_NOTFOUND, OTHER_SET, Filter.equal("m", 1, AGE));
        refuses(ResultCode.INDEX_NOTFOUND, null, Filter.equal("m", 1, AGE));
        refuses(ResultCode.INDEX_NOTFOUND, SET, Filter.equal(Exp.build(Exp.intBin("n")), 1));
        refuses(ResultCode.INDEX_NOTFOUND, SET, Filter.equalByIndex(PREFIX + "none", 1));
        refuses(
                ResultCode.PARAMETER_ERROR,
                SET,
                Filter.equal("m", 1, CTX.mapKeyCreate(Value.get("age"), MapOrder.KEY_ORDERED)));
    }

    private void refuses(int code, @Nullable String set, Filter filter) {
        assertThatThrownBy(() -> find(set, filter))
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(code));
    }

    @Test
    void followsChangesOfTheRecord() {
        Key key = new Key("test", SET, "changed");
        client.put(null, key, new Bin("n", 77), new Bin("m", Map.of("age", 500)), new Bin("l", List.of(1)));
        assertThat(find(Filter.equal("m", 500, AGE))).containsExactly(77L);
        assertThat(find(Filter.equal(SUM, 78))).containsExactly(77L);
        client.put(null, key, new Bin("n", 78), new Bin("m", Map.of("age", 501)));
        assertThat(find(Filter.equal("m", 500, AGE))).isEmpty();
        assertThat(find(Filter.range("m", 500, 501, AGE))).containsExactly(78L);
        assertThat(find(Filter.equal(SUM, 78))).isEmpty();
        client.delete(null, key);
        assertThat(find(Filter.range("m", 500, 501, AGE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        context=kiKjA2s=;bin=m;type=numeric               | ERROR:4:'context' invalid cdt context
        context=xx;bin=m;type=numeric                     | ERROR:4:'context' invalid base64
        context=x=xx;bin=m;type=numeric                   | ERROR:4:'context' invalid base64
        context=kA==;bin=m;type=numeric                   | ERROR:4:'context' invalid cdt context
        context=kWI=;bin=m;type=numeric                   | ERROR:4:'context' invalid cdt context
        context=kszgAQ==;bin=m;type=numeric               | ERROR:4:'context' invalid cdt context
        context=kswiAQ==;bin=m;type=numeric               | ERROR:4:'context' not normalized msgpack
        context=kiKhA2s=;indextype=list;indexdata=,string | ERROR:4:'indexdata' missing bin name
        exp=k1ECoWE=;type=string                          | ERROR:4:bad 'exp' - expression type 'numeric' does not match expected type 'string'
        exp=k1ECoWE=;type=numeric;indextype=list          | ERROR:4:bad 'exp' - expression type 'numeric' does not match expected type 'list'
        exp=k1ECoWE=;type=numeric;indextype=mapvalues     | ERROR:4:bad 'exp' - expression type 'numeric' does not match expected type 'map'
        exp=k1EHoWE=;type=numeric                         | ERROR:4:bad 'exp' - expression type 'float' does not match expected type 'numeric'
        exp=k1EIoWE=;type=string                          | ERROR:4:bad 'exp' - expression type 'geo2dsphere' does not match expected type 'string'
        exp=xx;type=string                                | ERROR:4:bad 'exp'
        exp=k1ECoWE=wA==;type=numeric                     | ERROR:4:bad 'exp'
        exp=kUU=;type=numeric                             | ERROR:4:bad 'exp'
        exp=klAC;type=numeric                             | ERROR:4:bad 'exp'
        exp=kxSTUQKhYZFF;type=numeric                     | ERROR:4:bad 'exp'
        exp=kxQBAg==;type=numeric                         | ERROR:4:bad 'exp'
        exp=k1ECoWE=;bin=a;type=numeric                   | ERROR:4:both 'bin' and 'exp' are specified
        exp=k1ECoWE=;context=kiKhA2s=;type=numeric        | ERROR:4:both 'context' and 'exp' are specified
        exp=;type=numeric                                 | ERROR:4:missing 'exp' value
        """)
    void refusesTheFirstWrongParameter(String parameters, String answer) {
        assertThat(info("sindex-create:namespace=test;set=" + SET + ";indexname=" + PREFIX + "bad;" + parameters))
                .as(parameters)
                .isEqualTo(answer);
    }

    /** An index on the digest needs no bin. */
    @Test
    void indexesTheDigest() {
        Expression sample = Exp.build(Exp.digestModulo(10));
        client.createIndex(null, "test", SET, PREFIX + "sample", IndexType.NUMERIC, IndexCollectionType.DEFAULT, sample)
                .waitTillComplete(10);
        List<Long> found = new ArrayList<>();
        for (int i = -9; i < 10; i++) {
            found.addAll(find(Filter.equal(sample, i)));
        }
        assertThat(found).containsExactlyInAnyOrder(numbers(i -> true));
        client.dropIndex(null, "test", SET, PREFIX + "sample").waitTillComplete(10);
    }

    @Test
    void describesContextsAndExpressionsByInfo() {
        String start = "ns=test:indexname=" + PREFIX;
        assertThat(info("sindex-list:namespace=test;b64=true").split(";"))
                .contains(start + "age:set=" + SET
                        + ":bin=m:type=numeric:indextype=default:context=kiKkA2FnZQ==:exp=null" + ":state=RW")
                .contains(start + "sum:set=" + SET + ":bin=null:type=numeric:indextype=default:context=null:exp="
                        + SUM.getBase64() + ":state=RW");
        assertThat(info("sindex-list:namespace=test").split(";"))
                .contains(start + "age:set=" + SET
                        + ":bin=m:type=numeric:indextype=default:context=[map_key(<string#3>)]:exp=null:state=RW")
                .contains(start + "last:set=" + SET
                        + ":bin=l:type=string:indextype=default:context=[list_index(-1)]:exp=null:state=RW")
                .contains(start + "all:set=null:bin=m:type=numeric:indextype=default:context=[map_key(<string#3>),"
                        + " list_index(0)]:exp=null:state=RW");
        assertThat(info("sindex-list:namespace=test;b64=yes")).startsWith("ERROR:4:bad b64");
        assertThat(info("sindex-stat:namespace=test;indexname=" + PREFIX + "age"))
                .startsWith("entries=30;");
    }

    @Test
    void namesAnIndexOnceForEachDefinition() {
        String create = "sindex-create:namespace=test;set=" + SET + ";indexname=" + PREFIX;
        assertThat(info(create + "age;context=kiKkA2FnZQ==;bin=m;type=numeric")).isEqualTo("ok");
        assertThat(info(create + "age;context=kiKhA2s=;bin=m;type=numeric"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
        assertThat(info(create + "age;bin=m;type=numeric"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
        assertThat(info(create + "sum;exp=k1ECoWE=;type=numeric"))
                .isEqualTo("ERROR:200:'indexname' already exists with different definition");
    }

    private String info(String command) {
        return Info.request(null, client.getNodes()[0], command);
    }
}
