package io.aeroarrow.arrow.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** The operations of a soak. An operation that succeeds must be right: it checks what it read. */
final class SoakOperations {

    static final int RECORDS = 300;
    /** Records that nobody changes. */
    private static final String FIXED = "fixed";
    /** Records that operations write. */
    private static final String CHANGED = "changed";

    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(200), Duration.ofSeconds(1), 2);
    /** Only closing the client ends an operation with these at a silent node in time. */
    private static final Timeouts LONG = new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2), 1);

    private final AeroArrow aero;
    private final AeroArrowClient client;
    private final BufferAllocator allocator;
    private final Schema schema;
    private final SoakLedger ledger;

    SoakOperations(AeroArrow aero, BufferAllocator allocator, Schema schema, SoakLedger ledger) {
        this.aero = aero;
        this.client = aero.client();
        this.allocator = allocator;
        this.schema = schema;
        this.ledger = ledger;
    }

    private static Key fixed(int i) {
        return Key.of("test", FIXED, i);
    }

    private static Key changed(Random random) {
        return Key.of("test", CHANGED, random.nextInt(200));
    }

    private static List<Bin> bins(long n) {
        return List.of(new Bin("n", Value.of(n)));
    }

    static void load(AeroArrowClient client) {
        for (int i = 0; i < RECORDS; i++) {
            client.put(fixed(i), bins(i), WritePolicy.DEFAULT);
        }
    }

    /** One operation, on the calling thread. */
    interface Blocking {
        void run(Random random) throws Exception;
    }

    /** A blocking operation, with its name in the ledger. */
    record Named(String name, Blocking operation) {}

    List<Named> blocking() {
        return List.of(
                new Named("get", this::get),
                new Named("put", this::put),
                new Named("delete", random -> client.delete(changed(random), WritePolicy.DEFAULT.withTimeouts(SHORT))),
                new Named("batch", this::batch),
                new Named("info", random -> client.sets("test")),
                new Named("stream", this::stream),
                new Named("reader", this::reader),
                new Named("lookup", this::lookup),
                new Named("write", this::write),
                new Named("interrupted get", this::interrupted));
    }

    private static Timeouts timeouts(Random random) {
        return random.nextInt(10) == 0 ? LONG : SHORT;
    }

    private void get(Random random) {
        int i = random.nextInt(RECORDS);
        check(i, client.get(fixed(i), BinSelection.all(), ReadPolicy.DEFAULT.withTimeouts(timeouts(random))));
    }

    private static void check(int i, Optional<Record> found) {
        assertThat(found).isPresent();
        assertThat(found.orElseThrow().bins()).containsExactly(Map.entry("n", Value.of(i)));
    }

    private void interrupted(Random random) {
        Thread.currentThread().interrupt();
        try {
            get(random);
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    private void put(Random random) {
        client.put(changed(random), bins(random.nextLong()), WritePolicy.DEFAULT.withTimeouts(timeouts(random)));
    }

    private void batch(Random random) {
        int first = random.nextInt(RECORDS - 40);
        List<BatchEntry> entries = IntStream.range(first, first + 40)
                .mapToObj(i -> BatchEntry.read(fixed(i), BinSelection.all()))
                .toList();
        List<BatchResult> results = client.batch(entries, BatchPolicy.DEFAULT.withTimeouts(timeouts(random)));
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).error().isEmpty()) {
                check(first + i, results.get(i).record());
            }
        }
    }

    private ScanRequest request(Random random) {
        return ScanRequest.of("test", FIXED)
                .withTimeouts((random.nextInt(5) == 0 ? LONG : SHORT).withTotal(Duration.ofSeconds(10)));
    }

    /** Reads a stream to its end, or closes it early. */
    private void stream(Random random) {
        int stopAfter = random.nextInt(3 * RECORDS);
        BitSet seen = new BitSet();
        try (RecordStream records = client.scan(request(random))) {
            for (Record record : records) {
                int n = (int) ((Value.IntegerValue) record.bins().get("n")).value();
                assertThat(seen.get(n)).isFalse();
                seen.set(n);
                if (seen.cardinality() == stopAfter) {
                    return;
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(RECORDS);
    }

    private void reader(Random random) throws Exception {
        BitSet seen = new BitSet();
        try (ArrowReader reader =
                aero.scan(request(random)).schema(schema).batchRows(50).reader()) {
            while (reader.loadNextBatch()) {
                BigIntVector n = (BigIntVector) reader.getVectorSchemaRoot().getVector("n");
                for (int row = 0; row < n.getValueCount(); row++) {
                    assertThat(seen.get((int) n.get(row))).isFalse();
                    seen.set((int) n.get(row));
                }
                if (random.nextInt(30) == 0) {
                    return;
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(RECORDS);
    }

    private void lookup(Random random) {
        try (BigIntVector keys = new BigIntVector("key", allocator)) {
            for (int i = 0; i < 100; i++) {
                keys.setSafe(i, random.nextInt(RECORDS));
            }
            keys.setValueCount(100);
            Timeouts limits = timeouts(random);
            try (VectorSchemaRoot found = aero.batchRead("test", FIXED)
                    .schema(schema)
                    .options(options -> options.withLookupTimeouts(limits))
                    .root(keys)) {
                BigIntVector n = (BigIntVector) found.getVector("n");
                IntVector codes = (IntVector) found.getVector("__result_code");
                for (int row = 0; row < 100; row++) {
                    // A row with the code of a fault is not retried.
                    if (codes.get(row) == 0) {
                        assertThat(n.get(row)).isEqualTo(keys.get(row));
                    } else {
                        assertThat(codes.get(row)).isIn(SoakFaults.RESULT_CODES);
                    }
                }
            }
        }
    }

    private void write(Random random) {
        try (VectorSchemaRoot rows = VectorSchemaRoot.create(schema, allocator)) {
            BigIntVector n = (BigIntVector) rows.getVector("n");
            for (int i = 0; i < 100; i++) {
                n.setSafe(i, random.nextInt(200));
            }
            rows.setRowCount(100);
            Timeouts limits = timeouts(random);
            var unused = aero.write("test", CHANGED)
                    .keyColumn("n")
                    .batchRows(20)
                    .batchPolicy(BatchPolicy.DEFAULT.withTimeouts(limits))
                    .run(rows);
        }
    }

    /** Starts an operation that nobody waits for, and cancels it now and then. */
    void startFuture(Random random) {
        int i = random.nextInt(RECORDS);
        CompletableFuture<?> future = switch (random.nextInt(3)) {
            case 0 ->
                client.async()
                        .get(fixed(i), BinSelection.all(), readPolicy(random))
                        .thenApply(found -> {
                            check(i, found);
                            return found;
                        });
            case 1 ->
                client.async()
                        .batch(
                                List.of(BatchEntry.put(changed(random), bins(i))),
                                BatchPolicy.DEFAULT.withTimeouts(timeouts(random)));
            default -> client.async().info(List.of("build"));
        };
        ledger.started();
        CompletableFuture<?> counted = future.whenComplete((value, failure) -> {
            if (failure == null) {
                ledger.succeeded("future");
            } else {
                ledger.failed("future", failure);
            }
        });
        if (random.nextInt(4) == 0) {
            future.cancel(true);
        }
        assertThat(counted).isNotNull();
    }

    private static ReadPolicy readPolicy(Random random) {
        return ReadPolicy.DEFAULT.withTimeouts(timeouts(random));
    }
}
