package io.aeroarrow.spark;

import static io.aeroarrow.spark.PushedSet.RECORDS;
import static io.aeroarrow.spark.PushedSet.plan;
import static io.aeroarrow.spark.PushedSet.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.observe.DataRequest;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a read is planned: as key lookups, index queries, samples or partitions. */
class SparkScanPlanningTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = PushedSet.cluster().setting("spark.sql.adaptive.enabled", "true");

    @BeforeAll
    static void load() {
        PushedSet.load(CLUSTER);
    }

    private static Dataset<Row> read(boolean pushDown, String... options) {
        return PushedSet.read(CLUSTER, pushDown, options);
    }

    @Test
    void looksUpKeysAndDigests() {
        Dataset<Row> some = read(true).where("__key IN (1, 3, 7, 700, 99999) AND id < 500");
        CLUSTER.requests().clear();
        // Key 3 is found although the server does not store it.
        assertThat(some.select("id").as(Encoders.LONG()).collectAsList()).containsExactlyInAnyOrder(1L, 3L, 7L);
        assertThat(CLUSTER.requests()).allMatch(request -> request.kind() == DataRequest.Kind.BATCH);
        assertThat(plan(some)).contains("lookup of 5 keys");

        byte[] digest = new Key("test", "pushed", 12).digest;
        byte[] ofOther = new Key("test", "other", 12).digest;
        Dataset<Row> byDigest =
                read(true).where("__digest IN (X'" + hex(digest) + "', X'" + hex(ofOther) + "', X'00')");
        assertThat(byDigest.select("id").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(12L);
        assertThat(plan(byDigest.select("id"))).contains("lookup of 2 digests");
        assertThat(read(true).where("__key = 5 AND __key = 6").count()).isZero();
    }

    /** With 500 records: a text column takes what its texts take, not what whole records do. */
    @Test
    void theSizeOfAReadIsThatOfItsColumns() {
        String set = "sizes";
        for (int i = 0; i < 500; i++) {
            CLUSTER.put(set, i, new Bin("n", i), new Bin("code", "LAX"), new Bin("text", "x".repeat(2_000)));
        }
        Dataset<Row> inferred = CLUSTER.read(set).load();
        Dataset<Row> declared =
                CLUSTER.read(set).schema("n BIGINT, code STRING, text STRING").load();
        for (Dataset<Row> read : List.of(inferred, declared)) {
            assertThat(size(read.select("n"))).isEqualTo(500 * 16);
            assertThat(size(read.select("code"))).isEqualTo(500 * 19);
            assertThat(size(read.select("text"))).isEqualTo(500 * 2_016);
            assertThat(size(read)).isBetween(500L * 2_016, 500L * 2_100);
        }
    }

    @Test
    void theSizesOfAnEmptyTableAreNotKept() {
        String set = "sizes_later";
        Dataset<Row> empty = CLUSTER.read(set).schema("text STRING").load();
        assertThat(size(empty)).isZero();
        CLUSTER.put(set, 1, new Bin("text", "x".repeat(2_000)));
        // The driver keeps the number of records for five seconds.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long size = 0;
        while (size == 0) {
            assertThat(System.nanoTime()).isLessThan(end);
            size = size(CLUSTER.read(set).schema("text STRING").load());
        }
        assertThat(size).isEqualTo(2_016);
    }

    private static long size(Dataset<Row> read) {
        return read.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void aJoinWithFewKeysBecomesLookups(@TempDir Path directory) {
        Dataset<Row> few = CLUSTER.spark()
                .range(0, 2_000)
                .selectExpr("id AS k", "id % 100 AS bucket")
                .where("bucket = 7");
        few.write().mode("overwrite").parquet(directory.resolve("few").toString());
        Dataset<Row> small = CLUSTER.spark()
                .read()
                .parquet(directory.resolve("few").toString())
                .where("bucket = 7");
        Dataset<Row> joined =
                read(true).select("__key", "id").join(functions.broadcast(small), functions.expr("__key = k"));
        CLUSTER.requests().clear();
        List<Row> rows = joined.collectAsList();
        assertThat(rows)
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.getLong(0)).isEqualTo(row.getLong(1)));
        assertThat(CLUSTER.requests()).isNotEmpty().allMatch(request -> request.kind() == DataRequest.Kind.BATCH);
        Dataset<Row> plain =
                read(false).select("__key", "id").join(functions.broadcast(small), functions.expr("__key = k"));
        assertThat(rows(plain)).containsExactlyInAnyOrderElementsOf(rows(joined));
    }

    @Test
    void usesAnIndexForEqualitiesAndRanges() {
        assertThat(plan(read(true).where("id BETWEEN 5 AND 9"))).contains("index: pushed_id 5..9");
        assertThat(plan(read(true).where("s = 'ab' AND id BETWEEN 5 AND 9")))
                .contains("index: pushed_id 5..9 (about 5 entries; pushed_s about ");
        assertThat(plan(read(true).where("s = 'ab' AND id BETWEEN 5 AND 900")))
                .contains("index: pushed_s = 'ab' (about ");
        assertThat(plan(read(true).where("id > 5"))).contains("index: pushed_id 6..;");
        assertThat(plan(read(true).where("id <> 5"))).doesNotContain("index:");
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

    /** Each value is a query, and a scan of a small set is faster, so the index is named. */
    @Test
    void usesAnIndexForLists() {
        assertThat(plan(read(true).where("id IN (5, 900)")))
                .contains("index: none, pushed_id IN (5, 900) takes 2 queries; a scan of about ");
        for (String list : List.of(
                "id IN (5, 900)",
                "id IN (1, 90, 180, 270, 360, 450, 540, 630, 720, 810, 99999)",
                "id = 7 OR id = 800")) {
            Dataset<Row> indexed = read(true, "secondaryIndex", "pushed_id").where(list);
            assertThat(plan(indexed)).contains("index: pushed_id IN (");
            assertThat(rows(indexed))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(rows(read(false).where(list)));
        }
        String texts = "s IN ('ab', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j')";
        Dataset<Row> indexed = read(true, "secondaryIndex", "pushed_s").where(texts);
        assertThat(plan(indexed)).contains("index: pushed_s IN (10 values)");
        assertThat(rows(indexed))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(rows(read(false).where(texts)));
    }

    @Test
    void samplesByDigestAndSplitsWithoutLoss() {
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
    void looksUpOnlyKeysOfTheChosenPartitions() {
        int partition =
                read(false).where("id = 7").select("__partition").first().getInt(0);
        String own = String.valueOf(partition);
        String other = String.valueOf(partition == 0 ? 1 : partition - 1);
        assertThat(read(true, "partitionFilter", own).where("__key = 7").count())
                .isEqualTo(1);
        assertThat(read(true, "partitionFilter", other).where("__key = 7").count())
                .isZero();
        assertThat(read(true).where("__key = 7 AND __partition = " + own).count())
                .isEqualTo(1);
        assertThat(read(true).where("__key = 7 AND __partition = " + other).count())
                .isZero();
        byte[] digest = read(false).where("id = 7").select("__digest").first().getAs(0);
        String literal = "X'" + HexFormat.of().formatHex(digest) + "'";
        assertThat(read(true, "partitionFilter", other)
                        .where("__digest = " + literal)
                        .count())
                .isZero();
    }

    /** A lookup by digest returns no key, so the partition of the digest is read. */
    @Test
    void showsTheStoredKeysOfRecordsThatAreSelectedByDigest() {
        List<Row> digests = read(false).where("id < 9").select("__digest").collectAsList();
        String literals =
                digests.stream().map(row -> "X'" + hex(row.getAs(0)) + "'").collect(Collectors.joining(", "));
        Dataset<Row> selected =
                read(true).where("__digest IN (" + literals + ")").select("__key", "id");
        assertThat(plan(selected)).doesNotContain("lookup of").contains("of 4096 Aerospike partitions");
        assertThat(rows(selected))
                .hasSizeGreaterThan(1)
                .containsExactlyInAnyOrderElementsOf(
                        rows(read(false).where("id < 9").select("__key", "id")));
        assertThat(selected.where("__key IS NOT NULL").count()).isPositive();
    }

    @Test
    void samplesWholePartitions() {
        Dataset<Row> sample = read(true, "samplePercent", "10").select("id", "__partition");
        assertThat(plan(sample)).contains("410 of 4096 Aerospike partitions");
        requireWholePartitions(sample);
        assertThat(rows(read(true, "samplePercent", "10", "sampleSeed", "5").select("id")))
                .isNotEqualTo(rows(sample.select("id")));
        assertThat(read(true, "samplePercent", "0.001").rdd().getNumPartitions())
                .isEqualTo(1);
        assertThatThrownBy(() -> read(true, "samplePercent", "0"))
                .hasMessageContaining("option 'samplePercent' is '0'; it must be a number above 0, and at most 100");
    }

    @Test
    void samplesWholePartitionsForTablesampleSystem() {
        assumeTrue(CLUSTER.spark().version().compareTo("4.2") >= 0, "the syntax is of Spark 4.2");
        read(true).select("id", "__partition").createOrReplaceTempView("sampled");
        Dataset<Row> sample = CLUSTER.spark().sql("SELECT * FROM sampled TABLESAMPLE SYSTEM (20 PERCENT)");
        assertThat(plan(sample)).contains("819 of 4096 Aerospike partitions");
        requireWholePartitions(sample);
    }

    /** Each record of a sampled partition comes once, and others do not come. A query without a seed samples anew each time. */
    private static void requireWholePartitions(Dataset<Row> sample) {
        List<Row> found = sample.collectAsList();
        Set<Integer> partitions = found.stream().map(row -> row.getInt(1)).collect(Collectors.toSet());
        assertThat(partitions).isNotEmpty();
        List<Row> whole = read(false)
                .select("id", "__partition")
                .where(functions.col("__partition").isInCollection(partitions))
                .collectAsList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void plansAsManyPartitionsAsAsked() {
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
