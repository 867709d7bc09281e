package io.aeroarrow.bench;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.BatchWritePolicy;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.policy.ClientConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Compares writes from Arrow vectors with batch writes of the official client, in interleaved rounds on one server.
 * Records have three scalar bins and a stored key. Both sides use the same batch size and the same number of batches in
 * flight.
 */
public final class WriteComparison {

    private static final String NAMESPACE = "test";
    private static final int BATCH = 1_000;
    private static final int IN_FLIGHT = 4;
    private static final int ROOT_ROWS = 10_000;
    static final Schema SCHEMA = new Schema(List.of(
            field("id", new ArrowType.Int(64, true)),
            field("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            field("name", new ArrowType.Utf8())));

    private final AerospikeClient official;
    private final AeroArrowView aero;
    private final BufferAllocator allocator;
    private final int records;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private WriteComparison(AerospikeClient official, AeroArrowView aero, BufferAllocator allocator, int records) {
        this.official = official;
        this.aero = aero;
        this.allocator = allocator;
        this.records = records;
    }

    /**
     * Runs the comparison on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments number of records (default: 1,000,000) and of rounds (default: 7)
     */
    public static void main(String[] arguments) throws Exception {
        ComparisonSettings settings = ComparisonSettings.of(arguments, 7);
        ClientPolicy policy = new ClientPolicy();
        policy.batchPolicyDefault.setTimeout(30_000);
        try (BufferAllocator allocator = new RootAllocator();
                AerospikeClient official = new AerospikeClient(policy, settings.host(), settings.port());
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(settings.host(), settings.port()), allocator)) {
            WriteComparison comparison = new WriteComparison(official, aero, allocator, settings.records());
            try {
                comparison.compare(settings.rounds());
            } finally {
                official.truncate(null, NAMESPACE, "benchw1", null);
                official.truncate(null, NAMESPACE, "benchw2", null);
            }
        }
    }

    private void compare(int rounds) throws Exception {
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            Cost our = Cost.of(() -> writeVectors("benchw1"));
            Cost their = Cost.of(() -> writeObjects("benchw2"));
            if (round >= 0) {
                ours.add(our);
                theirs.add(their);
                out.printf("  vectors: %s | official: %s%n", our.perRecord(records), their.perRecord(records));
            }
        }
        Cost our = median(ours);
        Cost their = median(theirs);
        out.printf("Median of %d interleaved rounds:%n", rounds);
        out.printf("  AeroArrow, from vectors:                %s%n", our.perRecord(records));
        out.printf("  official client 9.2.0, batch writes:    %s%n", their.perRecord(records));
        out.printf(
                Locale.ROOT,
                "  official / AeroArrow: wall %.2f, CPU %.2f%n",
                (double) their.wallNanos() / our.wallNanos(),
                (double) their.cpuNanos() / our.cpuNanos());
    }

    private static Cost median(List<Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparing(Cost::wallNanos))
                .toList()
                .get(costs.size() / 2);
    }

    private void writeVectors(String set) {
        try (VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
                WriteRun run = aero.write(NAMESPACE, set)
                        .keyColumn("id")
                        .keyAsBin(true)
                        .batchRows(BATCH)
                        .batchesInFlight(IN_FLIGHT)
                        .start()) {
            for (int from = 0; from < records; from += ROOT_ROWS) {
                fill(root, from, Math.min(ROOT_ROWS, records - from));
                run.add(root);
            }
            long written = run.finish().orThrow().written();
            if (written != records) {
                throw new IllegalStateException(written + " of " + records + " records were written to set " + set);
            }
        }
    }

    static void fill(VectorSchemaRoot root, int from, int rows) {
        BigIntVector ids = (BigIntVector) root.getVector("id");
        Float8Vector ratios = (Float8Vector) root.getVector("ratio");
        VarCharVector names = (VarCharVector) root.getVector("name");
        for (int i = 0; i < rows; i++) {
            ids.setSafe(i, from + i);
            ratios.setSafe(i, (from + i) / 7.0);
            names.setSafe(i, ("name-" + (from + i)).getBytes(StandardCharsets.UTF_8));
        }
        root.setRowCount(rows);
    }

    private void writeObjects(String set) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                writers.add(threads.submit(() -> {
                    for (int from = next.getAndAdd(BATCH); from < records; from = next.getAndAdd(BATCH)) {
                        writeBatch(set, from, Math.min(records, from + BATCH));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void writeBatch(String set, int from, int to) {
        BatchPolicy policy = official.copyBatchPolicyDefault();
        BatchWritePolicy withKey = new BatchWritePolicy();
        withKey.sendKey = true;
        List<BatchRecord> batch = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            batch.add(new BatchWrite(
                    withKey,
                    new Key(NAMESPACE, set, (long) i),
                    Operation.array(
                            Operation.put(new Bin("id", (long) i)),
                            Operation.put(new Bin("ratio", i / 7.0)),
                            Operation.put(new Bin("name", "name-" + i)))));
        }
        if (!official.operate(policy, batch)) {
            throw new IllegalStateException("a batch write to set " + set + " failed at record " + from);
        }
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }
}
