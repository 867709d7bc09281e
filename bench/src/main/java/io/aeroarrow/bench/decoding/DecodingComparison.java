package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.bench.measure.Drain;
import io.aeroarrow.policy.ClientConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** Compares scans and batch reads to Arrow vectors with a drain and the official client, in interleaved rounds. */
public final class DecodingComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int KEYS_PER_CALL = 5_000;
    /** Until then the JVM still compiles code that runs once per batch, and compiler threads add to the CPU time. */
    private static final int SCAN_WARM_UP = 10;
    /** A round makes only 40 calls, so that code that runs once per call is compiled late. */
    private static final int LOOKUP_WARM_UP = 15;

    private DecodingComparison() {}

    /**
     * Runs the comparison on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments number of records (default: 1,000,000) and of rounds (default: 15)
     */
    public static void main(String[] arguments) throws Exception {
        ComparisonSettings settings = ComparisonSettings.of(arguments, 15);
        int records = settings.records();
        int rounds = settings.rounds();
        try (BufferAllocator allocator = new RootAllocator();
                AerospikeClient official = new AerospikeClient(settings.host(), settings.port());
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(settings.host(), settings.port()), allocator);
                Drain drain = new Drain(settings.host(), settings.port());
                SevenBinsLookups lookups = new SevenBinsLookups(allocator, records, KEYS_PER_CALL)) {
            OUT.printf(Locale.ROOT, "Loading %,d records of 7 bins%n", records);
            SevenBins.load(official, records);
            compareScans("3 scalars", SevenBins.SCALARS, records, rounds, aero, official, drain);
            compareScans("all 7 bins", SevenBins.ALL, records, rounds, aero, official, drain);
            compareLookups(lookups, rounds, aero, official, drain);
        }
    }

    private static void compareScans(
            String title,
            Schema schema,
            int records,
            int rounds,
            AeroArrowView aero,
            AerospikeClient official,
            Drain drain)
            throws Exception {
        SevenBinsScans scans = new SevenBinsScans(schema, records);
        long bytes = drain.scan(SevenBins.NAMESPACE, SevenBins.SET, scans.bins(), 0, chunk -> {});
        Map<String, Cost.Work> contestants = new LinkedHashMap<>();
        contestants.put("AeroArrow, to vectors", () -> scans.toVectors(aero));
        contestants.put(
                "drain, nothing decoded",
                () -> drain.scan(SevenBins.NAMESPACE, SevenBins.SET, scans.bins(), 0, chunk -> {}));
        contestants.put("official client, scanAll", () -> scans.toObjects(official));
        OUT.printf(Locale.ROOT, "%nScan, %s: %.0f bytes per record%n", title, (double) bytes / records);
        CostComparison.run(contestants, SCAN_WARM_UP, rounds, records).print(OUT);
    }

    private static void compareLookups(
            SevenBinsLookups lookups, int rounds, AeroArrowView aero, AerospikeClient official, Drain drain)
            throws Exception {
        Map<String, Cost.Work> contestants = new LinkedHashMap<>();
        contestants.put("AeroArrow, int64 keys", () -> lookups.byIntegers(aero));
        contestants.put("AeroArrow, digests", () -> lookups.byDigests(aero));
        contestants.put("drain, nothing decoded", () -> lookups.drained(drain));
        contestants.put("official client, get", () -> lookups.toObjects(official));
        OUT.printf(Locale.ROOT, "%nBatch reads, %,d keys per call, 7 bins%n", KEYS_PER_CALL);
        CostComparison.run(contestants, LOOKUP_WARM_UP, rounds, lookups.lookups())
                .print(OUT);
    }
}
