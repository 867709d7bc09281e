package io.aeroarrow.bench;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.bench.decoding.SevenBins;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Measures the off-heap memory of many readers in one JVM, as tasks of an executor have them: each scans the whole set,
 * all 7 bins, at the same time. The vectors must fit into {@link #VECTOR_LIMIT}, the least default of Spark's executors.
 * The server runs in another JVM, so that only the client's memory counts.
 */
public final class ScanMemory {

    private static final long VECTOR_LIMIT = 512L << 20;
    private static final String NAMESPACE = "test";
    private static final String SET = "bench7";
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ScanMemory() {}

    /**
     * Runs the measurement.
     *
     * @param arguments a free port, the number of records and the number of readers; {@code serve} before them in the JVM
     *     of the server
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(ServerProcess.SERVE)) {
            serve(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        ServerProcess.run(
                "3g",
                ScanMemory.class,
                List.of(arguments[0], arguments[1]),
                () -> measure(
                        Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2])));
    }

    private static void serve(int port, int records) throws IOException {
        ServerConfig config =
                ServerConfig.builder().port(port).memoryLimit(4L << 30).build();
        try (EmbeddedServer server = EmbeddedServer.start(config)) {
            for (int i = 0; i < records; i++) {
                Map<String, Object> bins = new HashMap<>();
                for (Bin bin : SevenBins.bins(i)) {
                    bins.put(bin.name, bin.value.getObject());
                }
                server.load(NAMESPACE, SET).put((long) i, bins);
            }
            ServerProcess.serveUntilInputEnds(OUT);
        }
    }

    private static void measure(int port, long records, int readers) throws IOException {
        long start = System.nanoTime();
        try (DirectMemoryPeak direct = new DirectMemoryPeak();
                BufferAllocator vectors = new RootAllocator(VECTOR_LIMIT);
                AeroArrow aero = AeroArrow.connect(ClientConfig.of("127.0.0.1", port), vectors)) {
            ExecutorService threads = Executors.newFixedThreadPool(readers);
            List<CompletableFuture<Long>> scans = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                scans.add(CompletableFuture.supplyAsync(() -> scan(aero), threads));
            }
            long rows = scans.stream().mapToLong(CompletableFuture::join).sum();
            double seconds = (System.nanoTime() - start) / 1e9;
            threads.shutdown();
            if (rows != records * readers) {
                throw new IllegalStateException(rows + " rows were read instead of " + records * readers);
            }
            OUT.printf(
                    Locale.ROOT,
                    "%d readers of %d records in %.1f s; peak of the vectors %d MiB, of the memory account %d MiB,"
                            + " of Netty's off-heap memory %d MiB, %s%n",
                    readers,
                    records,
                    seconds,
                    vectors.getPeakMemoryAllocation() >> 20,
                    aero.client().metrics().memoryPeak() >> 20,
                    direct.bytes() >> 20,
                    processPeak());
        }
    }

    private static long scan(AeroArrow aero) {
        long rows = 0;
        try (ScanArrowReader reader = aero.with(ReadOptions.DEFAULT.withReuseMemory(true))
                .scan(NAMESPACE, SET)
                .schema(SevenBins.ALL)
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("a scan failed", e);
        }
    }

    /** The most memory that the process had, with the heap; "unknown" if the system does not tell. */
    private static String processPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "of the process unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line ->
                        "of the process" + line.substring("VmHWM:".length()).replaceAll("\\s+", " "))
                .findFirst()
                .orElse("of the process unknown");
    }
}
