package io.aeroarrow.bench;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.ScanPolicy;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ScanRequest.EmptyRecords;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A scan of records of three scalar bins: to Arrow vectors, beside the official client's callback, in turn on one
 * server. Both check the sum of one bin, so that neither can skip anything.
 */
public final class ScanComparison {

    private static final String NAMESPACE = "test";
    private static final String SET = "bench3";
    private static final int BATCH = 2_000;

    private final AerospikeClient official;
    private final AeroArrow aero;
    private final int records;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ScanComparison(AerospikeClient official, AeroArrow aero, int records) {
        this.official = official;
        this.aero = aero;
        this.records = records;
    }

    /**
     * Measures against the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments the number of records, 1,000,000 without it; and of rounds, 7
     */
    public static void main(String[] arguments) throws Exception {
        String host = System.getenv("AEROSPIKE_HOST");
        if (host == null) {
            throw new IllegalArgumentException("set AEROSPIKE_HOST and AEROSPIKE_PORT to a server to measure against");
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        try (BufferAllocator allocator = new RootAllocator();
                AerospikeClient official = new AerospikeClient(host, port);
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(host, port), allocator)) {
            ScanComparison comparison = new ScanComparison(official, aero, records);
            comparison.load();
            comparison.compare(rounds);
        }
    }

    private void load() {
        out.printf(Locale.ROOT, "Loading %,d records of 3 bins%n", records);
        BatchPolicy policy = new BatchPolicy();
        policy.setTimeout(30_000);
        for (int from = 0; from < records; from += BATCH) {
            List<BatchRecord> batch = new ArrayList<>();
            for (int i = from; i < Math.min(records, from + BATCH); i++) {
                batch.add(new BatchWrite(
                        new Key(NAMESPACE, SET, i),
                        Operation.array(
                                Operation.put(new Bin("id", i)),
                                Operation.put(new Bin("ratio", i / 7.0)),
                                Operation.put(new Bin("name", "name-" + i)))));
            }
            if (!official.operate(policy, batch)) {
                throw new IllegalStateException("a batch write failed");
            }
        }
    }

    private void compare(int rounds) throws Exception {
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            Cost our = Cost.of(this::scanToArrow);
            Cost their = Cost.of(this::scanToObjects);
            if (round >= 0) {
                ours.add(our);
                theirs.add(their);
                out.printf("  Arrow: %s | official: %s%n", our.perRecord(records), their.perRecord(records));
            }
        }
        Cost our = median(ours);
        Cost their = median(theirs);
        out.printf("Median of %d rounds, each round one of both:%n", rounds);
        out.printf("  AeroArrow, scan to Arrow:       %s%n", our.perRecord(records));
        out.printf("  official client 9.2.0, scanAll: %s%n", their.perRecord(records));
        out.printf(
                Locale.ROOT,
                "  official / AeroArrow: wall %.2f, CPU %.2f, heap %.0f%n",
                (double) their.wallNanos() / our.wallNanos(),
                (double) their.cpuNanos() / our.cpuNanos(),
                (double) their.heapBytes() / Math.max(1, our.heapBytes()));
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                middle(costs, Comparator.comparing(Cost::wallNanos)).wallNanos(),
                middle(costs, Comparator.comparing(Cost::cpuNanos)).cpuNanos(),
                middle(costs, Comparator.comparing(Cost::heapBytes)).heapBytes());
    }

    private static Cost middle(List<Cost> costs, Comparator<Cost> order) {
        return costs.stream().sorted(order).toList().get(costs.size() / 2);
    }

    private void scanToArrow() throws Exception {
        Schema schema = new Schema(List.of(
                field("id", new ArrowType.Int(64, true)),
                field("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                field("name", new ArrowType.Utf8())));
        long rows = 0;
        long sum = 0;
        try (ArrowReader reader = aero.with(aero.options().withEmptyRecords(EmptyRecords.DROP))
                .scan(NAMESPACE, SET)
                .schema(schema)
                .reader()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            BigIntVector ids = (BigIntVector) root.getVector("id");
            while (reader.loadNextBatch()) {
                rows += root.getRowCount();
                for (int i = 0; i < root.getRowCount(); i++) {
                    sum += ids.get(i);
                }
            }
        }
        check(rows, sum);
    }

    private void scanToObjects() {
        ScanPolicy policy = new ScanPolicy();
        LongAdder rows = new LongAdder();
        LongAdder sum = new LongAdder();
        official.scanAll(
                policy,
                NAMESPACE,
                SET,
                (key, record) -> {
                    rows.increment();
                    sum.add(record.getLong("id"));
                },
                "id",
                "ratio",
                "name");
        check(rows.sum(), sum.sum());
    }

    private void check(long rows, long sum) {
        long wanted = (long) records * (records - 1) / 2;
        if (rows != records || sum != wanted) {
            throw new IllegalStateException(
                    rows + " rows with a sum of " + sum + " instead of " + records + " with " + wanted);
        }
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }
}
