package io.aeroarrow.bench;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.bench.decoding.SevenBins;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Measures a scan by many tasks that share a client, as the tasks of an executor do: the time, the connections to each
 * node, and the memory. Each task reads its part of the partitions of one node.
 */
public final class ScanTasks {

    private static final String NAMESPACE = "test";
    private static final String SET = "bench7";
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ScanTasks() {}

    /**
     * Runs the measurement for each number of tasks.
     *
     * @param arguments host, port and number of records, then pairs {@code tasks/cores}, where so many tasks run at a time
     */
    public static void main(String[] arguments) throws Exception {
        String host = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        int records = Integer.parseInt(arguments[2]);
        try (AerospikeClient official = new AerospikeClient(host, port)) {
            SevenBins.load(official, records);
        }
        for (String pair : List.of(arguments).subList(3, arguments.length)) {
            String[] parts = pair.split("/", -1);
            measure(host, port, records, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    private static void measure(String host, int port, long records, int tasks, int cores) {
        try (DirectMemoryPeak direct = new DirectMemoryPeak();
                BufferAllocator vectors = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(host, port), vectors)) {
            long start = System.nanoTime();
            ExecutorService threads = Executors.newFixedThreadPool(cores);
            List<CompletableFuture<Long>> scans = new ArrayList<>();
            for (PartitionSet part : aero.client().planPartitions(NAMESPACE, tasks)) {
                scans.add(CompletableFuture.supplyAsync(() -> scan(aero, part), threads));
            }
            long rows = scans.stream().mapToLong(CompletableFuture::join).sum();
            double seconds = (System.nanoTime() - start) / 1e9;
            threads.shutdown();
            if (rows != records) {
                throw new IllegalStateException(rows + " rows were read instead of " + records);
            }
            OUT.printf(
                    Locale.ROOT,
                    "%d tasks, %d at a time: %.2f s; connections opened to each node %s; peak of the vectors %d MiB, of"
                            + " the memory account %d KiB, of Netty's off-heap memory %d MiB%n",
                    scans.size(),
                    cores,
                    seconds,
                    aero.client().metrics().nodes().stream()
                            .map(NodeMetrics::opened)
                            .toList(),
                    vectors.getPeakMemoryAllocation() >> 20,
                    aero.client().metrics().memoryPeak() >> 10,
                    direct.bytes() >> 20);
        }
    }

    private static long scan(AeroArrow aero, PartitionSet part) {
        long rows = 0;
        try (ScanArrowReader reader = aero.with(ReadOptions.DEFAULT.withReuseMemory(true))
                .scan(NAMESPACE, SET)
                .schema(SevenBins.ALL)
                .partitions(part)
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("a task failed", e);
        }
    }
}
