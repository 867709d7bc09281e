package io.aeroarrow.arrow;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.command.ParticleType;
import com.aerospike.client.policy.WritePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records on which filters differ: sparse bins, one bin of every type, keys of every kind and none, several times to
 * live, and two times of writing.
 *
 * @param size how many they are
 * @param middleNanos a time at which half of them were written, by this machine's clock
 */
record FilterRecords(int size, long middleNanos) {

    private static final int SIZE = 240;
    private static final int[] EXPIRATIONS = {-1, 1_000, 100_000};
    private static final String GEO = "{\"type\":\"Point\",\"coordinates\":[13.4,52.5]}";

    static FilterRecords write(TestCluster cluster, String set) {
        long middle = 0;
        for (int i = 0; i < SIZE; i++) {
            if (i == SIZE / 2) {
                awaitTick();
                middle = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
                awaitTick();
            }
            write(cluster, set, i);
        }
        return new FilterRecords(SIZE, middle);
    }

    /** Waits until the clock shows a later time, so that what is written before and after has different times. */
    private static void awaitTick() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    private static void write(TestCluster cluster, String set, int i) {
        WritePolicy policy = new WritePolicy();
        policy.sendKey = i % 4 != 0;
        policy.expiration = EXPIRATIONS[i % EXPIRATIONS.length];
        Object key = i % 4 == 1 ? "k" + i : i % 4 == 2 ? new byte[] {1, (byte) i} : i;
        cluster.official().put(policy, TestCluster.key(set, key), bins(i).toArray(Bin[]::new));
    }

    private static List<Bin> bins(int i) {
        List<Bin> bins = new ArrayList<>(List.of(new Bin("n", i)));
        if (i % 9 != 8) {
            bins.add(anyType(i % 9, i));
        }
        if (i % 2 == 0) {
            bins.add(new Bin("f", i % 14 == 0 ? Double.NaN : (i - 100) / 4.0));
        }
        if (i % 3 == 0) {
            bins.add(new Bin(
                    "s",
                    List.of("", "alpha", "Alpha\nbeta", "beta", "größe", "日本").get(i / 3 % 6)));
        }
        if (i % 5 == 0) {
            bins.add(new Bin("b", i % 10 == 0));
        }
        if (i % 7 == 0) {
            bins.add(new Bin("x", new byte[] {(byte) i, 1, 2}));
        }
        if (i % 20 == 0) {
            bins.add(new Bin("rare", "r".repeat(i * 10)));
        }
        return bins;
    }

    private static Bin anyType(int type, int i) {
        return switch (type) {
            case 0, 1 -> new Bin("v", i - SIZE / 2);
            case 2 -> new Bin("v", i / 2.0);
            case 3 -> new Bin("v", "text " + i % 4);
            case 4 -> new Bin("v", i % 2 == 0);
            case 5 -> new Bin("v", new byte[] {(byte) i});
            case 6 -> i % 2 == 0 ? new Bin("v", List.of(i)) : new Bin("v", Map.of("k", i));
            default -> new Bin("v", i % 2 == 0 ? Value.getAsGeoJSON(GEO) : new Value.HLLValue(emptyHyperLogLog()));
        };
    }

    /** Of 8 index bits and no minhash bits: a head of 11 bytes, and 256 registers of 6 bits. */
    private static byte[] emptyHyperLogLog() {
        byte[] bytes = new byte[11 + 256 * 6 / 8];
        bytes[1] = 8;
        return bytes;
    }

    /** Strings by their first bytes, two of which are no UTF-8; one bin is no string. */
    static void writePrefixed(TestCluster cluster, String set) {
        byte[][] invalid = {{(byte) 0xc3, (byte) 0xc0}, {(byte) 0xff}};
        List<Value> values = new ArrayList<>();
        for (String text : List.of("", "a", "ab", "abc", "a%", "b", "é", "ÿ", "ÿx", "Ā", "\u007f", "🚀x")) {
            values.add(Value.get(text));
        }
        values.add(Value.get(7));
        for (int i = 0; i < values.size(); i++) {
            cluster.put(set, i, new Bin("s", values.get(i)));
        }
        for (int i = 0; i < invalid.length; i++) {
            cluster.put(set, "invalid" + i, new Bin("s", new Value.BytesValue(invalid[i], ParticleType.STRING)));
        }
    }
}
