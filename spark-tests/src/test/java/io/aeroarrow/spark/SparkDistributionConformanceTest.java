package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Key;
import com.aerospike.client.Value;
import com.aerospike.client.cluster.Partition;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which task writes which rows. Every row here fails, because the message of a failed row names its task. */
class SparkDistributionConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer()
            .setting("spark.sql.shuffle.partitions", "4")
            // Adaptive execution would merge these small partitions into one task.
            .setting("spark.sql.adaptive.coalescePartitions.enabled", "false");

    /** More than there are partitions of a namespace, so that many partitions have several rows. */
    private static final int ROWS = 6_000;

    private static final Pattern FAILURE = Pattern.compile("task (\\d+), row \\d+ \\((?:key|digest) ([^)]+)\\)");

    /** Rows in three tasks. The expression makes the key from the row's id. */
    private static Dataset<Row> rows(String key) {
        return CLUSTER.spark().range(0, ROWS, 1, 3).selectExpr(key + " AS k", "id AS n");
    }

    private static Map<String, String> options(String set, String keyOption, String distribution) {
        Map<String, String> options = new HashMap<>(CLUSTER.options(set));
        options.put(keyOption, "k");
        options.put("distribution", distribution);
        options.put("existsAction", "update_only");
        options.put("onFailure", "collect");
        options.put("describedFailures", "10000");
        return options;
    }

    /** Returns the tasks that wrote the rows of each partition. */
    private static Map<Integer, Set<Integer>> tasks(Runnable write, Function<String, Key> keys) {
        Map<Integer, Set<Integer>> tasks = new HashMap<>();
        int rows = 0;
        try {
            write.run();
        } catch (Exception e) {
            String message = message(e);
            for (Matcher failure = FAILURE.matcher(message); failure.find(); rows++) {
                int partition = Partition.getPartitionId(keys.apply(failure.group(2)).digest);
                tasks.computeIfAbsent(partition, any -> new HashSet<>()).add(Integer.valueOf(failure.group(1)));
            }
        }
        assertThat(rows).isEqualTo(ROWS);
        return tasks;
    }

    /** Finds the message of the write. Spark may have wrapped its exception. */
    private static String message(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (String.valueOf(at.getMessage()).contains("rows were not written")) {
                return at.getMessage();
            }
        }
        throw new AssertionError("the message names no failed rows", e);
    }

    private static void requireOneTaskPerPartition(Map<Integer, Set<Integer>> tasks) {
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
    void doesNotShuffleRowsByDefault() {
        String set = CLUSTER.newSet();
        Map<Integer, Set<Integer>> tasks =
                tasks(() -> save(rows("id"), options(set, "keyColumn", "none")), integers(set));
        assertThat(tasks.values()).anySatisfy(some -> assertThat(some).hasSizeGreaterThan(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "CAST(id AS INT)", "CAST(id AS DECIMAL(18,0))"})
    void writesIntegerKeysOfOnePartitionInOneTask(String key) {
        String set = CLUSTER.newSet();
        requireOneTaskPerPartition(tasks(() -> save(rows(key), options(set, "keyColumn", "partition")), integers(set)));
    }

    @Test
    void writesStringsBinaryKeysAndDigestsOfOnePartitionInOneTask() {
        String set = CLUSTER.newSet();
        requireOneTaskPerPartition(tasks(
                () -> save(rows("concat('k', id)"), options(set, "keyColumn", "partition")),
                key -> SparkCluster.key(set, key.replace("'", ""))));
        requireOneTaskPerPartition(tasks(
                () -> save(rows("CAST(concat('k', id) AS BINARY)"), options(set, "keyColumn", "partition")),
                key -> SparkCluster.key(set, HexFormat.of().parseHex(key.replaceAll("[x']", "")))));
        requireOneTaskPerPartition(tasks(
                () -> save(rows("unhex(sha1(CAST(id AS STRING)))"), options(set, "digestColumn", "partition")),
                key -> new Key(SparkCluster.NAMESPACE, HexFormat.of().parseHex(key), set, Value.getAsNull())));
    }

    @Test
    void distributesRowsWrittenToACatalogTable() throws Exception {
        String set = CLUSTER.newSet();
        String table = "aerospike.test." + set;
        CLUSTER.spark().sql("CREATE TABLE " + table + " (k BIGINT, n BIGINT)");
        requireOneTaskPerPartition(
                tasks(() -> append(rows("id"), table, options(set, "keyColumn", "partition")), integers(set)));
        Map<String, String> upserts = options(set, "keyColumn", "partition");
        upserts.put("existsAction", "update");
        append(rows("id"), table, upserts);
        Dataset<Row> back = CLUSTER.spark().table(table);
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
    void exposesPartitionOfToSql() {
        String set = CLUSTER.newSet();
        byte[] blob = "k".getBytes(StandardCharsets.UTF_8);
        Row partitions = CLUSTER.spark()
                .sql("SELECT aerospike.partition_of('" + set + "', 7), aerospike.partition_of('" + set + "', 'k'),"
                        + " aerospike.partition_of('" + set + "', CAST('k' AS BINARY)),"
                        + " aerospike.partition_of(unhex('ff1f000000000000000000000000000000000000')),"
                        + " aerospike.partition_of('" + set + "', CAST(NULL AS BIGINT))")
                .first();
        assertThat(partitions)
                .isEqualTo(
                        RowFactory.create(partition(set, 7L), partition(set, "k"), partition(set, blob), 0xfff, null));
        assertThat(CLUSTER.spark()
                        .sql("SHOW USER FUNCTIONS IN aerospike")
                        .collectAsList()
                        .toString())
                .contains("partition_of");
        assertThatThrownBy(() -> CLUSTER.spark()
                        .sql("SELECT aerospike.partition_of(1.5)")
                        .collectAsList())
                .hasMessageContaining("partition_of(set, key)");
        assertThatThrownBy(
                        () -> CLUSTER.spark().sql("SELECT aerospike.other(1)").collectAsList())
                .hasMessageContaining("other");
    }

    private static int partition(String set, Object key) {
        return Partition.getPartitionId(SparkCluster.key(set, key).digest);
    }

    @Test
    void distributesStreamsIntoCatalogTablesOnly(@TempDir Path directory) throws Exception {
        String set = CLUSTER.newSet();
        StructType schema = new StructType().add("k", DataTypes.LongType).add("n", DataTypes.LongType);
        String in = directory.resolve("in").toString();
        rows("id").write().parquet(in);
        Dataset<Row> stream = CLUSTER.spark().readStream().schema(schema).parquet(in);
        Map<String, String> options = options(set, "keyColumn", "partition");
        options.put("existsAction", "update");
        options.put("checkpointLocation", directory.resolve("checkpoint").toString());
        CLUSTER.spark().sql("CREATE TABLE aerospike.test." + set + " (k BIGINT, n BIGINT)");
        StreamingQuery query = stream.writeStream()
                .options(options)
                .trigger(Trigger.AvailableNow())
                .toTable("aerospike.test." + set);
        query.awaitTermination();
        assertThat(CLUSTER.spark().table("aerospike.test." + set).count()).isEqualTo(ROWS);

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
