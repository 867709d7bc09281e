package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads with a given schema. The session's time zone is not UTC. */
class SparkTypedReadTest {

    @RegisterExtension
    static final SparkCluster CLUSTER =
            SparkCluster.onEmbeddedServer().setting("spark.sql.session.timeZone", "America/St_Johns");

    private static final long MICROS = 1_700_000_000_123_456L;

    @BeforeAll
    static void load() {
        CLUSTER.putWithoutKey(
                "times",
                1,
                new Bin("at", MICROS),
                new Bin("day", 19_675),
                new Bin("took", 90_061_000_001L),
                new Bin("code", "ab"),
                new Bin("big", 123_456_789_012L),
                new Bin("list", List.of(Map.of("at", MICROS), Map.of("at", -1L))));
        CLUSTER.putWithoutKey("times", 2, new Bin("at", "noon"), new Bin("code", "cd"));
    }

    private static DataFrameReader read(String schema) {
        return CLUSTER.read("times").schema(schema);
    }

    private static Row one(String schema) {
        return read(schema).load().where("code = 'ab'").first();
    }

    @Test
    void readsIntegersAsDatesIntervalsAndDecimals() {
        Row row = one("code STRING, day DATE, took INTERVAL DAY TO SECOND, big DECIMAL(18,0)");
        assertThat(row.getLocalDate(1)).isEqualTo(Date.valueOf("2023-11-14").toLocalDate());
        assertThat(row.<Duration>getAs(2)).isEqualTo(Duration.ofNanos(90_061_000_001_000L));
        assertThat(row.getDecimal(3)).isEqualTo(new BigDecimal("123456789012"));
    }

    @Test
    void readsTimestampsAsMicrosecondsInUtcInAnySessionTimeZone() {
        String flexible = "code STRING, at %s";
        Row zoned = read(flexible.formatted("TIMESTAMP"))
                .option("onMismatch", "null")
                .load()
                .where("code = 'ab'")
                .first();
        assertThat(zoned.getInstant(1)).isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_456_000));
        Row local = read(flexible.formatted("TIMESTAMP_NTZ"))
                .option("onMismatch", "null")
                .load()
                .where("code = 'ab'")
                .first();
        assertThat(local.<LocalDateTime>getAs(1)).isEqualTo(LocalDateTime.of(2023, 11, 14, 22, 13, 20, 123_456_000));
    }

    /** Spark drops the metadata of such a struct, with the name of its bin. */
    @Test
    void readsTheBinOfARenamedStructOfWhichFieldsArePruned() {
        CLUSTER.putWithoutKey("renamed", 1, new Bin("s", Map.of("a", 1L, "b", 2L)));
        Metadata bin = new MetadataBuilder().putString("aerospike.bin", "s").build();
        DataType fields = StructType.fromDDL("a BIGINT, b BIGINT");
        StructType schema = new StructType().add("other", fields, true, bin);
        Row row =
                CLUSTER.read("renamed").schema(schema).load().select("other.b").first();
        assertThat(row.get(0)).isEqualTo(2L);
    }

    @Test
    void readsTimestampsInsideListsOfStructs() {
        Row row = one("code STRING, list ARRAY<STRUCT<at: TIMESTAMP>>");
        assertThat(row.<Row>getList(1))
                .extracting(element -> element.getInstant(0))
                .containsExactly(Instant.ofEpochSecond(1_700_000_000L, 123_456_000), Instant.EPOCH.minusNanos(1_000));
    }

    @Test
    void mismatchesFailOrAreListedInTheMismatchColumn() {
        assertThatThrownBy(() -> read("code STRING, at TIMESTAMP").load().collectAsList())
                .hasStackTraceContaining("bin 'at'");
        List<Row> rows = read("code STRING, at TIMESTAMP, day DATE")
                .option("aerospike.schema.flexible", "true")
                .load()
                .selectExpr("code", "at", "day", "__mismatch")
                .orderBy("code")
                .collectAsList();
        assertThat(rows.get(0).isNullAt(1)).isFalse();
        assertThat(rows.get(1).isNullAt(1)).isTrue();
        assertThat(rows.get(1).isNullAt(2)).isTrue();
        assertThat(rows.get(1).<String>getList(3)).containsExactly("at");
    }

    @Test
    void readsCharAndVarcharColumns() {
        CLUSTER.spark().sql("CREATE TABLE aerospike.test.texts (code CHAR(4), name VARCHAR(5), id INT)");
        CLUSTER.putNumbered("texts", 2);
        assertThat(CLUSTER.spark()
                        .sql("SELECT name FROM aerospike.test.texts ORDER BY id")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("n0", "n1");
    }

    @Test
    void namesColumnsOfUnsupportedTypes() {
        assertThatThrownBy(() -> one("code STRING, big DECIMAL(10,2)"))
                .hasStackTraceContaining("column 'big' has type DECIMAL(10,2)");
        assertThatThrownBy(() -> one("code STRING, took INTERVAL")).hasStackTraceContaining("column 'took'");
    }
}
