package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Key;
import com.aerospike.client.Value;
import com.aerospike.client.cluster.Partition;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows come to which task. Rows that fail tell their task, so that here all of them fail. */
@ExtendWith(AerospikeExtension.class)
class SparkDistributionConformanceTest {

    /** More than there are partitions, so that many hold several. */
    private static final int ROWS = 6_000;

    private static final Pattern FAILURE = Pattern.compile("task (\\d+), row \\d+ \\((?:key|digest) ([^)]+)\\)");
    private static SparkCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = SparkCluster.open(server);
        cluster.spark().conf().set("spark.sql.shuffle.partitions", "4");
        // So few rows would come to one task otherwise.
        cluster.spark().conf().set("spark.sql.adaptive.coalescePartitions.enabled", "false");
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    /** Rows in three tasks, whose keys are made of their numbers. */
    private static Dataset<Row> rows(String key) {
        return cluster.spark().range(0, ROWS, 1, 3).selectExpr(key + " AS k", "id AS n");
    }

    private static Map<String, String> options(String set, String keyOption, String distribution) {
        Map<String, String> options = new HashMap<>(cluster.options(set));
        options.put(keyOption, "k");
        options.put("distribution", distribution);
        options.put("existsAction", "update_only");
        options.put("onFailure", "collect");
        options.put("describedFailures", "10000");
        return options;
    }

    /** The tasks that each partition's rows came to. */
    private static Map<Integer, Set<Integer>> tasks(Runnable write, Function<String, Key> keys) {
        Map<Integer, Set<Integer>> tasks = new HashMap<>();
        int rows = 0;
        try {
            write.run();
        } catch (Exception e) {
            String told = message(e);
            for (Matcher failure = FAILURE.matcher(told); failure.find(); rows++) {
                int partition = Partition.getPartitionId(keys.apply(failure.group(2)).digest);
                tasks.computeIfAbsent(partition, any -> new HashSet<>()).add(Integer.valueOf(failure.group(1)));
            }
        }
        assertThat(rows).isEqualTo(ROWS);
        return tasks;
    }

