package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every save mode, through the format and through catalog tables, on sets with and without records. */
class SparkSaveModeConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static final StructType NUMBERS =
            new StructType().add("id", DataTypes.LongType).add("n", DataTypes.LongType);
    private static final Map<String, Object> EXISTING = Map.of("n", -1L, "other", 1L);

    /** Rows 0 and 1. */
    private static Dataset<Row> rows() {
        return CLUSTER.spark().range(2).selectExpr("id", "id * 10 as n");
    }

    /** Returns a writer without a save mode. */
    private static DataFrameWriter<Row> write(String set) {
        return rows().write().format("aerospike").options(CLUSTER.options(set)).option("keyColumn", "id");
    }

    /** A set with the records 0 and 7. */
    private static String filled() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 0L, new Bin("n", -1), new Bin("other", 1));
        CLUSTER.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
        return set;
    }

    private static void requireWritten(String set) {
        assertThat(CLUSTER.rows(set, NUMBERS, "id")).hasSize(2);
        assertThat(CLUSTER.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L));
        assertThat(CLUSTER.bins(set, 1L)).isEqualTo(Map.of("id", 1L, "n", 10L));
    }

    private static void requireUntouched(String set) {
        assertThat(CLUSTER.rows(set, NUMBERS, "n")).hasSize(2);
        assertThat(CLUSTER.bins(set, 0L)).isEqualTo(EXISTING);
        assertThat(CLUSTER.bins(set, 7L)).isEqualTo(EXISTING);
    }

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void everySaveModeWritesToAnEmptySet(SaveMode mode) {
        String set = CLUSTER.newSet();
        write(set).mode(mode).save();
        requireWritten(set);

        String table = CLUSTER.newSet();
        write(table).mode(mode).saveAsTable("aerospike.test." + table);
        requireWritten(table);
    }

    static Stream<String> emptied() {
        String truncated = filled();
        do {
            // A real server keeps records that were written in the millisecond of the truncation.
            CLUSTER.official().truncate(null, SparkCluster.NAMESPACE, truncated, null);
        } while (!CLUSTER.rows(truncated, NUMBERS, "id").isEmpty());
        String deleted = filled();
        Stream.of(0L, 7L).forEach(key -> CLUSTER.official().delete(null, SparkCluster.key(deleted, key)));
        return Stream.of(truncated, deleted);
    }

    @ParameterizedTest
    @MethodSource("emptied")
    void errorIfExistsWritesToAnEmptiedSet(String set) {
        write(set).save();
        requireWritten(set);
    }

    @Test
    void errorIfExistsIsTheDefaultAndRefusesASetWithRecords() {
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
    void ignoreWritesNothingToASetWithRecords() {
        String set = filled();
        write(set).mode("ignore").save();
        write(set).mode("ignore").saveAsTable("aerospike.test." + set);
        requireUntouched(set);
    }

    @Test
    void appendUpdatesRecordsAndOverwriteReplacesThem() {
        String set = filled();
        write(set).mode("append").save();
        assertThat(CLUSTER.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L, "other", 1L));
        write(set).mode("overwrite").save();
        assertThat(CLUSTER.bins(set, 0L)).isEqualTo(Map.of("id", 0L, "n", 0L));
        assertThat(CLUSTER.bins(set, 7L)).isEqualTo(EXISTING);
        write(set).mode("overwrite").option("overwrite", "truncate").save();
        requireWritten(set);
    }

    @Test
    void createsAppendsAndOverwritesCatalogTables() throws Exception {
        String set = CLUSTER.newSet();
        String table = "aerospike.test." + set;
        CLUSTER.spark().conf().set("spark.aerospike.keyColumn", "id");
        try {
            rows().writeTo(table).create();
            requireWritten(set);
            assertThatThrownBy(() -> rows().writeTo(table).create())
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("already exists");
            CLUSTER.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
            rows().writeTo(table).append();
            assertThat(CLUSTER.bins(set, 7L)).isEqualTo(EXISTING);
            rows().write().mode("append").saveAsTable(table);
            rows().write().insertInto(table);
            assertThat(CLUSTER.bins(set, 7L)).isEqualTo(EXISTING);
            rows().writeTo(table).overwrite(functions.expr("n < 0"));
            requireWritten(set);
            CLUSTER.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
            rows().write().mode("overwrite").insertInto(table);
            requireWritten(set);
        } finally {
            CLUSTER.spark().conf().unset("spark.aerospike.keyColumn");
        }
    }

    @Test
    void replacingATableNeedsDropTruncates() {
        String set = filled();
        String table = "aerospike.test." + set;
        assertThatThrownBy(() -> write(set).mode("overwrite").saveAsTable(table))
                .hasMessageContaining("spark.sql.catalog.aerospike.dropTruncates=true");
        requireUntouched(set);
        CLUSTER.spark().conf().set("spark.aerospike.dropTruncates", "true");
        try {
            write(set).mode("overwrite").saveAsTable(table);
        } finally {
            CLUSTER.spark().conf().unset("spark.aerospike.dropTruncates");
        }
        requireWritten(set);
    }

    @Test
    void insertsIntoTemporaryViews() {
        String set = CLUSTER.newSet();
        StringBuilder options = new StringBuilder("keyColumn 'id'");
        CLUSTER.options(set)
                .forEach((name, value) -> options.append(", ")
                        .append(name)
                        .append(" '")
                        .append(value)
                        .append('\''));
        CLUSTER.spark()
                .sql("CREATE OR REPLACE TEMPORARY VIEW target (id BIGINT, n BIGINT) USING aerospike OPTIONS (" + options
                        + ")");
        CLUSTER.spark().sql("INSERT INTO target SELECT id, id * 10 AS n FROM range(2)");
        requireWritten(set);
        rows().write().insertInto("target");
        requireWritten(set);
        CLUSTER.put(set, 7L, new Bin("n", -1), new Bin("other", 1));
        CLUSTER.spark().sql("INSERT OVERWRITE target SELECT id, id * 10 AS n FROM range(2)");
        assertThat(CLUSTER.bins(set, 7L)).isEqualTo(EXISTING);
        CLUSTER.spark().conf().set("spark.aerospike.overwrite", "truncate");
        try {
            CLUSTER.spark().sql("INSERT OVERWRITE target SELECT id, id * 10 AS n FROM range(2)");
        } finally {
            CLUSTER.spark().conf().unset("spark.aerospike.overwrite");
        }
        requireWritten(set);
    }

    @Test
    void refusesPartitioningAndBucketing() {
        String set = CLUSTER.newSet();
        for (SaveMode mode : SaveMode.values()) {
            assertThatThrownBy(() -> write(set).mode(mode).partitionBy("n").save())
                    .hasMessageContaining("cannot be partitioned by")
                    .hasMessageContaining("leave it out");
            assertThatThrownBy(() -> write(set).mode(mode).bucketBy(4, "n").save())
                    .isInstanceOf(AnalysisException.class);
        }
        assertThat(CLUSTER.rows(set, NUMBERS, "id")).isEmpty();
    }

    @Test
    void appendAndOverwriteWriteIntervals() {
        String set = CLUSTER.newSet();
        Dataset<Row> rows = rows().selectExpr("id", "make_dt_interval(0, 0, 0, n) as took");
        CLUSTER.write(rows, set).option("keyColumn", "id").save();
        assertThat(CLUSTER.bins(set, 1L)).isEqualTo(Map.of("id", 1L, "took", 10_000_000L));
        CLUSTER.write(rows, set).option("keyColumn", "id").mode("overwrite").save();
        assertThat(CLUSTER.read(set).schema(rows.schema()).load().except(rows).count())
                .isZero();
    }

    @Test
    void errorIfExistsIgnoresRecordsOfSetsWhenWritingToNoSet() {
        String set = filled();
        assertThat(CLUSTER.get(set, 0L)).isNotNull();
        Dataset<Row> rows = rows().selectExpr("concat('" + set + "', id) as id", "n");
        DataFrameWriter<Row> toNoSet = rows.write()
                .format("aerospike")
                .options(CLUSTER.options("__default"))
                .option("keyColumn", "id");
        try {
            toNoSet.mode("append").save();
            assertThat(CLUSTER.bins(null, set + "1")).containsEntry("n", 10L);
            assertThatThrownBy(() -> toNoSet.mode("error").save())
                    .hasMessageContaining("'test.__default' holds records");
        } finally {
            Stream.of(0, 1).forEach(i -> CLUSTER.official().delete(null, SparkCluster.key(null, set + i)));
        }
    }
}
