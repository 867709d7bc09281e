package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Value;
import com.aerospike.client.command.ParticleType;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.observe.DataRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers test gives the same rows as what Spark tests by itself, over bins that are missing or of any type. */
class PushDownTest {

    private static final Queue<DataRequest> REQUESTS = new ConcurrentLinkedQueue<>();
    private static final int RECORDS = 1_500;

    private static final StructType SCHEMA = new StructType()
            .add("l", DataTypes.LongType)
            .add("i", DataTypes.IntegerType)
            .add("y", DataTypes.ByteType)
            .add("d", DataTypes.DoubleType)
            .add("f", DataTypes.FloatType)
            .add("b", DataTypes.BooleanType)
            .add("s", DataTypes.StringType)
            .add("x", DataTypes.BinaryType)
            .add("day", DataTypes.DateType)
            .add("at", DataTypes.TimestampType)
            .add("m", DataTypes.createDecimalType(5, 0))
            .add("took", DataTypes.createDayTimeIntervalType())
            .add("list", DataTypes.createArrayType(DataTypes.LongType))
            .add("id", DataTypes.LongType)
            .add("__key", DataTypes.LongType)
            .add("__digest", DataTypes.BinaryType)
            .add("__set", DataTypes.StringType)
            .add("__partition", DataTypes.IntegerType)
            .add("__expiry", DataTypes.TimestampType);

    private static final List<Object> VALUES = Arrays.asList(
            null,
            0L,
            1L,
            -1L,
            5L,
            127L,
            128L,
            -129L,
            40_000L,
            99_999L,
            100_000L,
            3_000_000_000L,
            (1L << 24) + 1,
            (1L << 53) + 1,
            1L << 54,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.0,
            -0.0,
            1.0,
            1.5,
            0.1,
            5.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1e300,
            "",
            "a",
            "ab",
            "b",
            "[1]",
            "{}",
            "ä",
            "five",
            true,
            false,
            new byte[0],
            new byte[] {1, 2},
            "ab".getBytes(StandardCharsets.UTF_8),
            List.of(1L),
            List.of("a"),
            Map.of("k", 1L),
            new InvalidText());

    /** Bytes that are no UTF-8, in a bin of strings. */
    private record InvalidText() {}

