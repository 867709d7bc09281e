package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bins of any type as VARIANT columns. */
@EnabledIf("hasVariants")
class SparkVariantTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().setting("spark.sql.ansi.enabled", "true");

    private static final List<Object> VALUES = List.of(
            1L,
            -5_000_000_000L,
            2.5,
            true,
            "text",
            "3",
            new byte[] {1, 2},
            List.of(1L, "a", 2.5, List.of(), Map.of("k", "v")),
            new TreeMap<>(Map.of("items", List.of(Map.of("price", 9.5, "name", "a")), "b", 1L, "z", "last")));

    private static String set;

    static boolean hasVariants() {
        return isPresent("org.apache.spark.sql.types.VariantType");
    }

    private static boolean isPresent(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @BeforeAll
    static void load() {
        set = CLUSTER.newSet();
        for (int i = 0; i < VALUES.size(); i++) {
            CLUSTER.put(set, i, new Bin("id", i), new Bin("v", Value.get(VALUES.get(i))));
        }
        CLUSTER.put(set, 100, new Bin("id", 100));
    }

    private static Dataset<Row> declared() {
        return CLUSTER.read(set).schema("id BIGINT, v VARIANT").load();
    }

    private static List<String> strings(Dataset<Row> rows, String expression) {
        return rows.orderBy("id").selectExpr(expression).as(Encoders.STRING()).collectAsList();
    }

    @Test
    void valuesAreTheirJsonText() {
        List<String> expected = new ArrayList<>(List.of(
                "1",
                "-5000000000",
                "2.5",
                "true",
                "\"text\"",
                "\"3\"",
                "\"AQI=\"",
                "[1,\"a\",2.5,[],{\"k\":\"v\"}]",
                "{\"b\":1,\"items\":[{\"name\":\"a\",\"price\":9.5}],\"z\":\"last\"}"));
        expected.add(null);
        assertThat(strings(declared(), "to_json(v)")).isEqualTo(expected);
        assertThat(strings(declared(), "schema_of_variant(v)"))
                .containsExactly(
                        "BIGINT",
                        "BIGINT",
                        "DOUBLE",
                        "BOOLEAN",
                        "STRING",
                        "STRING",
                        "BINARY",
                        "ARRAY<VARIANT>",
                        "OBJECT<b: BIGINT, items: ARRAY<OBJECT<name: STRING, price: DOUBLE>>, z: STRING>",
                        null);
    }

    /** Spark's own text of each variant is our JSON text of the same bin: fields are in order, as Spark sorts them. */
    @Test
    void sparkReadsRandomValuesAsTheirJsonText() {
        String random = CLUSTER.newSet();
        RandomValues values = new RandomValues(7);
        for (int i = 0; i < 300; i++) {
            CLUSTER.put(random, i, new Bin("id", i), RawMsgpack.bin("v", i % 2 == 0 ? values.map(4) : values.list(4)));
        }
        Dataset<Row> variants =
                CLUSTER.read(random).schema("id BIGINT, v VARIANT").load();
        List<String> texts =
                strings(CLUSTER.read(random).schema("id BIGINT, v STRING").load(), "v");
        assertThat(strings(variants, "to_json(v)")).isEqualTo(texts);
        assertThat(texts).hasSize(300).doesNotContainNull();
        // The same paths as in the variant that Spark itself makes of the text.
        String paths =
                "v:a::string, v:items[1]::string, v:name.b::string, v:b::string, variant_get(v, '$[0]', 'string')";
        variants.createOrReplaceTempView("ours");
        CLUSTER.read(random)
                .schema("id BIGINT, v STRING")
                .load()
                .selectExpr("id", "parse_json(v) AS v")
                .createOrReplaceTempView("parsed");
        assertThat(CLUSTER.sql("SELECT id, " + paths + " FROM ours ORDER BY id"))
                .isEqualTo(CLUSTER.sql("SELECT id, " + paths + " FROM parsed ORDER BY id"));
    }

    @Test
    void pathsOfAVariantAreExpressions() {
        assertThat(strings(declared().where("id = 8"), "cast(v:items[0].price::double + 1 as string)"))
                .containsExactly("10.5");
        declared().createOrReplaceTempView("variants");
        assertThat(CLUSTER.sql("SELECT v:items[0].price::double, v:b::int FROM variants WHERE v:z::string = 'last'"))
                .extracting(Row::toString)
                .containsExactly("[9.5,1]");
        assertThat(CLUSTER.sql("SELECT count(*) FROM variants WHERE v IS NULL"))
                .extracting(Row::toString)
                .containsExactly("[1]");
    }

    @Test
    void anInferredSchemaHasVariantsWhereAnOptionSaysSo() {
        assertThat(type(Map.of())).isEqualTo("string");
        assertThat(type(Map.of("mixedTypes", "JSON"))).isEqualTo("string");
        assertThat(type(Map.of("mixedTypes", "VARIANT"))).isEqualTo("variant");
        assertThat(type(Map.of("variant", "v"))).isEqualTo("variant");
        assertThat(CLUSTER.read(set).option("variant", "id, v").load().schema().toDDL())
                .isEqualTo("id VARIANT,v VARIANT");
        assertThat(strings(CLUSTER.read(set).option("variant", "v").load(), "to_json(v)"))
                .isEqualTo(strings(declared(), "to_json(v)"));
        assertThatThrownBy(() -> CLUSTER.read(set).option("variant", "w").load())
                .hasMessageContaining(
                        "option 'variant' names the bin 'w', which no record of the sample has; it has the bins [id,"
                                + " v]");
    }

    private static String type(Map<String, String> options) {
        return CLUSTER.read(set)
                .options(options)
                .load()
                .schema()
                .apply("v")
                .dataType()
                .typeName();
    }

    @Test
    void plansUseTheSizeOfASampleAndPushDownTheExistenceOfTheBin() {
        assertThat(declared()
                        .queryExecution()
                        .optimizedPlan()
                        .stats()
                        .sizeInBytes()
                        .toLong())
                .isBetween(100L, 2_000L);
        assertThat(declared()
                        .where("v IS NOT NULL")
                        .queryExecution()
                        .executedPlan()
                        .toString())
                .contains("pushed: [v IS NOT NULL]; tested again by Spark: [v IS NOT NULL]");
        assertThat(declared().where("v IS NOT NULL").count()).isEqualTo(VALUES.size());
    }

    @Test
    void keysThatAreNoStringsAreConvertedAndGeoJsonIsText() {
        String odd = CLUSTER.newSet();
        String point = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
        CLUSTER.put(
                odd,
                1,
                new Bin("m", Map.of(1L, "one", "k", List.of())),
                new Bin("g", new Value.GeoJSONValue(point)),
                new Bin("d", List.of(Double.NaN, Double.NEGATIVE_INFINITY)));
        Row row = CLUSTER.read(odd)
                .schema("m VARIANT, g VARIANT, d VARIANT")
                .load()
                .selectExpr(
                        "to_json(m)",
                        "parse_json(g::string):coordinates[1]::int",
                        "variant_get(d, '$[0]', 'double')",
                        "variant_get(d, '$[1]', 'double')")
                .head();
        assertThat(row).hasToString("[{\"1\":\"one\",\"k\":[]},2,NaN,-Infinity]");
    }

    @Test
    void twoKeysOfTheSameTextAreAMismatch() {
        String odd = CLUSTER.newSet();
        CLUSTER.put(odd, 1, new Bin("m", Map.of(1L, "a", "1", "b")));
        assertThatThrownBy(() -> CLUSTER.read(odd).schema("m VARIANT").load().collectAsList())
                .hasStackTraceContaining("column 'm' of type VARIANT cannot hold exactly");
        assertThat(CLUSTER.read(odd)
                        .schema("m VARIANT, __mismatch ARRAY<STRING>")
                        .option("onMismatch", "NULL")
                        .load()
                        .selectExpr("m IS NULL", "__mismatch[0]")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[true,m]");
    }

    @Test
    void aCatalogTableHasVariants() {
        String table = CLUSTER.newSet();
        CLUSTER.sql("CREATE TABLE aerospike.test." + table + " (id BIGINT, v VARIANT) OPTIONS (keyColumn 'id')");
        CLUSTER.put(table, 1, new Bin("id", 1), new Bin("v", Map.of("a", List.of(1L, 2L))));
        assertThat(CLUSTER.sql("SELECT v:a[1]::int FROM aerospike.test." + table))
                .extracting(Row::toString)
                .containsExactly("[2]");
    }

    @Test
    void variantsAreElementsOfListsMapsAndStructs() {
        String nested = CLUSTER.newSet();
        CLUSTER.put(
                nested,
                1,
                new Bin("l", List.of(1L, "a", List.of(2L))),
                new Bin("m", Map.of("x", List.of(true))),
                new Bin("s", Map.of("f", 1.5)));
        assertThat(CLUSTER.read(nested)
                        .schema("l ARRAY<VARIANT>, m MAP<STRING, VARIANT>, s STRUCT<f: VARIANT, g: VARIANT>")
                        .load()
                        .selectExpr("l[0]::int", "l[1]::string", "to_json(m.x)", "s.f::double", "s.g IS NULL")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[1,a,[true],1.5,true]");
    }

    @Test
    void lookupsReadVariants() {
        Dataset<Row> keys = CLUSTER.spark().range(7, 9).toDF("k");
        Dataset<Row> found =
                AerospikeLookup.of(CLUSTER.options(set)).schema("v VARIANT").join(keys, "k");
        assertThat(found.orderBy("k")
                        .selectExpr("to_json(v)")
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactly(
                        "[1,\"a\",2.5,[],{\"k\":\"v\"}]",
                        "{\"b\":1,\"items\":[{\"name\":\"a\",\"price\":9.5}],\"z\":\"last\"}");
        assertThat(strings(declared().where("__key IN (7, 8)"), "to_json(v)")).hasSize(2);
    }

    @Test
    void aWriteOfWhatWasReadChangesNothing() {
        String copy = CLUSTER.newSet();
        CLUSTER.write(declared(), copy).option("keyColumn", "id").save();
        for (int i = 0; i < VALUES.size(); i++) {
            Object expected = CLUSTER.bins(set, i).get("v");
            assertThat(CLUSTER.bins(copy, (long) i).get("v")).as("record %s", i).isEqualTo(expected);
        }
        assertThat(CLUSTER.bins(copy, 100L)).containsOnlyKeys("id");
    }

    @Test
    void randomVariantsAreWrittenAsTheyWere() {
        String random = CLUSTER.newSet();
        RandomValues values = new RandomValues(11);
        for (int i = 0; i < 100; i++) {
            CLUSTER.put(random, i, new Bin("id", i), RawMsgpack.bin("v", i % 2 == 0 ? values.map(4) : values.list(4)));
        }
        String copy = CLUSTER.newSet();
        Dataset<Row> variants =
                CLUSTER.read(random).schema("id BIGINT, v VARIANT").load();
        CLUSTER.write(variants, copy).option("keyColumn", "id").save();
        for (int i = 0; i < 100; i++) {
            assertThat(CLUSTER.bins(copy, (long) i).get("v"))
                    .isEqualTo(CLUSTER.bins(random, i).get("v"));
        }
    }

    @Test
    void eachTypeOfAVariantIsWrittenByTheRulesOfItsColumnType() {
        String written = CLUSTER.newSet();
        Dataset<Row> rows = CLUSTER.spark()
                .sql("SELECT 1L AS id, to_variant_object(named_struct('date', DATE'1970-01-11', 'time',"
                        + " TIMESTAMP'1970-01-01 00:00:01Z', 'ntz', TIMESTAMP_NTZ'1970-01-01 00:00:02', 'blob',"
                        + " X'0102', 'whole', 12BD, 'float', float(1.5), 'null', cast(null AS INT), 'list',"
                        + " array(1, 2))) AS v");
        CLUSTER.write(rows, written).option("keyColumn", "id").save();
        @SuppressWarnings("unchecked")
        Map<String, Object> bin =
                (Map<String, Object>) CLUSTER.bins(written, 1L).get("v");
        assertThat(bin)
                .containsEntry("date", 10L)
                .containsEntry("time", 1_000_000L)
                .containsEntry("ntz", 2_000_000L)
                .containsEntry("whole", 12L)
                .containsEntry("float", 1.5)
                .containsEntry("null", null)
                .containsEntry("list", List.of(1L, 2L));
        assertThat((byte[]) bin.get("blob")).containsExactly(1, 2);
    }

    @Test
    void decimalsOfVariantsAreFloatsOrAsTheOptionSays() {
        Dataset<Row> rows =
                CLUSTER.spark().sql("SELECT 1L AS id, parse_json('{\"a\": 2.5, \"b\": 0.1, \"c\": 3}') AS v");
        String written = CLUSTER.newSet();
        CLUSTER.write(rows, written).option("keyColumn", "id").save();
        assertThat(CLUSTER.bins(written, 1L)).containsEntry("v", Map.of("a", 2.5, "b", 0.1, "c", 3L));
        CLUSTER.write(rows, written)
                .option("keyColumn", "id")
                .option("decimals", "TEXT")
                .save();
        assertThat(CLUSTER.bins(written, 1L)).containsEntry("v", Map.of("a", "2.5", "b", "0.1", "c", 3L));
        assertThatThrownBy(() -> CLUSTER.write(rows, written)
                        .option("keyColumn", "id")
                        .option("decimals", "SCALED")
                        .save())
                .hasMessageContaining("Store the decimals of variants as TEXT or DOUBLE");
        Dataset<Row> exact = CLUSTER.spark().sql("SELECT 1L AS id, parse_json('[0.1234567890123456789]') AS v");
        assertThatThrownBy(() ->
                        CLUSTER.write(exact, written).option("keyColumn", "id").save())
                .hasMessageContaining(
                        "the decimal 0.1234567890123456789 in a variant is not stored as a float, which is less exact");
    }

    @Test
    void statementsChangeVariants() {
        String table = CLUSTER.newSet();
        String name = "aerospike.test." + table;
        CLUSTER.sql("CREATE TABLE " + name + " (id BIGINT, v VARIANT, l ARRAY<VARIANT>) OPTIONS (keyColumn 'id')");
        CLUSTER.sql("INSERT INTO " + name
                + " VALUES (1, parse_json('{\"a\": [1, null]}'), array(parse_json('\"x\"'), NULL)),"
                + " (2, parse_json('null'), NULL)");
        Map<String, Object> first = CLUSTER.bins(table, 1L);
        assertThat(first.get("v")).isEqualTo(Map.of("a", Arrays.asList(1L, null)));
        assertThat(first.get("l")).isEqualTo(Arrays.asList("x", null));
        assertThat(CLUSTER.bins(table, 2L)).as("a variant null is no value").containsOnlyKeys("id");
        CLUSTER.sql("UPDATE " + name + " SET v = parse_json('7') WHERE v:a[0]::int = 1");
        assertThat(CLUSTER.bins(table, 1L)).containsEntry("v", 7L);
        CLUSTER.sql("MERGE INTO " + name + " t USING (SELECT 2L AS id, parse_json('[true]') AS v) s ON t.id = s.id"
                + " WHEN MATCHED THEN UPDATE SET t.v = s.v");
        assertThat(CLUSTER.bins(table, 2L)).containsEntry("v", List.of(true));
    }
}
