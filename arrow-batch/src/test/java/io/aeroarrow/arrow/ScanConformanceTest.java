package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scans of records that the official client wrote. */
@ExtendWith(AerospikeExtension.class)
class ScanConformanceTest {

    private static final String GEO = "{\"type\":\"Point\",\"coordinates\":[13.4,52.5]}";

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    @Test
    void everyScalarTypeArrivesExactly() throws IOException {
        String set = cluster.newSet();
        cluster.put(
                set,
                1,
                new Bin("i", Long.MIN_VALUE),
                new Bin("f", -0.1),
                new Bin("s", "Grüße, 日本 🚀"),
                new Bin("b", true),
                new Bin("x", new byte[] {0, 1, (byte) 0xff}),
                new Bin("g", Value.getAsGeoJSON(GEO)));
        Schema schema = schema(
                field("i", Rows.INT64),
                field("f", Rows.FLOAT64),
                field("s", Rows.UTF8),
                field("b", Rows.BOOL),
                field("x", Rows.BINARY),
                field("g", Rows.UTF8));

        List<Map<String, Object>> rows = scan(set, schema);

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.get("i")).isEqualTo(Long.MIN_VALUE);
            assertThat(row.get("f")).isEqualTo(-0.1);
            assertThat(row.get("s")).isEqualTo("Grüße, 日本 🚀");
            assertThat(row.get("b")).isEqualTo(true);
            assertThat((byte[]) row.get("x")).containsExactly(0, 1, 0xff);
            assertThat(row.get("g")).isEqualTo(GEO);
        });
    }

    @Test
    void projectionKeepsRecordsWithoutTheBins() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 300; i++) {
            Bin wanted = new Bin("a", i);
            Bin other = new Bin("z", "other");
            if (i % 3 == 0) {
                cluster.put(set, i, wanted, other);
            } else {
                cluster.put(set, i, other);
            }
        }
        Schema one = schema(field("a", Rows.INT64), field("__key", Rows.INT64));
        Schema two = schema(field("a", Rows.INT64), field("none", Rows.UTF8));

        List<Map<String, Object>> rows = scan(set, one);

        assertThat(rows).hasSize(300);
        assertThat(rows).allSatisfy(row -> {
            long key = (long) row.get("__key");
            assertThat(row.get("a")).isEqualTo(key % 3 == 0 ? key : null);
        });
        assertThat(scan(set, two)).hasSize(300);
        assertThat(scan(set, schema())).hasSize(300);
        assertThat(scan(set, two, ReadOptions.DEFAULT.withEmptyRecords(EmptyRecords.DROP)))
                .hasSize(100);
        assertThat(scan(set, schema(new Field("a", FieldType.notNullable(Rows.INT64), null))))
                .as("a bin declared to be in every record needs no second pass")
                .hasSize(100);
    }

    @Test
    void limitCountsRecordsWithoutTheBinsToo() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 200; i++) {
            cluster.put(set, i, new Bin(i % 10 == 0 ? "a" : "z", i));
        }
        Schema schema = schema(field("a", Rows.INT64), field("__key", Rows.INT64));
        for (int limit : new int[] {1, 15, 20, 21, 199, 200, 1000}) {
            List<Map<String, Object>> rows = new ArrayList<>();
            try (ArrowReader reader = cluster.aero()
                    .scan(NAMESPACE, set)
                    .schema(schema)
                    .limit(limit)
                    .reader()) {
                Rows.readAll(reader, rows);
            }
            assertThat(rows).as("limit %d", limit).hasSize(Math.min(limit, 200));
            assertThat(keys(rows)).hasSize(rows.size());
        }
    }

    @Test
    void readsMetadataColumns() throws IOException {
        String set = cluster.newSet();
        WritePolicy mortal = new WritePolicy();
        mortal.sendKey = true;
        mortal.expiration = 1000;
        WritePolicy keyless = new WritePolicy();
        keyless.expiration = -1;
        cluster.official().put(mortal, TestCluster.key(set, "k1"), new Bin("a", 1));
        cluster.official().put(mortal, TestCluster.key(set, "k1"), new Bin("a", 2));
        cluster.official().put(keyless, TestCluster.key(set, "k2"), new Bin("a", 3));
        Schema schema = new Schema(List.of(
                field("a", Rows.INT64),
                MetadataColumn.KEY.field(),
                MetadataColumn.DIGEST.field(),
                MetadataColumn.SET.field(),
                MetadataColumn.GENERATION.field(),
                MetadataColumn.TTL.field(),
                MetadataColumn.EXPIRY.field(),
                MetadataColumn.PARTITION.field()));

        Map<Object, Map<String, Object>> byA = Rows.by("a", scan(set, schema));

        Map<String, Object> first = byA.get(2L);
        byte[] digest = TestCluster.key(set, "k1").digest;
        assertThat(first.get("__key")).isEqualTo("k1");
        assertThat((byte[]) first.get("__digest")).isEqualTo(digest);
        assertThat(first.get("__set")).isEqualTo(set);
        assertThat(first.get("__generation")).isEqualTo(2);
        assertThat((long) first.get("__ttl")).isBetween(900L, 1000L);
        long expiryMicros = (long) first.get("__expiry");
        assertThat(Duration.ofMillis(expiryMicros / 1000 - System.currentTimeMillis()))
                .isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1001));
        assertThat(first.get("__partition")).isEqualTo((digest[0] & 0xff) | (digest[1] & 0x0f) << 8);
        Map<String, Object> second = byA.get(3L);
        assertThat(second.get("__key")).isNull();
        assertThat(second.get("__ttl")).isNull();
        assertThat(second.get("__expiry")).isNull();
        assertThat(second.get("__generation")).isEqualTo(1);
    }

    @Test
    void manyRecordsAreReadOnceEachInBatchesOfTheRequestedSize() throws IOException {
        String set = cluster.newSet();
        int records = 5_000;
        String filler = "x".repeat(300);
        for (int i = 0; i < records; i++) {
            cluster.put(set, i, new Bin("a", i), new Bin("s", filler + i));
        }
        Schema schema = schema(field("a", Rows.INT64), field("s", Rows.UTF8));
        Set<Object> seen = new HashSet<>();
        int batches = 0;
        try (ArrowReader reader = cluster.aero()
                .with(ReadOptions.DEFAULT.withBatchRows(512))
                .scan(NAMESPACE, set)
                .schema(schema)
                .reader()) {
            while (reader.loadNextBatch()) {
                batches++;
                assertThat(reader.getVectorSchemaRoot().getRowCount()).isBetween(1, 512);
                for (Map<String, Object> row : Rows.of(reader.getVectorSchemaRoot())) {
                    assertThat(row.get("s")).isEqualTo(filler + row.get("a"));
                    assertThat(seen.add(row.get("a"))).isTrue();
                }
            }
            assertThat(reader.bytesRead()).isGreaterThan(records * 300L);
        }
        assertThat(seen).hasSize(records);
        assertThat(batches).isEqualTo((records + 511) / 512);
    }

    @Test
    void aScanEndsAtItsTimeout() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("a", 1));
        ReadOptions hasty = ReadOptions.DEFAULT.withScanTimeouts(Timeouts.SCAN.withTotal(Duration.ofNanos(1)));
        assertThatThrownBy(() -> scan(set, schema(field("a", Rows.INT64)), hasty))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("in total");
    }

    @Test
    void readsRecordsLargerThanAChunk() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 40; i++) {
            cluster.put(
                    set,
                    i,
                    new Bin("a", i),
                    new Bin("s", Integer.toString(i % 10).repeat(200_000 + i)));
        }
        Schema schema = schema(field("s", Rows.UTF8), field("a", Rows.INT64));
        List<Map<String, Object>> rows = scan(set, schema, ReadOptions.DEFAULT.withBatchBytes(1 << 20));
        assertThat(rows).hasSize(40);
        assertThat(rows).allSatisfy(row -> {
            long a = (long) row.get("a");
            assertThat(row.get("s")).isEqualTo(Long.toString(a % 10).repeat((int) (200_000 + a)));
        });
    }

    @Test
    void mismatchFailsOrBecomesNull() throws IOException {
        String set = cluster.newSet();
        cluster.put(set, "text", new Bin("a", "seven"));
        cluster.put(set, "number", new Bin("a", 300));
        Schema schema = schema(field("a", new ArrowType.Int(8, true)), field("__key", Rows.UTF8));

        assertThatThrownBy(() -> scan(set, schema))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("bin 'a'")
                .hasMessageContaining("namespace 'test', set '" + set + "'")
                .hasMessageContaining("column 'a' of type int8 cannot")
                .hasMessageEndingWith("Declare another type, or set onMismatch=NULL.")
                .satisfies(e -> assertThat(e.getMessage())
                        .containsAnyOf(
                                hex(TestCluster.key(set, "text").digest), hex(TestCluster.key(set, "number").digest)));

        Schema wide = schema(field("a", Rows.FLOAT64), field("__key", Rows.UTF8));
        List<Map<String, Object>> rows = scan(set, wide, ReadOptions.DEFAULT.withOnMismatch(OnMismatch.NULL));
        assertThat(Rows.by("__key", rows).get("text").get("a")).isNull();
        assertThat(Rows.by("__key", rows).get("number").get("a")).isEqualTo(300.0);
    }

    @Test
    void invalidUtf8IsAMismatch() {
        String set = cluster.newSet();
        byte[] latin1 = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
        cluster.put(
                set, 1, new Bin("a", new Value.BytesValue(latin1, com.aerospike.client.command.ParticleType.STRING)));
        assertThatThrownBy(() -> scan(set, schema(field("a", Rows.UTF8))))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("string");
    }

    @Test
    void unknownNamespaceFailsAndUnknownSetIsEmpty() throws IOException {
        assertThatThrownBy(() -> {
                    try (ArrowReader reader = cluster.aero()
                            .scan("nowhere", "s")
                            .schema(schema(field("a", Rows.INT64)))
                            .reader()) {
                        reader.loadNextBatch();
                    }
                })
                .isInstanceOf(ServerErrorException.class)
                .hasMessageContaining("namespace 'nowhere'")
                .hasMessageContaining("test");
        assertThat(scan(cluster.newSet(), schema(field("a", Rows.INT64)))).isEmpty();
    }

    @Test
    void plannedPartitionGroupsReadEveryRecordOnce() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 1000; i++) {
            cluster.put(set, i, new Bin("a", i));
        }
        List<PartitionSet> groups = cluster.aero().client().planPartitions(NAMESPACE, 7);
        assertThat(groups).hasSizeGreaterThanOrEqualTo(7);
        List<Map<String, Object>> rows = new ArrayList<>();
        Schema schema = schema(field("a", Rows.INT64), field("__key", Rows.INT64));
        for (PartitionSet group : groups) {
            try (ArrowReader reader = cluster.aero()
                    .scan(NAMESPACE, set)
                    .schema(schema)
                    .partitions(group)
                    .reader()) {
                Rows.readAll(reader, rows);
            }
        }
        assertThat(rows).hasSize(1000);
        assertThat(keys(rows)).hasSize(1000);
    }

    @Test
    void closingEarlyFreesAllMemory() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 2000; i++) {
            cluster.put(set, i, new Bin("s", "y".repeat(2000)));
        }
        long before = cluster.allocator().getAllocatedMemory();
        try (ArrowReader reader = cluster.aero()
                .with(ReadOptions.DEFAULT.withBatchRows(10))
                .scan(NAMESPACE, set)
                .schema(schema(field("s", Rows.UTF8)))
                .reader()) {
            assertThat(reader.loadNextBatch()).isTrue();
        }
        assertThat(cluster.allocator().getAllocatedMemory()).isEqualTo(before);
        // The pool works on: what the closed scan left on its connection reaches nobody.
        assertThat(scan(set, schema(field("s", Rows.UTF8)))).hasSize(2000);
    }

    @Test
    void inferenceWidensOverTheSample() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("n", 1), new Bin("t", "x"), new Bin("flag", true));
        cluster.put(set, 2, new Bin("n", 1.5), new Bin("raw", new byte[] {1}));
        cluster.put(set, 3, new Bin("g", Value.getAsGeoJSON(GEO)), new Bin("i", 5));

        InferredSchema inferred = cluster.aero().inferSchema(NAMESPACE, set);

        assertThat(inferred.records()).isEqualTo(3);
        assertThat(inferred.key().getType()).isEqualTo(Rows.INT64);
        assertThat(inferred.bins().getFields())
                .containsExactly(
                        field("flag", Rows.BOOL),
                        Rows.typed("g", Rows.UTF8, "geojson"),
                        field("i", Rows.INT64),
                        field("n", Rows.FLOAT64),
                        field("raw", Rows.BINARY),
                        field("t", Rows.UTF8));
    }

    private static List<Map<String, Object>> scan(String set, Schema schema) throws IOException {
        return scan(set, schema, ReadOptions.DEFAULT);
    }

    private static List<Map<String, Object>> scan(String set, Schema schema, ReadOptions options) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowReader reader =
                cluster.aero().with(options).scan(NAMESPACE, set).schema(schema).reader()) {
            Rows.readAll(reader, rows);
        }
        return rows;
    }

    private static Set<Object> keys(List<Map<String, Object>> rows) {
        Set<Object> keys = new HashSet<>();
        rows.forEach(row -> keys.add(row.get("__key")));
        return keys;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
