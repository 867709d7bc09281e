package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.policy.ClientConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The Java reader as one side of a comparison of processes. Loads the set of seven bins and stores its schema, then reads the set
 * once for each line of its input: the line is the number of threads that decode, the answer a line of seconds, CPU seconds and
 * rows.
 */
public final class ReaderRounds {

    /** The set of stored schemas, for other processes that read the set. */
    private static final String SCHEMAS = "benchschemas";

    /** As large as the batches of the Flight server. */
    private static final long BATCH_BYTES = 4L << 20;

    private ReaderRounds() {}

    /**
     * Runs until the end of the input, on the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments the number of records
     */
    public static void main(String[] arguments) throws Exception {
        ComparisonSettings settings = ComparisonSettings.of(arguments, 1);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (AerospikeClient official = new AerospikeClient(new ClientPolicy(), settings.host(), settings.port())) {
            // A run with fewer records than the one before.
            official.truncate(null, SevenBins.NAMESPACE, SevenBins.SET, null);
            SevenBins.load(official, settings.records());
        }
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(settings.host(), settings.port()), allocator);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            SchemaStore.of(aero.client(), SCHEMAS).put(SevenBins.NAMESPACE, SevenBins.SET, SevenBins.ALL);
            out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int threads = Integer.parseInt(line);
                long[] rows = new long[1];
                Cost cost = Cost.of(() -> rows[0] = read(aero, threads));
                out.printf(Locale.ROOT, "%.6f %.6f %d%n", cost.wallNanos() / 1e9, cost.cpuNanos() / 1e9, rows[0]);
            }
        }
    }

    private static long read(AeroArrow aero, int threads) throws IOException {
        long rows = 0;
        try (ScanArrowReader reader = aero.scan(SevenBins.NAMESPACE, SevenBins.SET)
                .schema(SevenBins.ALL)
                .batchBytes(BATCH_BYTES)
                .parallelism(threads)
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        }
        return rows;
    }
}
