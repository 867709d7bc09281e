package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.exp.ExpOperation;
import com.aerospike.client.exp.ExpReadFlags;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code __record_size} and {@code __last_update} with the official client's expressions. */
@ExtendWith(AerospikeExtension.class)
class ComputedColumnsConformanceTest {

    private static final int RECORDS = 300;
    private static final Schema SIZES =
            schema(field("__key", Rows.INT64), field("__record_size", Rows.INT64), field("__last_update", Rows.INT64));
    private static final Schema SIZES_AND_BINS = schema(
            field("a", Rows.INT64),
            MetadataColumn.RECORD_SIZE.field(),
            field("__key", Rows.INT64),
            field("0", Rows.UTF8),
            MetadataColumn.LAST_UPDATE.field(),
            MetadataColumn.GENERATION.field());

    @Test
    void areComputedByTheServer(AerospikeServer server) {
        try (TestCluster cluster = TestCluster.open(server)) {
            check(cluster);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3", "8.1.2.0"})
    void areComputedByTheEmbeddedServer(String version) {
        try (EmbeddedAerospike server =
                        EmbeddedAerospike.builder().version(version).start();
                TestCluster cluster = TestCluster.open(server.host(), server.port())) {
            assertThat(cluster.aero().client().capabilities().lowestBuild()).isEqualTo(version);
            check(cluster);
        }
    }

    private static void check(TestCluster cluster) {
        String set = load(cluster);
        Map<Long, Record> expected = official(cluster, set);
        checkLookup(cluster, set, expected);
        if (cluster.aero().client().capabilities().supports(ServerFeature.QUERY_OPERATIONS)) {
            checkScan(cluster, set, expected);
        } else {
            assertThatThrownBy(() ->
                            cluster.aero().scan(NAMESPACE, set).schema(SIZES).root())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("column '__record_size' needs server 8.1.2 on all nodes; the lowest version"
                            + " in the cluster is "
                            + cluster.aero().client().capabilities().lowestBuild()
                            + ". Upgrade the servers, or read the records by key.");
        }
    }

    /** Writes records of many sizes. A third has no bin {@code a}, and a third neither {@code a} nor {@code 0}. */
    private static String load(TestCluster cluster) {
        String set = cluster.newSet();
        for (long i = 0; i < RECORDS; i++) {
            List<Bin> bins = new ArrayList<>(List.of(new Bin("other", "x".repeat((int) i))));
            if (i % 3 > 0) {
                bins.add(new Bin("0", "text " + i));
            }
            if (i % 3 > 1) {
                bins.add(new Bin("a", i));
            }
            cluster.put(set, i, bins.toArray(Bin[]::new));
        }
        return set;
    }

    private static Map<Long, Record> official(TestCluster cluster, String set) {
        Map<Long, Record> records = new HashMap<>();
        for (long i = 0; i < RECORDS; i++) {
            Operation[] reads = {
                ExpOperation.read("size", Exp.build(Exp.recordSize()), ExpReadFlags.DEFAULT),
                ExpOperation.read("updated", Exp.build(Exp.lastUpdate()), ExpReadFlags.DEFAULT)
            };
            records.put(i, cluster.official().operate(null, TestCluster.key(set, i), reads));
        }
        assertThat(records.get(299L).getLong("size"))
                .isGreaterThan(records.get(0L).getLong("size"));
        return records;
    }

    private static void checkScan(TestCluster cluster, String set, Map<Long, Record> expected) {
        Scan scan = cluster.aero().scan(NAMESPACE, set);
        requireSizes(rows(scan.schema(SIZES)), expected);
        for (int threads : new int[] {1, 3}) {
            Scan all = scan.schema(SIZES_AND_BINS).parallelism(threads).batchRows(40);
            Map<Object, Map<String, Object>> rows = rows(all);
            requireSizesAndBins(rows, expected);
            assertThat(rows).hasSize(RECORDS);
        }
        Scan drop = scan.schema(SIZES_AND_BINS).options(now -> now.withEmptyRecords(EmptyRecords.DROP));
        assertThat(rows(drop)).hasSize(RECORDS * 2 / 3);
        long limit = expected.get(200L).getLong("size");
        assertThat(rows(scan.columns("__key", "__record_size")
                        .where(Filter.recordSize().greaterThan(limit))))
                .hasSize((int) expected.values().stream()
                        .filter(record -> record.getLong("size") > limit)
                        .count());
        assertThat(rows(scan.schema(SIZES_AND_BINS).limit(50))).hasSize(50);
        cluster.newIndex(set, "a", IndexType.NUMERIC, IndexCollectionType.DEFAULT);
        Map<Object, Map<String, Object>> indexed = rows(cluster.aero()
                .query(NAMESPACE, set, IndexQuery.bin("a").between(100, 199))
                .schema(SIZES_AND_BINS));
        assertThat(indexed).hasSize(33);
        indexed.forEach((key, row) ->
                assertThat(row).containsEntry("__record_size", expected.get(key).getLong("size")));
    }

    private static void checkLookup(TestCluster cluster, String set, Map<Long, Record> expected) {
        AeroArrowView aero = cluster.aero().with(ReadOptions.DEFAULT.withMaxKeysPerRequest(100));
        try (BigIntVector keys = keys(cluster);
                VectorSchemaRoot sizes =
                        aero.batchRead(NAMESPACE, set).schema(SIZES).root(keys);
                VectorSchemaRoot all =
                        aero.batchRead(NAMESPACE, set).schema(SIZES_AND_BINS).root(keys)) {
            assertThat(Rows.of(sizes).get(RECORDS))
                    .containsEntry("__record_size", null)
                    .containsEntry("__last_update", null)
                    .containsEntry("__result_code", 2);
            requireSizes(found(sizes), expected);
            requireSizesAndBins(found(all), expected);
        }
    }

    private static Map<Object, Map<String, Object>> found(VectorSchemaRoot root) {
        return Rows.by("__key", Rows.of(root).subList(0, RECORDS));
    }

    /** The keys of all records, and one of none. */
    private static BigIntVector keys(TestCluster cluster) {
        BigIntVector keys = new BigIntVector("key", cluster.allocator());
        LongStream.rangeClosed(0, RECORDS).forEach(key -> keys.setSafe((int) key, key));
        keys.setValueCount(RECORDS + 1);
        return keys;
    }

    private static void requireSizes(Map<Object, Map<String, Object>> rows, Map<Long, Record> expected) {
        assertThat(rows).hasSize(RECORDS);
        expected.forEach((key, record) -> assertThat(rows.get(key))
                .containsEntry("__record_size", record.getLong("size"))
                .containsEntry("__last_update", record.getLong("updated") / 1_000_000_000));
    }

    private static void requireSizesAndBins(Map<Object, Map<String, Object>> rows, Map<Long, Record> expected) {
        assertThat(MetadataColumn.LAST_UPDATE.field().getType())
                .isEqualTo(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
        expected.forEach((key, record) -> assertThat(rows.get(key))
                .containsEntry("__record_size", record.getLong("size"))
                .containsEntry("__last_update", record.getLong("updated") / 1_000)
                .containsEntry("__generation", 1)
                .containsEntry("0", key % 3 > 0 ? "text " + key : null)
                .containsEntry("a", key % 3 > 1 ? key : null));
    }

    private static Map<Object, Map<String, Object>> rows(Scan scan) {
        try (VectorSchemaRoot root = scan.root()) {
            return Rows.by("__key", Rows.of(root));
        }
    }
}
