package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.policy.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of a lookup end by rows and by bytes, whatever the records before them were like. */
@Timeout(60)
class LookupBatchesTest {

    private static final int SMALL = 4_000;
    private static final int LARGE = 60;
    private static final int LARGE_VALUE = 400_000;
    private static final Schema SCHEMA = new Schema(
            List.of(Field.notNullable("n", new ArrowType.Int(64, true)), Field.nullable("b", new ArrowType.Binary())));

    private static EmbeddedServer server;

    private final BufferAllocator allocator = new RootAllocator();

    @BeforeAll
    static void load() {
        server = EmbeddedServer.start();
        for (long key = 0; key < SMALL + LARGE; key++) {
            byte[] value = new byte[key < SMALL ? 10 : LARGE_VALUE];
            server.load("test", "mixed").put(key, Map.of("n", key, "b", value));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void hasFreedAllMemory() {
        allocator.close();
    }

    private BigIntVector keys(int count) {
        BigIntVector keys = new BigIntVector("key", allocator);
        for (int i = 0; i < count; i++) {
            keys.setSafe(i, i);
        }
        keys.setValueCount(count);
        return keys;
    }

    /** The rows of each batch; checks that they are in order and that the next batch starts after them. */
    private List<Integer> read(ReadOptions options, int keys, boolean onlyFound) {
        List<Integer> rows = new ArrayList<>();
        try (AeroArrow aero = AeroArrow.connect(ClientConfig.of(server.host(), server.port()), allocator);
                BigIntVector vector = keys(keys)) {
            Lookup lookup = aero.with(options).batchRead("test", "mixed").schema(SCHEMA);
            long next = 0;
            try (LookupBatches batches = (onlyFound ? lookup.onlyFound() : lookup).batches(vector)) {
                for (Optional<BatchReadResult> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                    try (BatchReadResult result = batch.get()) {
                        VectorSchemaRoot root = result.root();
                        BigIntVector numbers = (BigIntVector) root.getVector("n");
                        for (int row = 0; row < root.getRowCount(); row++) {
                            assertThat(numbers.get(row)).isEqualTo(next++);
                        }
                        assertThat(result.metrics().rows()).isEqualTo(root.getRowCount());
                        if (!onlyFound) {
                            assertThat(batches.keysRead()).isEqualTo((int) next);
                        }
                        rows.add(root.getRowCount());
                    }
                }
                assertThat(batches.keysRead()).isEqualTo(keys);
            }
        }
        return rows;
    }

    @Test
    void aBatchHasAtMostItsRows() {
        List<Integer> rows = read(ReadOptions.DEFAULT.withBatchRows(1_000), SMALL, false);
        assertThat(rows).containsExactly(1_000, 1_000, 1_000, 1_000);
    }

    @Test
    void aBatchOfLargeRecordsEndsByBytes() {
        // The windows grow with the small records; the first large ones arrive in a window of thousands of keys.
        List<Integer> rows = read(ReadOptions.DEFAULT.withBatchBytes(2_000_000), SMALL + LARGE, false);
        assertThat(rows.stream().mapToInt(Integer::intValue).sum()).isEqualTo(SMALL + LARGE);
        assertThat(rows.get(0)).isGreaterThanOrEqualTo(SMALL);
        assertThat(rows.subList(1, rows.size()))
                .allSatisfy(count -> assertThat(count).isBetween(1, 6));
        assertThat(rows.size()).isLessThan(25);
    }

    @Test
    void aBatchHasAtLeastOneRecord() {
        List<Integer> rows = read(ReadOptions.DEFAULT.withBatchBytes(1), 5, false);
        assertThat(rows).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void keysWithoutARecordHaveNoRowIfOnlyFoundRecordsAreWanted() {
        int beyond = SMALL + LARGE + 500;
        List<Integer> rows = read(ReadOptions.DEFAULT.withBatchBytes(2_000_000), beyond, true);
        assertThat(rows.stream().mapToInt(Integer::intValue).sum()).isEqualTo(SMALL + LARGE);
    }

    @Test
    void noKeysGiveNoBatch() {
        assertThat(IntStream.of(0, 0).mapToObj(keys -> read(ReadOptions.DEFAULT, keys, false)))
                .allSatisfy(rows -> assertThat(rows).isEmpty());
    }
}
