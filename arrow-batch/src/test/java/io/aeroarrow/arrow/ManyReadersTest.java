package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many readers in one JVM, as tasks of an executor have them, keep a bound. {@code make scan-memory} measures it at scale. */
@Timeout(120)
class ManyReadersTest {

    private static final int READERS = 32;
    private static final int RECORDS = 10_000;
    private static final int NODES = 3;
    private static final int BATCH_ROWS = 1_024;

    /** A record has about 150 bytes in vectors, and buffers double when they grow. */
    private static final long VECTORS_OF_READER = 2L * BATCH_ROWS * 300;

    /** A chunk of received bytes, and the start of a record of each node. */
    private static final long BYTES_OF_READER = (256 << 10) + NODES * 8_192;

    private static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("id", new ArrowType.Int(64, true)),
            Field.nullable("name", new ArrowType.Utf8()),
            Field.nullable("score", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("flag", new ArrowType.Bool()),
            Field.nullable("hash", new ArrowType.Binary()),
            new Field(
                    "tags",
                    FieldType.nullable(new ArrowType.List()),
                    List.of(Field.nullable("element", new ArrowType.Utf8()))),
            new Field(
                    "place",
                    FieldType.nullable(new ArrowType.Struct()),
                    List.of(
                            Field.nullable("city", new ArrowType.Utf8()),
                            Field.nullable("rank", new ArrowType.Int(64, true))))));

    private static long scan(AeroArrow aero) {
        long rows = 0;
        try (ScanArrowReader reader = aero.with(
                        ReadOptions.DEFAULT.withReuseMemory(true).withBatchRows(BATCH_ROWS))
                .scan("test", "seven")
                .schema(SCHEMA)
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepTheirBoundsTogether() {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (EmbeddedCluster cluster = EmbeddedCluster.builder()
                        .nodes(NODES)
                        .replicationFactor(1)
                        .start();
                BufferAllocator vectors = new RootAllocator(READERS * VECTORS_OF_READER);
                AeroArrow aero = AeroArrow.connect(
                        ClientConfig.of(new HostAddress(
                                "127.0.0.1", cluster.addresses().get(0).getPort())),
                        vectors)) {
            for (long key = 0; key < RECORDS; key++) {
                cluster.load("test", "seven")
                        .put(
                                key,
                                Map.of(
                                        "id",
                                        key,
                                        "name",
                                        "name of " + key,
                                        "score",
                                        key / 3.0,
                                        "flag",
                                        key % 2 == 0,
                                        "hash",
                                        new byte[32],
                                        "tags",
                                        List.of("red" + key % 10, "green"),
                                        "place",
                                        Map.of("city", "Lisbon", "rank", key % 1_000)));
            }
            List<CompletableFuture<Long>> scans = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                scans.add(CompletableFuture.supplyAsync(() -> scan(aero), threads));
            }
            assertThat(scans).allSatisfy(rows -> assertThat(rows.join()).isEqualTo(RECORDS));
            assertThat(aero.client().metrics().memoryPeak()).isLessThanOrEqualTo(READERS * BYTES_OF_READER);
            assertThat(aero.client().metrics().memoryUsed()).isZero();
        } finally {
            threads.shutdown();
        }
    }
}
