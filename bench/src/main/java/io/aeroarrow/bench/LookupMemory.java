package io.aeroarrow.bench;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.Occurrence;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the off-heap memory of a lookup of 16,384 records of 100 KB, while one of three nodes needs 30 s
 * for each of its first answers. The nodes run in another JVM, so that only the client's memory counts.
 */
public final class LookupMemory {

    private static final int KEYS = 16_384;
    private static final int VALUE = 100_000;
    private static final String NAMESPACE = "test";
    private static final String SET = "large";
    /** Before each frame; each of the first answers has 64 frames, one for each key. */
    private static final Duration PAUSE = Duration.ofMillis(470);

    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(5), 2);
    /** Node 0 gets so many requests before the client waits for its answers. */
    private static final int SILENT_REQUESTS = 4;

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private LookupMemory() {}

    /**
     * Runs the measurement.
     *
     * @param arguments the first of three free ports; {@code serve} before it in the JVM of the nodes
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(ServerProcess.SERVE)) {
            serve(Integer.parseInt(arguments[1]));
            return;
        }
        ServerProcess.run("4g", LookupMemory.class, List.of(arguments[0]), () -> read(Integer.parseInt(arguments[0])));
    }

    private static void serve(int port) throws IOException {
        try (EmbeddedCluster cluster = EmbeddedCluster.builder()
                .replicationFactor(1)
                .firstPort(port)
                .eachNode(node -> node.memoryLimit(4L << 30))
                .start()) {
            for (long key = 0; key < KEYS; key++) {
                cluster.load(NAMESPACE, SET).put(key, Map.of("b", new byte[VALUE]));
            }
            cluster.faults(0)
                    .add(Fault.slowDisk(PAUSE), FaultTarget.on(RequestType.BATCH), Occurrence.times(SILENT_REQUESTS));
            ServerProcess.serveUntilInputEnds(OUT);
        }
    }

    private static void read(int port) {
        ByteBuffer digests = ByteBuffer.allocateDirect(KEYS * KeyDigester.DIGEST_SIZE);
        for (long key = 0; key < KEYS; key++) {
            digests.put(KeyDigester.digest(Key.of(NAMESPACE, SET, key)));
        }
        long address = RawMemory.address(digests.clear());
        BatchReadSpec spec = new BatchReadSpec(
                NAMESPACE,
                SET,
                BinSelection.all(),
                null,
                ReadRouting.DEFAULT,
                TIMEOUTS,
                BatchReadSpec.DEFAULT_MAX_KEYS);
        AtomicLong answers = new AtomicLong();
        long start = System.nanoTime();
        try (DirectMemoryPeak peak = new DirectMemoryPeak();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(new HostAddress("127.0.0.1", port)))) {
            client.unwrap(CursorClient.class)
                    .batchRead(
                            spec,
                            KEYS,
                            key -> address + (long) key * KeyDigester.DIGEST_SIZE,
                            (first, block) -> answers.addAndGet(block.size()));
            double seconds = (System.nanoTime() - start) / 1e9;
            OUT.printf(
                    Locale.ROOT,
                    "%d answers in %.1f s; peak of the memory account %d MiB, of Netty's off-heap memory %d MiB%n",
                    answers.get(),
                    seconds,
                    client.metrics().memoryPeak() >> 20,
                    peak.bytes() >> 20);
        }
    }
}
