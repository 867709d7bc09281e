package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.bench.Cost;
import io.aeroarrow.bench.Drain;
import io.aeroarrow.policy.ClientConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Scans and batch reads to Arrow vectors beside a drain of the same bytes and beside the official client, in turn on one
 * server.
 */
public final class DecodingComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int KEYS_PER_CALL = 5_000;
    /** Until then the JVM goes on compiling what runs once a batch, and its threads count as the client's. */
    private static final int SCAN_WARM_UP = 10;
    /** A round makes 40 calls only, and what runs once a call is compiled late. */
    private static final int LOOKUP_WARM_UP = 15;

    private DecodingComparison() {}

    /**
     * Measures against the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments the number of records, 1,000,000 without it; and of rounds, 15
     */
    public static void main(String[] arguments) throws Exception {
        String host = System.getenv("AEROSPIKE_HOST");
        if (host == null) {
            throw new IllegalArgumentException("set AEROSPIKE_HOST and AEROSPIKE_PORT to a server to measure against");
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        try (BufferAllocator allocator = new RootAllocator();
                AerospikeClient official = new AerospikeClient(host, port);
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(host, port), allocator);
                Drain drain = new Drain(host, port);
                LookupContenders lookups = new LookupContenders(allocator, records, KEYS_PER_CALL)) {
            OUT.printf(Locale.ROOT, "Loading %,d records of 7 bins%n", records);
            SevenBins.load(official, records);
            compareScans("3 scalars", SevenBins.SCALARS, records, rounds, aero, official, drain);
            compareScans("all 7 bins", SevenBins.ALL, records, rounds, aero, official, drain);
            compareLookups(lookups, rounds, aero, official, drain);
        }
    }

    private static void compareScans(
            String title, Schema schema, int records, int rounds, AeroArrow aero, AerospikeClient official, Drain drain)
            throws Exception {
        ScanContenders scans = new ScanContenders(schema, records);
        long bytes = drain.scan(SevenBins.NAMESPACE, SevenBins.SET, scans.bins(), 0, chunk -> {});
        Map<String, Cost.Work> contenders = new LinkedHashMap<>();
        contenders.put("AeroArrow, to vectors", () -> scans.toVectors(aero));
        contenders.put(
                "drain, nothing decoded",
                () -> drain.scan(SevenBins.NAMESPACE, SevenBins.SET, scans.bins(), 0, chunk -> {}));
        contenders.put("official client, scanAll", () -> scans.toObjects(official));
        OUT.printf(Locale.ROOT, "%nScan, %s: %.0f bytes a record%n", title, (double) bytes / records);
        Rounds.run(contenders, SCAN_WARM_UP, rounds, records).print(OUT);
    }

    private static void compareLookups(
            LookupContenders lookups, int rounds, AeroArrow aero, AerospikeClient official, Drain drain)
            throws Exception {
        Map<String, Cost.Work> contenders = new LinkedHashMap<>();
        contenders.put("AeroArrow, int64 keys", () -> lookups.byIntegers(aero));
        contenders.put("AeroArrow, digests", () -> lookups.byDigests(aero));
        contenders.put("drain, nothing decoded", () -> lookups.drained(drain));
        contenders.put("official client, get", () -> lookups.toObjects(official));
        OUT.printf(Locale.ROOT, "%nBatch reads, %,d keys a call, 7 bins%n", KEYS_PER_CALL);
        Rounds.run(contenders, LOOKUP_WARM_UP, rounds, lookups.lookups()).print(OUT);
    }
}