    /** Spark may have wrapped what the write said. */
    private static String message(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (String.valueOf(at.getMessage()).contains("rows were not written")) {
                return at.getMessage();
            }
        }
        throw new AssertionError("no failures of rows are told", e);
    }

    private static void requireOneTaskEach(Map<Integer, Set<Integer>> tasks) {
        assertThat(tasks.values()).allSatisfy(some -> assertThat(some).hasSize(1));
        assertThat(tasks.values().stream().flatMap(Set::stream).distinct()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    private static void save(Dataset<Row> rows, Map<String, String> options) {
        rows.write().format("aerospike").options(options).mode("append").save();
    }

    private static Function<String, Key> integers(String set) {
        return key -> SparkCluster.key(set, Long.parseLong(key));
    }

    @Test
    void rowsStayWhereTheyAreUnlessAskedFor() {
        String set = cluster.newSet();
        Map<Integer, Set<Integer>> tasks =
                tasks(() -> save(rows("id"), options(set, "keyColumn", "none")), integers(set));
        assertThat(tasks.values()).anySatisfy(some -> assertThat(some).hasSizeGreaterThan(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "CAST(id AS INT)", "CAST(id AS DECIMAL(18,0))"})
    void integersOfOnePartitionComeToOneTask(String key) {
        String set = cluster.newSet();
        requireOneTaskEach(tasks(() -> save(rows(key), options(set, "keyColumn", "partition")), integers(set)));
    }

    @Test
    void soDoStringsBinaryAndDigests() {
        String set = cluster.newSet();
        requireOneTaskEach(tasks(
                () -> save(rows("concat('k', id)"), options(set, "keyColumn", "partition")),
                key -> SparkCluster.key(set, key.replace("'", ""))));
        requireOneTaskEach(tasks(
                () -> save(rows("CAST(concat('k', id) AS BINARY)"), options(set, "keyColumn", "partition")),
                key -> SparkCluster.key(set, HexFormat.of().parseHex(key.replaceAll("[x']", "")))));
        requireOneTaskEach(tasks(
                () -> save(rows("unhex(sha1(CAST(id AS STRING)))"), options(set, "digestColumn", "partition")),
                key -> new Key(SparkCluster.NAMESPACE, HexFormat.of().parseHex(key), set, Value.getAsNull())));
    }

    @Test
    void tablesOfACatalogDistributeByTheirFunction() throws Exception {
        String set = cluster.newSet();
        String table = "aerospike.test." + set;
        cluster.spark().sql("CREATE TABLE " + table + " (k BIGINT, n BIGINT)");
        requireOneTaskEach(
                tasks(() -> append(rows("id"), table, options(set, "keyColumn", "partition")), integers(set)));
        Map<String, String> upserts = options(set, "keyColumn", "partition");
        upserts.put("existsAction", "update");
        append(rows("id"), table, upserts);
        Dataset<Row> back = cluster.spark().table(table);
        assertThat(back.except(rows("id")).count()).isZero();
        assertThat(back.count()).isEqualTo(ROWS);
    }

    private static void append(Dataset<Row> rows, String table, Map<String, String> options) {
        try {
            rows.writeTo(table).options(options).append();
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFunctionIsOneOfSql() {
        String set = cluster.newSet();
        byte[] blob = "k".getBytes(StandardCharsets.UTF_8);
        Row told = cluster.spark()
                .sql("SELECT aerospike.partition_of('" + set + "', 7), aerospike.partition_of('" + set + "', 'k'),"
                        + " aerospike.partition_of('" + set + "', CAST('k' AS BINARY)),"
                        + " aerospike.partition_of(unhex('ff1f000000000000000000000000000000000000')),"
                        + " aerospike.partition_of('" + set + "', CAST(NULL AS BIGINT))")
                .first();
        assertThat(told)
                .isEqualTo(
                        RowFactory.create(partition(set, 7L), partition(set, "k"), partition(set, blob), 0xfff, null));
        assertThat(cluster.spark()
                        .sql("SHOW USER FUNCTIONS IN aerospike")
                        .collectAsList()
                        .toString())
                .contains("partition_of");
        assertThatThrownBy(() -> cluster.spark()
                        .sql("SELECT aerospike.partition_of(1.5)")
                        .collectAsList())
                .hasMessageContaining("partition_of(set, key)");
        assertThatThrownBy(
                        () -> cluster.spark().sql("SELECT aerospike.other(1)").collectAsList())
                .hasMessageContaining("other");
    }

    private static int partition(String set, Object key) {
        return Partition.getPartitionId(SparkCluster.key(set, key).digest);
    }

    @Test
    void streamsDistributeIntoTablesOfACatalog(@TempDir Path directory) throws Exception {
        String set = cluster.newSet();
        StructType schema = new StructType().add("k", DataTypes.LongType).add("n", DataTypes.LongType);
        String in = directory.resolve("in").toString();
        rows("id").write().parquet(in);
        Dataset<Row> stream = cluster.spark().readStream().schema(schema).parquet(in);
        Map<String, String> options = options(set, "keyColumn", "partition");
        options.put("existsAction", "update");
        options.put("checkpointLocation", directory.resolve("checkpoint").toString());
        cluster.spark().sql("CREATE TABLE aerospike.test." + set + " (k BIGINT, n BIGINT)");
        StreamingQuery query = stream.writeStream()
                .options(options)
                .trigger(Trigger.AvailableNow())
                .toTable("aerospike.test." + set);
        query.awaitTermination();
        assertThat(cluster.spark().table("aerospike.test." + set).count()).isEqualTo(ROWS);

        options.put("checkpointLocation", directory.resolve("other").toString());
        assertThatThrownBy(() -> stream.writeStream()
                        .format("aerospike")
                        .options(options)
                        .trigger(Trigger.AvailableNow())
                        .start()
                        .awaitTermination())
                .hasStackTraceContaining("only into a table of a catalog");
    }
}
