package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All save modes, by the format's name and by tables of a catalog, on sets with and without records. */
@ExtendWith(AerospikeExtension.class)
class SparkSaveModeConformanceTest {

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);
    private static final Map<String, Object> THERE = Map.of("n", -1L, "other", 1L);
    private static SparkCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = SparkCluster.open(server);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    /** Rows 0 and 1. */
    private static Dataset<Row> rows() {
        return cluster.spark().range(2).selectExpr("id", "id * 10 as n");
    }

    /** A write without a mode. */
    private static DataFrameWriter<Row> write(String set) {
        return rows().write().format("aerospike").options(cluster.options(set)).option("keyColumn", "id");
    }

    /** A set with the records 0 and 7. */
    private static String filled() {
        String set = cluster.newSet();
        cluster.put(set, 0L, new Bin("n", -1), new Bin("other", 1));
        cluster.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
        return set;
    }

    private static void requireWritten(String set) {
        assertThat(cluster.rows(set, NUMBERS, "id")).hasSize(2);
        assertThat(cluster.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L));
        assertThat(cluster.bins(set, 1L)).isEqualTo(Map.of("id", 1L, "n", 10L));
    }

    private static void requireUntouched(String set) {
        assertThat(cluster.rows(set, NUMBERS, "n")).hasSize(2);
        assertThat(cluster.bins(set, 0L)).isEqualTo(THERE);
        assertThat(cluster.bins(set, 7L)).isEqualTo(THERE);
    }

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void everyModeWritesToASetWithoutRecords(SaveMode mode) {
        String set = cluster.newSet();
        write(set).mode(mode).save();
        requireWritten(set);

        String table = cluster.newSet();
        write(table).mode(mode).saveAsTable("aerospike.test." + table);
        requireWritten(table);
    }

    static Stream<String> nothingThere() {
        String truncated = filled();
        do {
            // Real servers leave what was written in the same millisecond.
            cluster.official().truncate(null, SparkCluster.NAMESPACE, truncated, null);
        } while (!cluster.rows(truncated, NUMBERS, "id").isEmpty());
        String deleted = filled();
        Stream.of(0L, 7L).forEach(key -> cluster.official().delete(null, SparkCluster.key(deleted, key)));
        return Stream.of(truncated, deleted);
    }

    @ParameterizedTest
    @MethodSource("nothingThere")
    void aSetThatHasBeenEmptiedHoldsNoRecords(String set) {
        write(set).save();
        requireWritten(set);
    }

    @Test
    void theUsualModeWantsNoRecordsToBeThere() {
        String set = filled();
        assertThatThrownBy(() -> write(set).save())
                .hasMessageContaining("'test." + set + "' holds records")
                .hasMessageContaining("ignore");
        assertThatThrownBy(() -> write(set).mode("error").save()).hasMessageContaining("holds records");
        assertThatThrownBy(() -> write(set).mode(SaveMode.ErrorIfExists).saveAsTable("aerospike.test." + set))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("already exists");
        requireUntouched(set);
    }

    @Test
    void ignoringWritesNothingWhereRecordsAre() {
        String set = filled();
        write(set).mode("ignore").save();
        write(set).mode("ignore").saveAsTable("aerospike.test." + set);
        requireUntouched(set);
    }

    @Test
    void appendingAddsAndOverwritingReplaces() {
        String set = filled();
        write(set).mode("append").save();
        assertThat(cluster.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L, "other", 1L));
        write(set).mode("overwrite").save();
        assertThat(cluster.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L));
        assertThat(cluster.bins(set, 7L)).isEqualTo(THERE);
        write(set).mode("overwrite").option("overwrite", "truncate").save();
        requireWritten(set);
    }

    @Test
    void tablesOfACatalogAreCreatedAppendedAndOverwritten() throws Exception {
        String set = cluster.newSet();
        String table = "aerospike.test." + set;
        cluster.spark().conf().set("spark.aerospike.keyColumn", "id");
        try {
            rows().writeTo(table).create();
            requireWritten(set);
            assertThatThrownBy(() -> rows().writeTo(table).create())
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("already exists");
            cluster.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
            rows().writeTo(table).append();
            assertThat(cluster.bins(set, 7L)).isEqualTo(THERE);
            rows().write().mode("append").saveAsTable(table);
            rows().write().insertInto(table);
            assertThat(cluster.bins(set, 7L)).isEqualTo(THERE);
            rows().writeTo(table).overwrite(functions.expr("n < 0"));
            requireWritten(set);
            cluster.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
            rows().write().mode("overwrite").insertInto(table);
            requireWritten(set);
        } finally {
            cluster.spark().conf().unset("spark.aerospike.keyColumn");
        }
    }

    @Test
    void replacingATableNeedsLeaveToDropItsRecords() {
        String set = filled();
        String table = "aerospike.test." + set;
        assertThatThrownBy(() -> write(set).mode("overwrite").saveAsTable(table))
                .hasMessageContaining("spark.sql.catalog.aerospike.dropTruncates=true");
        requireUntouched(set);
        cluster.spark().conf().set("spark.aerospike.dropTruncates", "true");
        try {
            write(set).mode("overwrite").saveAsTable(table);
        } finally {
            cluster.spark().conf().unset("spark.aerospike.dropTruncates");
        }
        requireWritten(set);
    }

    @Test
    void rowsAreInsertedIntoViews() {
        String set = cluster.newSet();
        StringBuilder options = new StringBuilder("keyColumn 'id'");
        cluster.options(set)
                .forEach((name, value) -> options.append(", ")
                        .append(name)
                        .append(" '")
                        .append(value)
                        .append('\''));
        cluster.spark()
                .sql("CREATE OR REPLACE TEMPORARY VIEW target (id BIGINT, n BIGINT) USING aerospike OPTIONS (" + options
                        + ")");
        cluster.spark().sql("INSERT INTO target SELECT id, id * 10 AS n FROM range(2)");
        requireWritten(set);
        rows().write().insertInto("target");
        requireWritten(set);
        cluster.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
        cluster.spark().sql("INSERT OVERWRITE target SELECT id, id * 10 AS n FROM range(2)");
        assertThat(cluster.bins(set, 7L)).isEqualTo(THERE);
        cluster.spark().conf().set("spark.aerospike.overwrite", "truncate");
        try {
            cluster.spark().sql("INSERT OVERWRITE target SELECT id, id * 10 AS n FROM range(2)");
        } finally {
            cluster.spark().conf().unset("spark.aerospike.overwrite");
        }
        requireWritten(set);
    }

    @Test
    void whatPartitionsOrBucketsRowsIsRefused() {
        String set = cluster.newSet();
        for (SaveMode mode : SaveMode.values()) {
            assertThatThrownBy(() -> write(set).mode(mode).partitionBy("n").save())
                    .hasMessageContaining("cannot be partitioned by")
                    .hasMessageContaining("leave it out");
            assertThatThrownBy(() -> write(set).mode(mode).bucketBy(4, "n").save())
                    .isInstanceOf(AnalysisException.class);
        }
        assertThat(cluster.rows(set, NUMBERS, "id")).isEmpty();
    }

    @Test
    void intervalsAreWrittenByTheModesThatTakeRowsOneByOne() {
        String set = cluster.newSet();
        Dataset<Row> rows = rows().selectExpr("id", "make_dt_interval(0, 0, 0, n) as took");
        cluster.write(rows, set).option("keyColumn", "id").save();
        assertThat(cluster.bins(set, 1L)).isEqualTo(Map.of("id", 1L, "took", 10_000_000L));
        cluster.write(rows, set).option("keyColumn", "id").mode("overwrite").save();
        assertThat(cluster.read(set).schema(rows.schema()).load().except(rows).count())
                .isZero();
    }

    @Test
    void recordsInNoSetCountForThemselves() {
        String set = filled();
        assertThat(cluster.get(set, 0L)).isNotNull();
        Dataset<Row> rows = rows().selectExpr("concat('" + set + "', id) as id", "n");
        DataFrameWriter<Row> toNoSet =
                rows.write().format("aerospike").options(cluster.options("")).option("keyColumn", "id");
        try {
            toNoSet.mode("append").save();
            assertThat(cluster.bins(null, set + "1")).containsEntry("n", 10L);
            assertThatThrownBy(() -> toNoSet.mode("error").save()).hasMessageContaining("'test' holds records");
        } finally {
            Stream.of(0, 1).forEach(i -> cluster.official().delete(null, SparkCluster.key(null, set + i)));
        }
    }
}
