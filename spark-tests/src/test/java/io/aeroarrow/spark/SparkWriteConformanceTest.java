package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Record;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that Spark writes, read back through the official client, the Arrow API and Spark. */
class SparkWriteConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer();

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);

    private static Dataset<Row> numbers(int rows) {
        return CLUSTER.spark().range(rows).selectExpr("id", "id * 10 as n");
    }

    @Test
    void readsEveryTypeBackUnchanged() {
        StructType inner = new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.StringType);
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("b", DataTypes.BooleanType)
                .add("i8", DataTypes.ByteType)
                .add("i16", DataTypes.ShortType)
                .add("i32", DataTypes.IntegerType)
                .add("i64", DataTypes.LongType)
                .add("f32", DataTypes.FloatType)
                .add("f64", DataTypes.DoubleType)
                .add("s", DataTypes.StringType)
                .add("raw", DataTypes.BinaryType)
                .add("day", DataTypes.DateType)
                .add("at", DataTypes.TimestampType)
                .add("local", DataTypes.TimestampNTZType)
                .add("dec", DataTypes.createDecimalType(18, 0))
                .add("list", DataTypes.createArrayType(DataTypes.LongType))
                .add("map", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType))
                .add("struct", inner)
                .add("deep", DataTypes.createArrayType(inner));
        Row full = RowFactory.create(
                "k0",
                true,
                (byte) -8,
                (short) 16_000,
                -32_000_000,
                Long.MIN_VALUE + 1,
                1.5f,
                -2.25,
                "日本 text",
                new byte[] {0, 1, -1},
                LocalDate.parse("2024-02-29"),
                Instant.parse("2024-02-29T12:34:56.789012Z"),
                LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                new BigDecimal("123456789012345678"),
                Arrays.asList(1L, null, 3L),
                scala(Map.of("a", 0.5, "z", 2.0)),
                RowFactory.create(0.25, "y"),
                List.of(RowFactory.create(1.0, "one"), RowFactory.create(2.0, null)));
        Row empty = RowFactory.create(
                "k1",
                null,
                null,
                null,
                7,
                null,
                null,
                null,
                "",
                new byte[0],
                null,
                null,
                null,
                null,
                List.of(),
                scala(Map.of()),
                null,
                List.of());
        String set = CLUSTER.newSet();
        Dataset<Row> rows = CLUSTER.rows(schema, full, empty);
        CLUSTER.write(rows, set).option("keyColumn", "id").save();

        Dataset<Row> back = CLUSTER.read(set).schema(schema).load();
        assertThat(json(back)).isEqualTo(json(rows));

        Record first = CLUSTER.get(set, "k0");
        assertThat(first.getString("id")).isEqualTo("k0");
        assertThat(first.getBoolean("b")).isTrue();
        assertThat(first.getLong("i64")).isEqualTo(Long.MIN_VALUE + 1);
        assertThat(first.getDouble("f32")).isEqualTo(1.5);
        assertThat(first.getString("s")).isEqualTo("日本 text");
        assertThat((byte[]) first.getValue("raw")).isEqualTo(new byte[] {0, 1, -1});
        assertThat(first.getLong("day")).isEqualTo(LocalDate.parse("2024-02-29").toEpochDay());
        assertThat(first.getLong("at")).isEqualTo(1_709_210_096_789_012L);
        assertThat(first.getLong("dec")).isEqualTo(123_456_789_012_345_678L);
        assertThat(first.getList("list")).isEqualTo((List) Arrays.asList(1L, null, 3L));
        assertThat(first.getMap("map")).isEqualTo((Map) Map.of("a", 0.5, "z", 2.0));
        assertThat(first.getMap("struct")).isEqualTo((Map) Map.of("x", 0.25, "y", "y"));
        assertThat(first.getList("deep")).isEqualTo((List) List.of(Map.of("x", 1.0, "y", "one"), Map.of("x", 2.0)));
        assertThat(CLUSTER.bins(set, "k1")).containsOnlyKeys("id", "i32", "s", "raw", "list", "map", "deep");
        requireArrowApiReads(set, schema, first);
    }

    /** The Arrow API reads the same values of record k0 as the official client. */
    private static void requireArrowApiReads(String set, StructType schema, Record official) {
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(CLUSTER.host(), CLUSTER.port()));
                VectorSchemaRoot root = AeroArrow.over(client, allocator)
                        .scan(SparkCluster.NAMESPACE, set)
                        .schema(SparkTypes.toArrow(schema))
                        .root()) {
            assertThat(root.getRowCount()).isEqualTo(2);
            int row = root.getVector("id").getObject(0).toString().equals("k0") ? 0 : 1;
            assertThat(official.bins).containsOnlyKeys(schema.fieldNames());
            official.bins.forEach(
                    (bin, value) -> assertThat(plain(root.getVector(bin).getObject(row)))
                            .as(bin)
                            .isEqualTo(plain(value)));
        }
    }

    /** Converts values of Arrow and of the official client to common types. */
    private static Object plain(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        } else if (value instanceof Number number) {
            return number.longValue();
        } else if (value instanceof LocalDateTime time) {
            return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new HashMap<>();
            // A struct has a null field where the map has no entry.
            map.forEach((name, entry) -> {
                if (entry != null) {
                    plain.put(plain(name), plain(entry));
                }
            });
            return plain;
        } else if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return entries(plain).orElse(plain);
        }
        return value instanceof Text text ? text.toString() : value;
    }

    /** Arrow represents a map as a list of entries. */
    private static Optional<Object> entries(List<Object> list) {
        Map<Object, Object> map = new HashMap<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> entry) || !entry.keySet().equals(Set.of("key", "value"))) {
                return Optional.empty();
            }
            map.put(entry.get("key"), entry.get("value"));
        }
        return list.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private static scala.collection.Map<Object, Object> scala(Map<?, ?> map) {
        return scala.jdk.javaapi.CollectionConverters.asScala(new HashMap<Object, Object>(map));
    }

    private static List<String> json(Dataset<Row> rows) {
        return rows.orderBy("id").toJSON().collectAsList();
    }

    @Test
    void acceptsIntegerStringAndBinaryKeys() {
        String set = CLUSTER.newSet();
        CLUSTER.write(numbers(3), set).option("keyColumn", "ID").save();
        assertThat(CLUSTER.bins(set, 2L)).isEqualTo(Map.of("id", 2L, "n", 20L));

        Dataset<Row> renamed = numbers(3).withColumnRenamed("id", "__key");
        CLUSTER.write(renamed.selectExpr("cast(__key as string) __key", "n"), set)
                .save();
        assertThat(CLUSTER.bins(set, "2")).isEqualTo(Map.of("n", 20L));
        CLUSTER.write(renamed.selectExpr("cast(cast(__key as string) as binary) __key", "n"), set)
                .save();
        assertThat(CLUSTER.bins(set, "2".getBytes(StandardCharsets.UTF_8))).isEqualTo(Map.of("n", 20L));

        CLUSTER.write(numbers(5), set)
                .option("aerospike.updateByKey", "id")
                .option("keyAsBin", "false")
                .save();
        assertThat(CLUSTER.bins(set, 4L)).isEqualTo(Map.of("n", 40L));
    }

    @Test
    void updatesRecordsByDigest() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, "a", new Bin("n", 1), new Bin("m", 1));
        Dataset<Row> read = CLUSTER.read(set).load().select("__digest", "n").withColumn("n", functions.expr("n + 1"));
        CLUSTER.write(read, set).save();
        assertThat(CLUSTER.bins(set, "a")).isEqualTo(Map.of("n", 2L, "m", 1L));
        CLUSTER.write(read.withColumnRenamed("__digest", "d"), set)
                .option("aerospike.updateByDigest", "d")
                .save();
        assertThat(CLUSTER.bins(set, "a")).isEqualTo(Map.of("n", 3L, "m", 1L));
    }

    @Test
    void appliesEachExistsAction() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 0, new Bin("n", -1), new Bin("other", 1));
        Dataset<Row> two = numbers(2);

        assertThatThrownBy(() ->
                        byId(two, set).option("existsAction", "create_only").save())
                .hasStackTraceContaining("RowsNotWrittenException")
                .hasStackTraceContaining("5 RECORD_EXISTS");
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("n", -1L, "other", 1L));
        byId(two, set)
                .option("aerospike.write.mode", "CREATE_ONLY")
                .option("onConflict", "skip")
                .save();
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("n", -1L, "other", 1L));
        assertThat(CLUSTER.bins(set, 1)).isEqualTo(Map.of("id", 1L, "n", 10L));

        byId(numbers(3), set)
                .option("existsAction", "update_only")
                .option("onConflict", "skip")
                .save();
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("id", 0L, "n", 0L, "other", 1L));
        assertThat(CLUSTER.get(set, 2)).isNull();
        assertThatThrownBy(() -> byId(numbers(3), set)
                        .option("existsAction", "REPLACE_ONLY")
                        .save())
                .hasStackTraceContaining("2 NOT_FOUND");
        byId(two, set).option("existsAction", "replace").save();
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("id", 0L, "n", 0L));
    }

    private static org.apache.spark.sql.DataFrameWriter<Row> byId(Dataset<Row> rows, String set) {
        return CLUSTER.write(rows, set).option("keyColumn", "id");
    }

    @Test
    void overwriteReplacesRecordsOrTruncatesTheSet() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 0, new Bin("n", -1), new Bin("other", 1));
        CLUSTER.put(set, 7, new Bin("n", 7));
        byId(numbers(2), set).mode("overwrite").save();
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("id", 0L, "n", 0L));
        assertThat(CLUSTER.bins(set, 7)).isEqualTo(Map.of("n", 7L));

        byId(numbers(2), set).mode("overwrite").option("overwrite", "truncate").save();
        assertThat(CLUSTER.get(set, 7)).isNull();
        assertThat(CLUSTER.rows(set, NUMBERS, "id")).hasSize(2);
        assertThatThrownBy(() -> byId(numbers(2), "__default")
                        .mode("overwrite")
                        .option("overwrite", "truncate")
                        .save())
                .hasStackTraceContaining("would delete records of the whole namespace");
    }

    @Test
    void nullsLeaveTheirBinDeleteItOrFail() {
        String set = CLUSTER.newSet();
        Dataset<Row> rows = CLUSTER.rows(NUMBERS, RowFactory.create(1L, null), RowFactory.create(2L, 20L));
        CLUSTER.put(set, 1, new Bin("n", 1));
        byId(rows, set).option("nulls", "skip").save();
        assertThat(CLUSTER.bins(set, 1)).isEqualTo(Map.of("id", 1L, "n", 1L));
        assertThatThrownBy(() -> byId(rows, set).option("nulls", "fail").save())
                .hasStackTraceContaining("bin 'n' is null");
        byId(rows, set).option("nulls", "delete").save();
        assertThat(CLUSTER.bins(set, 1)).isEqualTo(Map.of("id", 1L));
        assertThat(CLUSTER.bins(set, 2)).isEqualTo(Map.of("id", 2L, "n", 20L));
    }

    @Test
    void nullsDeleteTheirBinsByDefault() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1, new Bin("n", 1));
        byId(CLUSTER.rows(NUMBERS, RowFactory.create(1L, null)), set).save();
        assertThat(CLUSTER.bins(set, 1)).isEqualTo(Map.of("id", 1L));
    }

    @Test
    void doesNotWriteMismatchesOrJsonTextBack() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1, new Bin("n", "text"), new Bin("m", 1));
        CLUSTER.put(set, 2, new Bin("n", 2), new Bin("m", List.of(1)));
        StructType numbers = new StructType().add("n", DataTypes.LongType).add("m", DataTypes.LongType);
        Dataset<Row> read = CLUSTER.read(set)
                .schema(numbers)
                .option("onMismatch", "null")
                .load()
                .selectExpr("__digest", "__mismatch", "n", "m + 1 as m");
        CLUSTER.write(read, set).option("nulls", "delete").save();
        assertThat(CLUSTER.bins(set, 1)).isEqualTo(Map.of("n", "text", "m", 2L));
        assertThat(CLUSTER.bins(set, 2)).isEqualTo(Map.of("n", 2L, "m", List.of(1L)));

        Dataset<Row> json = CLUSTER.read(set).load();
        assertThatThrownBy(
                        () -> CLUSTER.write(json.select("__digest", "n"), set).save())
                .hasMessageContaining("column 'n' is JSON text of the bin's value");
    }

    @Test
    void setsTtlAndChecksGenerations() {
        String set = CLUSTER.newSet();
        byId(numbers(1), set).option("ttl", "1000").save();
        assertThat(CLUSTER.get(set, 0).getTimeToLive()).isBetween(900, 1_000);
        byId(numbers(1).selectExpr("*", "5000 as __ttl"), set).save();
        assertThat(CLUSTER.get(set, 0).getTimeToLive()).isBetween(4_900, 5_000);
        byId(numbers(1).selectExpr("*", "-1L as forever"), set)
                .option("aerospike.ttlColumn", "forever")
                .save();
        assertThat(CLUSTER.get(set, 0).expiration).isZero();
        byId(numbers(1).selectExpr("*", "current_timestamp() + interval 2 hours as gone"), set)
                .option("expiryColumn", "gone")
                .save();
        assertThat(CLUSTER.get(set, 0).getTimeToLive()).isBetween(7_000, 7_200);
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("id", 0L, "n", 0L));

        Dataset<Row> read =
                CLUSTER.read(set).load().select("id", "n", "__generation").cache();
        assertThat(read.count()).isOne();
        byId(read, set).option("aerospike.generationPolicy", "EXPECT_GEN_EQUAL").save();
        assertThatThrownBy(() ->
                        byId(read, set).option("generationPolicy", "equal").save())
                .hasStackTraceContaining("3 GENERATION");
        byId(read, set)
                .option("generationPolicy", "equal")
                .option("onConflict", "skip")
                .save();
        byId(read.withColumn("__generation", functions.lit(100)), set)
                .option("generationPolicy", "EXPECT_GEN_GT")
                .save();
        read.unpersist();
    }

    @Test
    void storesUserKeysUnlessSendKeyIsFalse() {
        String set = CLUSTER.newSet();
        byId(numbers(1), set).option("aerospike.sendKey", "false").save();
        Row stored = CLUSTER.read(set)
                .schema(new StructType().add("__key", DataTypes.LongType))
                .load()
                .first();
        assertThat(stored.isNullAt(0)).isTrue();
        byId(numbers(1), set).option("commitLevel", "commit_master").save();
        stored = CLUSTER.read(set)
                .schema(new StructType().add("__key", DataTypes.LongType))
                .load()
                .first();
        assertThat(stored.getLong(0)).isZero();
    }

    @Test
    void mapsColumnsToBinsOfOtherNames() {
        String set = CLUSTER.newSet();
        Metadata named =
                new MetadataBuilder().putString("aerospike.bin", "short").build();
        Dataset<Row> rows = numbers(1)
                .selectExpr("id as a_very_long_name_of_a_key", "n as another_long_name", "n as m")
                .withMetadata("another_long_name", named);
        CLUSTER.write(rows, set)
                .option("keyColumn", "a_very_long_name_of_a_key")
                .option("columnBins", "a_very_long_name_of_a_key=id, m=bin_m")
                .save();
        assertThat(CLUSTER.bins(set, 0)).isEqualTo(Map.of("id", 0L, "short", 0L, "bin_m", 0L));
    }

    @Test
    void countsAndNamesFailedRows() {
        String set = CLUSTER.newSet();
        for (int i = 0; i < 100; i += 10) {
            CLUSTER.put(set, i, new Bin("n", -1));
        }
        Dataset<Row> rows = numbers(100).repartition(2);
        assertThatThrownBy(() -> byId(rows, set)
                        .option("existsAction", "create_only")
                        .option("onFailure", "collect")
                        .option("describedFailures", "3")
                        .save())
                .hasStackTraceContaining("10 of 100 rows were not written to test." + set + "; 90 were")
                .hasStackTraceContaining("RECORD_EXISTS")
                .hasStackTraceContaining("task 0, row ");
        assertThat(CLUSTER.rows(set, NUMBERS, "n")).hasSize(100);

        Dataset<Row> keyless = CLUSTER.rows(NUMBERS, RowFactory.create(1L, 1L), RowFactory.create(null, 2L));
        assertThatThrownBy(() -> byId(keyless, set).save()).hasStackTraceContaining("the key in column 'id' is null");
    }

    @Test
    void refusesInvalidWritesBeforeATaskStarts() {
        String set = CLUSTER.newSet();
        assertThatThrownBy(() -> CLUSTER.write(numbers(1), set).save())
                .hasMessageContaining("the rows have no key column")
                .hasMessageContaining("[id, n]");
        assertThatThrownBy(() -> CLUSTER.write(numbers(1), set)
                        .option("keyColumn", "nope")
                        .save())
                .hasMessageContaining("names the column 'nope'");
        assertThatThrownBy(() -> byId(numbers(1).selectExpr("id", "n as a_name_that_is_too_long"), set)
                        .save())
                .hasMessageContaining("'a_name_that_is_too_long' takes 23 bytes");
        assertThatThrownBy(() -> byId(numbers(1).selectExpr("cast(id as double) id", "n"), set)
                        .save())
                .hasMessageContaining("keys are integers, strings or binary");
        assertThatThrownBy(() -> byId(numbers(1).selectExpr("id", "cast(n as decimal(10,2)) n"), set)
                        .save())
                .hasMessageContaining("column 'n'");
        assertThatThrownBy(
                        () -> byId(numbers(1), set).option("columnBins", "id=n").save())
                .hasMessageContaining("'id' and 'n' are both written to bin 'n'");
        assertThatThrownBy(() -> byId(numbers(1), set).option("nulls", "maybe").save())
                .hasMessageContaining("DELETE, FAIL, SKIP");
        assertThatThrownBy(() -> byId(numbers(1), set)
                        .option("password", "hush")
                        .option("user", "u")
                        .option("ttl", "x")
                        .save())
                .hasMessageContaining("option 'ttl' is 'x'")
                .hasMessageNotContaining("hush");
        assertThat(CLUSTER.rows(set, NUMBERS, "id")).isEmpty();
    }

    @Test
    void splitsWritesIntoBatchesByRowsAndBytes() {
        String set = CLUSTER.newSet();
        Dataset<Row> rows = CLUSTER.spark()
                .range(5_000)
                .selectExpr("id", "repeat(cast(id as string), 50) as text", "array(id, id + 1) as list");
        CLUSTER.write(rows, set)
                .option("keyColumn", "id")
                .option("writeBatchRows", "300")
                .option("writeBatchBytes", "10000")
                .option("distribution", "key")
                .save();
        Dataset<Row> back = CLUSTER.read(set).schema(rows.schema()).load();
        assertThat(back.except(rows).count()).isZero();
        assertThat(back.count()).isEqualTo(5_000);
    }
}
