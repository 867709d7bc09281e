package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way to read a scan returns the same rows, and frees its memory. */
@Timeout(120)
@ExtendWith(AerospikeExtension.class)
class ScanBuilderConformanceTest {

    private static final int RECORDS = 700;
    private static final Schema SCHEMA =
            schema(field("__key", Rows.INT64), field("n", Rows.INT64), field("s", Rows.UTF8));
    private static final Set<Object> ALL =
            new HashSet<>(LongStream.range(0, RECORDS).boxed().toList());

    @AutoClose
    private static TestCluster cluster;

    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        for (int i = 0; i < RECORDS; i++) {
            cluster.put(set, i, new Bin("n", i * 10), new Bin("s", "x".repeat(i % 50)));
        }
    }

    private static Scan scan() {
        return cluster.aero().scan(NAMESPACE, set).schema(SCHEMA).batchRows(64);
    }

    private static Set<Object> keys(List<Map<String, Object>> rows) {
        Set<Object> keys = new HashSet<>();
        rows.forEach(row -> {
            assertThat(keys.add(row.get("__key"))).as("%s comes once", row).isTrue();
            assertThat(row.get("n")).isEqualTo((Long) row.get("__key") * 10);
            assertThat((String) row.get("s")).hasSize((int) ((Long) row.get("__key") % 50));
        });
        return keys;
    }

    private static List<Map<String, Object>> rows(ArrowReader reader) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (reader) {
            Rows.readAll(reader, rows);
        }
        return rows;
    }

    private static List<Map<String, Object>> closing(VectorSchemaRoot batch) {
        try (batch) {
            return Rows.of(batch);
        }
    }

    @Test
    void readersOfOneAndOfSeveralThreadsReturnTheSameRows() throws IOException {
        long before = cluster.allocator().getAllocatedMemory();
        assertThat(keys(rows(scan().reader()))).isEqualTo(ALL);
        assertThat(keys(rows(scan().parallelism(3).reader()))).isEqualTo(ALL);
        List<Map<String, Object>> together = new ArrayList<>();
        List<ScanArrowReader> readers = scan().readers(4);
        assertThat(readers).hasSizeGreaterThanOrEqualTo(4);
        for (ScanArrowReader reader : readers) {
            together.addAll(rows(reader));
        }
        assertThat(keys(together)).isEqualTo(ALL);
        assertThat(cluster.allocator().getAllocatedMemory()).isEqualTo(before);
    }

    @Test
    void metricsOfSeveralThreadsAreSums() throws IOException {
        Schema wrong = schema(field("__key", Rows.INT64), field("s", Rows.INT64));
        for (int threads : new int[] {1, 3}) {
            Scan scan = scan().schema(wrong).onMismatch(OnMismatch.NULL).parallelism(threads);
            try (ScanArrowReader reader = scan.reader()) {
                assertThat(reader.metrics().rows()).isZero();
                long rows = 0;
                while (reader.loadNextBatch()) {
                    rows += reader.getVectorSchemaRoot().getRowCount();
                    assertThat(reader.metrics().rows()).isEqualTo(rows);
                }
                ReadMetrics metrics = reader.metrics();
                assertThat(rows).isEqualTo(ALL.size());
                assertThat(metrics.mismatches()).isEqualTo(Map.of("s", (long) ALL.size()));
                assertThat(reader.bytesRead()).isEqualTo(metrics.bytes()).isPositive();
            }
        }
    }

    @Test
    void batchesBelongToTheConsumer() {
        for (int threads : new int[] {1, 3}) {
            List<VectorSchemaRoot> held = new ArrayList<>();
            try (Stream<VectorSchemaRoot> batches = scan().parallelism(threads).batches()) {
                batches.forEach(held::add);
            }
            assertThat(held).hasSizeGreaterThan(RECORDS / 64);
            // Checked after the last batch: no root was reused.
            List<Map<String, Object>> rows = new ArrayList<>();
            held.forEach(batch -> rows.addAll(closing(batch)));
            assertThat(keys(rows)).isEqualTo(ALL);
        }
    }

    @Test
    void aStreamClosedEarlyFreesItsMemory() {
        long before = cluster.allocator().getAllocatedMemory();
        for (int threads : new int[] {1, 3}) {
            try (Stream<VectorSchemaRoot> batches =
                    scan().batchRows(5).parallelism(threads).batches()) {
                assertThat(batches.limit(2)
                                .mapToInt(batch -> closing(batch).size())
                                .sum())
                        .isEqualTo(10);
            }
            assertThat(cluster.allocator().getAllocatedMemory()).isEqualTo(before);
        }
    }

    @Test
    void oneRootHoldsAllRows() throws Exception {
        assertThat(keys(closing(scan().root()))).isEqualTo(ALL);
        assertThat(keys(closing(scan().batchRows(10_000).root()))).isEqualTo(ALL);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(keys(closing(scan().parallelism(2).rootAsync(executor).get(60, TimeUnit.SECONDS))))
                    .isEqualTo(ALL);
            CompletableFuture<VectorSchemaRoot> unwanted = scan().rootAsync(executor);
            unwanted.cancel(false);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        try (VectorSchemaRoot none =
                cluster.aero().scan(NAMESPACE, cluster.newSet()).schema(SCHEMA).root()) {
            assertThat(none.getSchema()).isEqualTo(SCHEMA);
            assertThat(none.getRowCount()).isZero();
        }
    }

    @Test
    void appliesFiltersLimitsAndPartitions() throws IOException {
        Scan some = scan().where(Filter.bin("n").lessThan(1_000))
                .where(Filter.bin("n").greaterThan(500));
        assertThat(keys(rows(some.reader())))
                .isEqualTo(new HashSet<>(LongStream.range(51, 100).boxed().toList()));
        assertThat(rows(scan().limit(7).reader())).hasSize(7);
        assertThat(rows(scan().limit(7).parallelism(4).reader())).hasSize(7);
        Set<Object> halves = new HashSet<>();
        for (PartitionSet half : List.of(PartitionSet.range(0, 2_000), PartitionSet.range(2_000, 2_096))) {
            Set<Object> mine = keys(rows(scan().partitions(half).parallelism(2).reader()));
            assertThat(Collections.disjoint(halves, mine)).isTrue();
            halves.addAll(mine);
        }
        assertThat(halves).isEqualTo(ALL);
    }

    @Test
    void selectsColumnsByName() throws IOException {
        Scan all = cluster.aero().scan(NAMESPACE, set);
        assertThat(all.resolveSchema().getFields()).extracting(Field::getName).containsExactly("n", "s");
        Schema named = all.columns("s", "__key", "__ttl", "n").resolveSchema();
        assertThat(named.getFields()).extracting(Field::getName).containsExactly("s", "__key", "__ttl", "n");
        assertThat(named.findField("__key").getType()).isEqualTo(Rows.INT64);
        assertThat(keys(rows(all.columns("s", "__key", "n").reader()))).isEqualTo(ALL);
        assertThat(cluster.aero()
                        .scan(NAMESPACE, cluster.newSet())
                        .columns("__digest", "__ttl")
                        .resolveSchema()
                        .getFields())
                .hasSize(2);
        assertThatThrownBy(() -> all.columns("nn").reader())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("has a bin 'nn'", "[n, s]");
    }

    @Test
    void invalidSettingsAreRejected() {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
        Schema encoded = schema(new Field("s", new FieldType(true, new ArrowType.Utf8(), encoding), null));
        Scan scan = cluster.aero().scan(NAMESPACE, set).schema(encoded);
        assertThatThrownBy(scan::root).hasMessageContainingAll("'s'", "dictionary", "reader()");
        assertThatThrownBy(() -> scan.parallelism(2).reader()).hasMessageContaining("dictionary");
        assertThatThrownBy(() -> scan.parallelism(0)).hasMessageContaining("parallelism is 0");
        Scan wrong = cluster.aero()
                .scan(NAMESPACE, set)
                .schema(schema(field("s", Rows.INT64)))
                .onMismatch(OnMismatch.FAIL);
        long before = cluster.allocator().getAllocatedMemory();
        assertThatThrownBy(wrong::root).isInstanceOf(MismatchException.class);
        assertThatThrownBy(() -> wrong.parallelism(3).root()).isInstanceOf(MismatchException.class);
        assertThat(cluster.allocator().getAllocatedMemory()).isEqualTo(before);
    }

    /** Requests one batch at a time, and records what it receives. */
    private static final class Subscriber implements Flow.Subscriber<VectorSchemaRoot> {
        private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final SynchronousQueue<VectorSchemaRoot> batches = new SynchronousQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
        }

        @Override
        public void onNext(VectorSchemaRoot batch) {
            try {
                batches.put(batch);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onError(Throwable cause) {
            failure.set(cause);
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }

        VectorSchemaRoot ask() throws InterruptedException {
            subscription.get().request(1);
            VectorSchemaRoot batch = null;
            while (batch == null && ended.getCount() > 0) {
                batch = batches.poll(10, TimeUnit.MILLISECONDS);
            }
            return batch;
        }
    }

    @Test
    void subscribersReceiveRequestedBatchesOnly() throws Exception {
        long before = cluster.allocator().getAllocatedMemory();
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int threads : new int[] {1, 3}) {
                Flow.Publisher<VectorSchemaRoot> publisher =
                        scan().parallelism(threads).publisher(executor);
                Subscriber patient = new Subscriber();
                publisher.subscribe(patient);
                List<Map<String, Object>> rows = new ArrayList<>();
                for (VectorSchemaRoot batch = patient.ask(); batch != null; batch = patient.ask()) {
                    rows.addAll(closing(batch));
                }
                assertThat(patient.failure.get()).isNull();
                assertThat(keys(rows)).isEqualTo(ALL);

                Subscriber leaving = new Subscriber();
                publisher.subscribe(leaving);
                leaving.ask().close();
                leaving.subscription.get().cancel();

                Subscriber rude = new Subscriber();
                publisher.subscribe(rude);
                rude.subscription.get().request(0);
                assertThat(rude.ended.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(rude.failure.get()).hasMessageContaining("request 1 or more");
            }
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(cluster.allocator().getAllocatedMemory()).isEqualTo(before);
    }

    @Test
    void readsByKey() throws Exception {
        Lookup lookup = cluster.aero().batchRead(NAMESPACE, set).columns("s", "n");
        BufferAllocator allocator = cluster.allocator();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (BigIntVector keys = new BigIntVector("k", allocator)) {
            keys.setSafe(0, 5);
            keys.setSafe(1, 1_000_000);
            keys.setSafe(2, 5);
            keys.setValueCount(3);
            for (VectorSchemaRoot root : List.of(
                    lookup.root(keys),
                    lookup.resultAsync(keys, executor).get(60, TimeUnit.SECONDS).root())) {
                assertThat(root.getSchema().getFields())
                        .extracting(Field::getName)
                        .containsExactly("s", "n", "__result_code");
                FieldVector numbers = root.getVector("n");
                assertThat(List.of(numbers.getObject(0), numbers.isNull(1), numbers.getObject(2)))
                        .isEqualTo(List.of(50L, true, 50L));
                root.close();
            }
        } finally {
            executor.shutdown();
        }
    }
}
