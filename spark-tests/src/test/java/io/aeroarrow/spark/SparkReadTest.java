package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.observe.DataRequest;
import io.aeroarrow.shaded.io.netty.channel.epoll.Epoll;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of records that the official client wrote. */
class SparkReadTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static final int RECORDS = 3_000;

    @BeforeAll
    static void load() {
        for (int i = 0; i < RECORDS; i++) {
            Bin id = new Bin("id", i);
            Bin name = new Bin("name", "n" + i);
            if (i % 3 == 0) {
                Bin score = new Bin("score", i / 4.0);
                Bin raw = new Bin("raw", ("b" + i).getBytes(StandardCharsets.UTF_8));
                CLUSTER.put("people", i, id, name, score, raw, new Bin("flag", i % 2 == 0));
            } else {
                CLUSTER.put("people", i, id, name);
            }
        }
        for (int i = 0; i < 10; i++) {
            Bin list = new Bin("l", List.of(i, i));
            Bin map = new Bin("m", Map.of("half", i / 2.0));
            CLUSTER.putWithoutKey("nested", i, new Bin("id", i), list, map, new Bin("json", List.of(i, "x")));
        }
        CLUSTER.putWithoutKey("mixed", 1, new Bin("v", 1));
        CLUSTER.putWithoutKey("mixed", 2, new Bin("v", "two"));
    }

    @BeforeEach
    void clearRequests() {
        CLUSTER.requests().clear();
    }

    @Test
    void infersTheSchemaAndReadsAllValues() {
        Dataset<Row> people = read("people").load();

        assertThat(people.schema())
                .isEqualTo(new StructType()
                        .add("flag", DataTypes.BooleanType)
                        .add("id", DataTypes.LongType)
                        .add("name", DataTypes.StringType)
                        .add("raw", DataTypes.BinaryType)
                        .add("score", DataTypes.DoubleType));
        List<Row> rows = people.orderBy("id").collectAsList();
        assertThat(rows).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            Row row = rows.get(i);
            boolean full = i % 3 == 0;
            assertThat(row.getLong(1)).isEqualTo(i);
            assertThat(row.getString(2)).isEqualTo("n" + i);
            assertThat(row.get(0)).isEqualTo(full ? i % 2 == 0 : null);
            assertThat(row.get(4)).isEqualTo(full ? i / 4.0 : null);
            assertThat(row.isNullAt(3)).isEqualTo(!full);
            if (full) {
                assertThat((byte[]) row.get(3)).asString(StandardCharsets.UTF_8).isEqualTo("b" + i);
            }
        }
    }

    @Test
    void pruningRequestsTheSelectedBinsOnlyAndLosesNoRow() {
        Dataset<Row> people = read("people").load();
        CLUSTER.requests().clear();

        assertThat(people.select("score").collectAsList()).hasSize(RECORDS);
        assertThat(queriedBins()).containsExactlyInAnyOrder(List.of("score"), List.of());

        CLUSTER.requests().clear();
        assertThat(people.count()).isEqualTo(RECORDS);
        assertThat(queriedBins()).containsExactly(List.of());

        Row counts = people.agg(functions.count("*"), functions.count("score")).first();
        assertThat(counts.getLong(0)).isEqualTo(RECORDS);
        assertThat(counts.getLong(1)).isEqualTo(RECORDS / 3);
        assertThat(people.where("score is null").count()).isEqualTo(RECORDS - RECORDS / 3);

        assertThat(read("people")
                        .option("projection", "drop_empty")
                        .load()
                        .select("score")
                        .collectAsList())
                .hasSize(RECORDS / 3);
    }

    @Test
    void scansInColumnsAndInAsManyPartitionsAsAsked() {
        Dataset<Row> people = read("people").option("partitions", 5).load();
        String plan = people.queryExecution().executedPlan().toString();

        assertThat(plan).contains("ColumnarToRow").contains("BatchScan aerospike test.people");
        assertThat(people.rdd().getNumPartitions()).isEqualTo(5);
        assertThat(people.count()).isEqualTo(RECORDS);
    }

    @Test
    void doesNotSampleRecordsWhenTheSchemaIsGiven() {
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("nothing", DataTypes.StringType)
                .add("__key", DataTypes.StringType);
        assertThat(read("people").schema(schema).load().columns()).containsExactly("id", "nothing", "__key");
        assertThat(CLUSTER.requests()).isEmpty();

        StructType narrow = new StructType().add("id", DataTypes.IntegerType).add("score", DataTypes.FloatType);
        Row sums = read("people")
                .schema(narrow)
                .load()
                .agg(functions.sum("id"), functions.sum("score"))
                .first();
        assertThat(sums.getLong(0)).isEqualTo((long) RECORDS * (RECORDS - 1) / 2);
        assertThat(sums.getDouble(1)).isEqualTo(374_625.0);
    }

    @Test
    void selectsMetadataColumnsByNameButNotByStar() {
        Dataset<Row> people = read("people").load();
        assertThat(people.columns()).doesNotContain("__key");
        List<Row> rows = people.select("id", "__key", "__set", "__generation", "__ttl", "__digest", "__expiry")
                .orderBy("id")
                .limit(2)
                .collectAsList();
        assertThat(rows.get(1).getLong(1)).isEqualTo(1);
        assertThat(rows.get(1).getString(2)).isEqualTo("people");
        assertThat(rows.get(1).getInt(3)).isEqualTo(1);
        assertThat(rows.get(1).isNullAt(4)).isTrue();
        assertThat((byte[]) rows.get(1).get(5)).isEqualTo(new Key("test", "people", 1).digest);
        assertThat(rows.get(1).isNullAt(6)).isTrue();
    }

    @Test
    void joinsAndLimitsOverManySmallBatches() {
        read("people").option("batchRows", 7).load().createOrReplaceTempView("people");
        List<Row> rows = CLUSTER.spark()
                .sql("select a.id, b.name from people a join people b on a.id = b.id + 1"
                        + " where a.id < 100 order by a.id")
                .collectAsList();
        assertThat(rows).hasSize(99);
        assertThat(rows.get(98).getString(1)).isEqualTo("n98");
        assertThat(CLUSTER.spark().sql("select id from people limit 5").collectAsList())
                .hasSize(5);
    }

    @Test
    void mismatchesFailOrBecomeNull() {
        StructType numbers = new StructType().add("v", DataTypes.LongType);
        assertThatThrownBy(() -> read("mixed").schema(numbers).load().collectAsList())
                .hasStackTraceContaining("MismatchException")
                .hasStackTraceContaining("bin 'v'")
                .hasStackTraceContaining("column 'v' of type BIGINT cannot hold exactly."
                        + " Declare another type, or set onMismatch=NULL.");
        List<Row> rows = read("mixed")
                .schema(numbers)
                .option("onMismatch", "null")
                .load()
                .collectAsList();
        assertThat(rows.stream().map(row -> String.valueOf(row.get(0))).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("1", "null");
    }

    @Test
    void readsListsMapsAndStructs() {
        Dataset<Row> nested = read("nested").option("batchRows", 3).load();
        assertThat(nested.schema())
                .isEqualTo(new StructType()
                        .add("id", DataTypes.LongType)
                        .add("json", DataTypes.StringType, true, Metadata.fromJson("{\"aerospike.type\":\"text\"}"))
                        .add("l", DataTypes.createArrayType(DataTypes.LongType))
                        .add("m", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType)));
        List<Row> sums = nested.selectExpr("id", "aggregate(l, 0L, (a, b) -> a + b)", "m['half']", "json")
                .orderBy("id")
                .collectAsList();
        assertThat(sums).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(sums.get(i).getLong(1)).isEqualTo(2L * i);
            assertThat(sums.get(i).get(2)).isEqualTo(i / 2.0);
            assertThat(sums.get(i).getString(3)).isEqualTo("[" + i + ",\"x\"]");
        }
        StructType asStruct = new StructType()
                .add("id", DataTypes.LongType)
                .add("m", new StructType().add("half", DataTypes.DoubleType).add("none", DataTypes.StringType));
        assertThat(read("nested")
                        .schema(asStruct)
                        .load()
                        .where("m.half = 2.5 and m.none is null")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(5));
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void loadsTheNativeTransportFromTheJar() {
        assertThat(Epoll.unavailabilityCause()).isNull();
    }

    @Test
    void namesWrongOptions() {
        assertThatThrownBy(() -> CLUSTER.spark().read().format("aerospike").load())
                .hasMessageContaining("'namespace' is missing");
        assertThatThrownBy(() -> read("people").option("batchRows", "many").load())
                .hasMessageContaining("option 'batchRows' is 'many'");
        assertThatThrownBy(() -> read("people").option("projection", "some").load())
                .hasMessageContaining("DROP_EMPTY, KEEP_EMPTY");
        assertThatThrownBy(() -> read("no-such-set").load()).hasMessageContaining("no records to infer");
        assertThatThrownBy(() -> read("people").option("namespace", "nowhere").load())
                .hasMessageContaining("namespace 'nowhere'");
        StructType fraction = new StructType().add("m", DataTypes.createDecimalType(10, 2));
        assertThatThrownBy(() -> read("people").schema(fraction).load().collectAsList())
                .hasMessageContaining("column 'm'");
    }

    @Test
    void acceptsOptionNamesOfOtherConnectors() {
        Dataset<Row> people = CLUSTER.spark()
                .read()
                .format("aerospike")
                .option("aerospike.seedhost", CLUSTER.host())
                .option("aerospike.port", CLUSTER.port())
                .option("aerospike.namespace", "test")
                .option("aerospike.set", "people")
                .load();
        assertThat(people.count()).isEqualTo(RECORDS);
    }

    /** Returns the distinct lists of bins that queries requested. */
    private static List<List<String>> queriedBins() {
        return CLUSTER.requests().stream()
                .filter(request -> request.kind() == DataRequest.Kind.QUERY)
                .map(DataRequest::bins)
                .distinct()
                .toList();
    }

    private static DataFrameReader read(String set) {
        return CLUSTER.read(set);
    }
}
