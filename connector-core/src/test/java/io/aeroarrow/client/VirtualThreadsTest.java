package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.Occurrence;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocking calls on virtual threads keep no carrier thread while they wait. Needs JDK 21. */
@Timeout(120)
class VirtualThreadsTest {

    private static final int VIRTUAL_THREADS_SINCE = 21;
    private static final int GETS = 10_000;
    private static final int RECORDS = 100;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private static Key key(int number) {
        return Key.of("test", "virtual", number % RECORDS);
    }

    /** {@code Thread.startVirtualThread}, which JDK 17 does not have. */
    private static void startVirtual(Runnable task) throws ReflectiveOperationException {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    @Test
    void tenThousandGetsPinNoCarrierThread(@TempDir Path directory)
            throws IOException, InterruptedException, ReflectiveOperationException {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(VIRTUAL_THREADS_SINCE);
        Path events = directory.resolve("events.jfr");
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client = AeroArrowClient.connect(
                        ClientConfig.of(server.host(), server.port()).withMaxConnectionsPerNode(20));
                Recording recording = new Recording()) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(key(i), List.of(new Bin("n", Value.of(i))), WritePolicy.DEFAULT);
                assertThat(client.get(key(i)).orElseThrow().bins()).containsEntry("n", Value.of(i));
            }
            // A thread is pinned while classes are initialized, also those of the JDK for virtual threads.
            CountDownLatch ready = new CountDownLatch(1);
            server.faults()
                    .add(Fault.slowDisk(Duration.ofMillis(50)), FaultTarget.on(RequestType.READ), Occurrence.times(1));
            startVirtual(() -> {
                client.get(key(0));
                ready.countDown();
            });
            ready.await();
            // Threads wait for answers and for connections.
            server.faults().add(Fault.slowDisk(Duration.ofMillis(1)), FaultTarget.on(RequestType.READ));
            recording.enable(PINNED).withStackTrace().withThreshold(Duration.ZERO);
            recording.start();
            AtomicInteger right = new AtomicInteger();
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            CountDownLatch left = new CountDownLatch(GETS);
            ReadPolicy patient = ReadPolicy.DEFAULT.withTimeouts(
                    ReadPolicy.DEFAULT.timeouts().withTotal(Duration.ofSeconds(100)));
            for (int i = 0; i < GETS; i++) {
                int number = i;
                startVirtual(() -> {
                    try {
                        Value value = client.get(key(number), BinSelection.all(), patient)
                                .orElseThrow()
                                .bins()
                                .get("n");
                        right.addAndGet(Value.of(number % RECORDS).equals(value) ? 1 : 0);
                    } catch (RuntimeException e) {
                        failures.add(e);
                    } finally {
                        left.countDown();
                    }
                });
            }
            left.await();
            recording.stop();
            recording.dump(events);
            assertThat(failures).isEmpty();
            assertThat(right).hasValue(GETS);
        }
        List<String> pinned = RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .map(VirtualThreadsTest::frames)
                .filter(frames -> frames.contains("io.aeroarrow"))
                .distinct()
                .toList();
        assertThat(pinned).isEmpty();
    }

    private static String frames(RecordedEvent event) {
        StringBuilder text = new StringBuilder();
        // From JDK 24 on, the event has the reason.
        if (event.hasField("pinnedReason")) {
            text.append(event.getString("pinnedReason")).append('\n');
        }
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                text.append(frame.getMethod().getType().getName())
                        .append('.')
                        .append(frame.getMethod().getName())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