    private static EmbeddedServer server;
    private static SparkSession spark;
    private static AerospikeClient client;
    /** All records, to be filtered by Spark alone. */
    private static Dataset<Row> all;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(
                ServerConfig.builder().observer(REQUESTS::add).build());
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                // Hundreds of queries over few rows: compiling each would take longer than running it.
                // It would leave out rows with NaN.
                .config("spark.sql.inMemoryColumnarStorage.partitionPruning", "false")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.session.timeZone", "UTC")
                // Without it, Spark keeps arithmetic to itself.
                .config("spark.sql.ansi.enabled", "true")
                .config("spark.task.maxFailures", "1")
                .getOrCreate();
        ClientPolicy patient = new ClientPolicy();
        patient.timeout = 30_000;
        patient.writePolicyDefault.setTimeout(30_000);
        client = new AerospikeClient(patient, server.host(), server.port());
        Random random = new Random(7);
        for (int i = 0; i < RECORDS; i++) {
            List<Bin> bins = new ArrayList<>();
            bins.add(new Bin("id", i));
            for (String name : List.of("l", "i", "y", "d", "f", "b", "s", "x", "day", "at", "m", "took", "list")) {
                Object value = VALUES.get(random.nextInt(VALUES.size()));
                if (value != null) {
                    bins.add(bin(name, value));
                }
            }
            WritePolicy policy = new WritePolicy(client.writePolicyDefault);
            policy.sendKey = i % 3 != 0;
            policy.expiration = i % 4 == 0 ? 1_000_000 + i : -1;
            client.put(policy, new Key("test", "pushed", i), bins.toArray(Bin[]::new));
            client.put(null, new Key("test", "other", i), new Bin("id", i));
        }
        client.createIndex(null, "test", "pushed", "pushed_id", "id", IndexType.NUMERIC)
                .waitTillComplete();
        client.createIndex(null, "test", "pushed", "pushed_s", "s", IndexType.STRING)
                .waitTillComplete();
        all = read(false).cache();
    }

    private static Bin bin(String name, Object value) {
        return value instanceof InvalidText
                ? new Bin(name, new Value.BytesValue(new byte[] {(byte) 0xff}, ParticleType.STRING))
                : new Bin(name, Value.get(value));
    }

    @AfterAll
    static void stop() {
        client.close();
        spark.stop();
        server.close();
    }

    private static Dataset<Row> read(boolean pushed, String... options) {
        var reader = spark.read()
                .format("aerospike")
                .schema(SCHEMA)
                .option("host", server.host())
                .option("port", server.port())
                .option("namespace", "test")
                .option("set", "pushed")
                .option("onMismatch", "NULL")
                .option("pushDown", pushed);
        for (int i = 0; i < options.length; i += 2) {
            reader = reader.option(options[i], options[i + 1]);
        }
        return reader.load();
    }

    static Stream<String> conditions() {
        List<String> conditions = new ArrayList<>();
        Map<String, List<String>> literals = Map.ofEntries(
                Map.entry("l", List.of("0", "5", "9223372036854775807", "-9223372036854775808")),
                Map.entry("i", List.of("0", "5", "2147483647", "-2147483648")),
                Map.entry("y", List.of("1Y", "127Y", "-128Y")),
                Map.entry(
                        "d",
                        List.of(
                                "0.0D",
                                "1.5D",
                                "5D",
                                "9007199254740993D",
                                "1e300D",
                                "double('infinity')",
                                "double('nan')")),
                Map.entry("f", List.of("float(0)", "float(1.5)", "float(16777216)", "float('nan')")),
                Map.entry("s", List.of("''", "'a'", "'ab'", "'[1]'", "'{}'", "'ä'")),
                Map.entry("x", List.of("X''", "X'0102'", "X'6162'")),
                Map.entry("day", List.of("DATE'1970-01-06'", "DATE'2000-01-01'")),
                Map.entry("at", List.of("TIMESTAMP'1970-01-01 00:00:00.000005Z'", "TIMESTAMP'2020-01-01 00:00:00Z'")),
                Map.entry("m", List.of("5BD", "99999BD", "-1BD")),
                Map.entry("took", List.of("INTERVAL '0.000005' SECOND", "INTERVAL '1' DAY")));
        literals.forEach((column, values) -> {
            for (String value : values) {
                for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
                    conditions.add(column + " " + operator + " " + value);
                }
                conditions.add("NOT (" + column + " <=> " + value + ")");
                conditions.add("NOT (" + column + " > " + value + " OR id < 300)");
            }
            conditions.add(column + " IN (" + String.join(", ", values) + ")");
            conditions.add(column + " NOT IN (" + String.join(", ", values) + ")");
            conditions.add(column + " IN (" + values.get(0) + ", NULL)");
            conditions.add(column + " NOT IN (" + values.get(0) + ", NULL)");
            conditions.add(column + " BETWEEN " + values.get(0) + " AND " + values.get(1));
            conditions.add(column + " NOT BETWEEN " + values.get(0) + " AND " + values.get(1));
        });
        for (String column : SCHEMA.fieldNames()) {
            conditions.add(column + " IS NULL");
            conditions.add(column + " IS NOT NULL");
            conditions.add(column + " <=> NULL");
        }
        conditions.addAll(List.of(
                "b",
                "NOT b",
                "b IS NULL OR b",
                "b > false",
                "b <= false",
                "s LIKE 'a%'",
                "s NOT LIKE 'a%'",
                "s LIKE '[%'",
                "s LIKE '%b'",
                "s LIKE '%a%'",
                "l > 0 AND i > 0",
                "l > 0 OR i > 0",
                "NOT (l > 0 AND s = 'a')",
                "NOT (l > 0 OR s = 'a')",
                "l > 0 AND (s = 'a' OR d < 2) AND NOT (b AND i IS NULL)",
                "(l IS NULL) = (i IS NULL)",
                "l = i",
                "try_add(l, 1) > 5",
                "l % 2 = 1",
                "list[0] = 1",
                "size(list) = 1",
                "id IN (1, 2, 3, 400, 1499, 1500)",
                "id BETWEEN 100 AND 110",
                "id BETWEEN 100 AND 110 AND l IS NOT NULL",
                "id >= 100 AND id < 200 AND s = 'a'",
                "s = 'ab' AND id > 700",
                "__set = 'pushed'",
                "__set <> 'pushed'",
                "__set IS NULL OR l = 1",
                "__partition = 17",
                "__partition < 100 AND l IS NULL",
                "__partition IN (1, 2, 5000)",
                "__partition NOT BETWEEN 100 AND 4000",
                "__expiry IS NULL AND l = 0",
                "__expiry > TIMESTAMP'2020-01-01 00:00:00Z'",
                "__expiry < TIMESTAMP'2020-01-01 00:00:00Z'",
                "NOT (__expiry < TIMESTAMP'2020-01-01 00:00:00Z')",
                "__key > 700",
                "__key <= 10 OR l = 5",
                "__key = 10 OR l = 5",
                "__key <> 10",
                "1 = 0",
                "l = 1 AND l = 2"));
        return conditions.stream();
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theSameRowsWithAndWithout(String condition) {
        List<String> with = rows(read(true).where(condition));
        assertThat(with).containsExactlyInAnyOrderElementsOf(rows(all.where(condition)));
        if (condition.hashCode() % 5 == 0) {
            // Without any bin, and with a limit.
            Dataset<Row> pushed = read(true).where(condition);
            assertThat(pushed.count()).isEqualTo(with.size());
            assertThat(rows(pushed.limit(7))).hasSize(Math.min(7, with.size()));
        }
    }

    private static List<String> rows(Dataset<Row> rows) {
        // Some times are too far away for Java's objects.
        Column[] columns = Arrays.stream(rows.schema().fields())
                .map(field -> switch (field.dataType().typeName()) {
                    case "timestamp" -> functions.expr("unix_micros(" + field.name() + ")");
                    case "date" -> functions.expr("unix_date(" + field.name() + ")");
                    default -> functions.col(field.name());
                })
                .toArray(Column[]::new);
        return rows.select(columns).collectAsList().stream()
                .map(PushDownTest::text)
                .toList();
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                    .append('|');
        }
        return text.toString();
    }

    @Test
    void keysAreLookedUp() {
        Dataset<Row> some = read(true).where("__key IN (1, 3, 7, 700, 99999) AND id < 500");
        REQUESTS.clear();
        // Key 3 is found though it is not stored.
        assertThat(some.select("id").as(Encoders.LONG()).collectAsList()).containsExactlyInAnyOrder(1L, 3L, 7L);
        assertThat(REQUESTS).allMatch(request -> request.kind() == DataRequest.Kind.BATCH);
        assertThat(plan(some)).contains("lookup of 5 keys");

        byte[] digest = new Key("test", "pushed", 12).digest;
        byte[] ofOther = new Key("test", "other", 12).digest;
        Dataset<Row> byDigest =
                read(true).where("__digest IN (X'" + hex(digest) + "', X'" + hex(ofOther) + "', X'00')");
        assertThat(byDigest.select("id").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(12L);
        assertThat(plan(byDigest)).contains("lookup of 2 digests");
        assertThat(read(true).where("__key = 5 AND __key = 6").count()).isZero();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString()
                + rows.queryExecution().explainString(ExplainMode.fromString("formatted"));
    }

    @Test
    void aJoinWithFewKeysBecomesLookups() {
        Dataset<Row> few = spark.range(0, 2_000)
                .selectExpr("id AS k", "id % 100 AS bucket")
                .where("bucket = 7");
        few.write().mode("overwrite").parquet(Path.of("target", "few").toString());
        Dataset<Row> small =
                spark.read().parquet(Path.of("target", "few").toString()).where("bucket = 7");
        Dataset<Row> joined =
                read(true).select("__key", "id").join(functions.broadcast(small), functions.expr("__key = k"));
        REQUESTS.clear();
        List<Row> rows = joined.collectAsList();
        assertThat(rows)
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.getLong(0)).isEqualTo(row.getLong(1)));
        assertThat(REQUESTS).isNotEmpty().allMatch(request -> request.kind() == DataRequest.Kind.BATCH);
        Dataset<Row> plain =
                read(false).select("__key", "id").join(functions.broadcast(small), functions.expr("__key = k"));
        assertThat(rows(plain)).containsExactlyInAnyOrderElementsOf(rows(joined));
    }

    @Test
    void anIndexServesWhatIsClosed() {
        assertThat(plan(read(true).where("id BETWEEN 5 AND 9"))).contains("index: pushed_id 5..9");
        assertThat(plan(read(true).where("s = 'ab' AND id BETWEEN 5 AND 9"))).contains("index: pushed_s = 'ab'");
        assertThat(plan(read(true).where("id > 5"))).doesNotContain("index:");
        assertThat(plan(read(true, "secondaryIndex", "pushed_id").where("id > 1400")))
                .contains("index: pushed_id 1401..");
        assertThat(read(true, "secondaryIndex", "pushed_id").where("id > 1400").count())
                .isEqualTo(99);
        assertThat(plan(read(true, "secondaryIndex", "off").where("id = 5"))).doesNotContain("index:");
        assertThatThrownBy(() ->
                        read(true, "secondaryIndex", "nope").where("id = 5").count())
                .hasMessageContaining("no such index")
                .hasMessageContaining("pushed_id");
    }

    static Stream<String> computed() {
        return Stream.of(
                "y + 1Y",
                "y - 1Y",
                "CAST(y AS INT) * 300 - 7",
                "-CAST(y AS SMALLINT)",
                "5 - CAST(y AS BIGINT)",
                // As much as an integer holds, with the largest there is; and one too much.
                "i + 2130706430",
                "i + 2130706431",
                "i * 3",
                "7 - i * -2",
                "-(i + 1)",
                "CAST(i AS BIGINT) * 4000000000",
                "(l + 0) * 1",
                "l + 1",
                "l - 1",
                "-l",
                "CAST(l AS INT) - 1",
                "i * 0",
                "i % 3",
                "i & 1",
                "i + y");
    }

    /** Where Spark fails over an overflow, it does with a filter on the server as well. */
    @ParameterizedTest
    @MethodSource("computed")
    void arithmeticIsAskedOfTheColumn(String computed) {
        List<String> tests = List.of(
                " = 293",
                " <> 293",
                " < 5",
                " <= -4",
                " > 5",
                " >= 15",
                " = 14",
                " <> 2147483647",
                " IN (5, 6, NULL)",
                " NOT IN (5, 17)",
                " IS NULL",
                " BETWEEN 4 AND 293");
        for (String test : tests) {
            String condition = computed + test;
            assertThat(outcome(read(true).where(condition))).as(condition).isEqualTo(outcome(all.where(condition)));
        }
    }

    private static List<String> outcome(Dataset<Row> rows) {
        try {
            return rows(rows).stream().sorted().toList();
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("OVERFLOW");
            return List.of("overflow");
        }
    }

    @Test
    void arithmeticThatCannotOverflowIsNotTestedAgain() {
        String exact = plan(read(true).where("CAST(y AS INT) * 3 - 1 > 5"));
        assertThat(exact).contains("pushed: [").doesNotContain("tested again");
        assertThat(plan(read(true).where("i * 3 > 5"))).contains("pushed: [").contains("tested again by Spark");
        assertThat(plan(read(true).where("i % 3 > 1"))).doesNotContain("pushed: [i IS NOT NULL, ");
    }

    static Stream<String> aggregates() {
        return Stream.of(
                "sum(l % 1000)",
                "sum(DISTINCT i)",
                "min(d), max(s)",
                "avg(i)",
                "avg(i), avg(DISTINCT y)",
                "count(x)",
                "count(DISTINCT s)",
                "count(DISTINCT s), count(DISTINCT i)",
                "sum(i + m)",
                "sum(CAST(y AS BIGINT) * 2 - 1)",
                "min(-y)",
                "sum(i), max(d), count(list)",
                "max(upper(s))",
                "round(var_pop(y), 6), round(stddev_samp(y), 6), round(corr(i, y), 6)");
    }

    static Stream<String> aggregatesOfAllRows() {
        return Stream.of(
                "count(*)",
                "sum(i), count(*)",
                "count(1), max(d)",
                "sum(coalesce(i, 1))",
                "count(i IS NULL)",
                "sum(CASE WHEN y IS NULL THEN 1 ELSE 0 END)",
                "sum(IF(y > 1, 1, 2))",
                "max(__partition)",
                "count(__digest), sum(i)",
                "sum(i) FILTER (WHERE y IS NULL)",
                "max_by(i, id), sum(i)",
                "sum(1)",
                "size(collect_set(i))");
    }

    private static final String LEFT_OUT = "the aggregate ignores nulls";

    private static List<String> values(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(PushDownTest::text).toList();
    }

    private static Dataset<Row> select(String query, boolean pushed) {
        read(pushed).createOrReplaceTempView("pushed");
        return spark.sql(query);
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void recordsThatAnAggregateIgnoresAreLeftOut(String aggregates) {
        for (String rest : List.of("", " WHERE id < 700", " WHERE l IS NULL", " WHERE id < 0", " WHERE id % 2 = 0")) {
            String query = "SELECT " + aggregates + " FROM pushed" + rest;
            Dataset<Row> with = select(query, true);
            assertThat(values(with)).as(query).isEqualTo(values(select(query, false)));
            if (rest.isEmpty()) {
                assertThat(plan(with)).contains(LEFT_OUT);
            }
        }
        assertThat(plan(select("SELECT " + aggregates + " FROM pushed", false))).doesNotContain(LEFT_OUT);
    }

    @ParameterizedTest
    @MethodSource("aggregatesOfAllRows")
    void recordsThatAnAggregateLooksAtAreRead(String aggregates) {
        String query = "SELECT " + aggregates + " FROM pushed";
        Dataset<Row> with = select(query, true);
        assertThat(values(with)).isEqualTo(values(select(query, false)));
        assertThat(plan(with)).doesNotContain(LEFT_OUT);
    }

    static Stream<String> aggregatesOfSomethingElse() {
        return Stream.of(
                "SELECT y, sum(i) FROM pushed GROUP BY y",
                "SELECT sum(i) FROM pushed GROUP BY y IS NULL",
                "SELECT count(y), count(i) FROM (SELECT DISTINCT y, i FROM pushed)",
                "SELECT sum(n) FROM (SELECT y, count(*) AS n FROM pushed GROUP BY y)",
                "SELECT sum(a.i) FROM pushed a JOIN pushed b ON a.id = b.id",
                "SELECT count(*) FROM (SELECT y FROM pushed UNION ALL SELECT y FROM pushed)",
                "SELECT sum(i) FROM (SELECT i, row_number() OVER (ORDER BY id) AS n FROM pushed) WHERE n < 90",
                "SELECT count(i) FROM (SELECT i FROM pushed ORDER BY id LIMIT 300)",
                "SELECT sum(e) FROM (SELECT explode_outer(array(y, 1)) AS e FROM pushed)",
                "SELECT i FROM pushed ORDER BY id");
    }

    @ParameterizedTest
    @MethodSource("aggregatesOfSomethingElse")
    void whatComesBetweenSeesAllRows(String query) {
        Dataset<Row> with = select(query, true);
        assertThat(values(with)).containsExactlyInAnyOrderElementsOf(values(select(query, false)));
        assertThat(plan(with)).doesNotContain(LEFT_OUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (SELECT sum(i) FROM pushed), (SELECT sum(coalesce(i, 1)) FROM pushed), (SELECT max(i) FROM pushed)",
                "SELECT (SELECT count(i) FROM pushed), (SELECT count(*) FROM pushed), i FROM pushed ORDER BY id",
                "SELECT count(*) FROM pushed WHERE i > (SELECT avg(i) FROM pushed)",
                "SELECT s, t FROM (SELECT sum(i) AS s FROM pushed) CROSS JOIN (SELECT count(coalesce(i, 0)) AS t FROM pushed)",
                "WITH c AS (SELECT i FROM pushed) SELECT sum(i) FROM c UNION ALL SELECT count(*) FROM c",
                "SELECT sum(i) FROM pushed TABLESAMPLE (30 PERCENT) REPEATABLE (3)",
                "SELECT sum(z) FROM (SELECT i + 1 AS z, l FROM pushed)"
            })
    void onePartOfAQueryLeavesThemOut(String query) {
        Dataset<Row> with = select(query, true);
        assertThat(plan(with)).contains(LEFT_OUT);
        if (!query.contains("TABLESAMPLE")) {
            assertThat(values(with)).containsExactlyInAnyOrderElementsOf(values(select(query, false)));
        }
    }

    @Test
    void anAggregateAsksOncePerTask() {
        Dataset<Row> sum = select("SELECT sum(i) FROM pushed", true);
        REQUESTS.clear();
        sum.collectAsList();
        int once = REQUESTS.size();
        REQUESTS.clear();
        select("SELECT sum(i) FROM pushed", false).collectAsList();
        assertThat(REQUESTS.size()).isGreaterThan(once);
    }

    @Test
    void aBinOfAnotherTypeStillFailsAnAggregate() {
        assertThatThrownBy(() ->
                        read(true, "onMismatch", "FAIL").selectExpr("count(l)").collectAsList())
                .hasStackTraceContaining("'l'");
    }

    @Test
    void samplesAreTakenByDigest() {
        long sampled = read(true).sample(0.3, 5).count();
        assertThat(sampled)
                .isBetween(300L, 600L)
                .isEqualTo(read(true).sample(0.3, 5).count());
        Dataset<Row>[] parts = read(true).select("id").randomSplit(new double[] {1, 1, 1}, 11);
        long all = 0;
        for (Dataset<Row> part : parts) {
            all += part.count();
        }
        assertThat(all).isEqualTo(RECORDS);
    }

    @Test
    void partitionsAsManyAsAskedFor() {
        assertThat(read(true).rdd().getNumPartitions()).isEqualTo(1);
        assertThat(read(true, "targetPartitionRows", "100").rdd().getNumPartitions())
                .isEqualTo(15);
        Dataset<Row> sliced = read(true, "partitions", "8192", "partitionFilter", "0-9");
        assertThat(sliced.rdd().getNumPartitions()).isEqualTo(20);
        assertThat(rows(sliced))
                .containsExactlyInAnyOrderElementsOf(rows(read(false).where("__partition < 10")));
        assertThat(read(true, "recordsPerSecond", "100000").count()).isEqualTo(RECORDS);
    }
}
