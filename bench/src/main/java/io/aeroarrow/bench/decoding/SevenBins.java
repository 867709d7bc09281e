package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.policy.BatchPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Generated records: seven bins of seven types, 279 bytes per record in the answer to a scan. */
public final class SevenBins {

    static final String NAMESPACE = "test";
    static final String SET = "bench7";

    static final Field ID = field("id", new ArrowType.Int(64, true));
    static final Field NAME = field("name", new ArrowType.Utf8());
    static final Field SCORE = field("score", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
    static final Field FLAG = field("flag", new ArrowType.Bool());
    static final Field TAGS = field("tags", new ArrowType.List(), field("element", new ArrowType.Utf8()));
    static final Field PLACE = field(
            "place",
            new ArrowType.Struct(),
            field("city", new ArrowType.Utf8()),
            field("rank", new ArrowType.Int(64, true)),
            field("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
    static final Field HASH = field("hash", new ArrowType.Binary());

    public static final Schema ALL = new Schema(List.of(ID, NAME, SCORE, FLAG, TAGS, PLACE, HASH));
    public static final Schema SCALARS = new Schema(List.of(ID, NAME, SCORE));

    private static final String[] CITIES = {"Lisbon", "Oslo", "Nairobi", "Quito", "Hanoi", "Rabat"};
    private static final int BATCH = 2_000;

    private SevenBins() {}

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    /** Writes the records 0 (inclusive) to {@code records} (exclusive). Keys are the numbers. */
    public static void load(AerospikeClient client, int records) {
        BatchPolicy policy = new BatchPolicy();
        policy.setTimeout(30_000);
        for (int from = 0; from < records; from += BATCH) {
            List<BatchRecord> batch = new ArrayList<>();
            for (int i = from; i < Math.min(records, from + BATCH); i++) {
                batch.add(write(i));
            }
            if (!client.operate(policy, batch)) {
                throw new IllegalStateException("a batch write to set " + SET + " failed at record " + from);
            }
        }
    }

    private static BatchWrite write(int i) {
        return new BatchWrite(
                new Key(NAMESPACE, SET, i),
                Arrays.stream(bins(i)).map(Operation::put).toArray(Operation[]::new));
    }

    /** Returns the bins of a record by its number; deterministic, scalars first. */
    public static Bin[] bins(int i) {
        Random random = new Random(i);
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        Map<String, Object> place = new TreeMap<>();
        place.put("city", CITIES[random.nextInt(CITIES.length)]);
        place.put("rank", (long) random.nextInt(1_000));
        place.put("ratio", random.nextDouble());
        return new Bin[] {
            new Bin("id", i),
            new Bin("name", "name of " + i),
            new Bin("score", random.nextGaussian()),
            new Bin("flag", random.nextBoolean()),
            new Bin("tags", List.of("red" + i % 10, "green", "tag" + i % 1_000)),
            new Bin("place", place),
            new Bin("hash", hash)
        };
    }
}
