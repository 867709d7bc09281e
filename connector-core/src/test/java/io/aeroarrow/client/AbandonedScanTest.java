package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scans whose reader pauses or never returns. */
@Timeout(60)
class AbandonedScanTest {

    private static final String QUERIES = "query-show";

    private static String queries(AeroArrowClient client) {
        return client.info(List.of(QUERIES)).getOrDefault(QUERIES, "");
    }

    private static void awaitQuery(AeroArrowClient client, String status) {
        while (!queries(client).contains("status=" + status)) {
            Thread.onSpinWait();
        }
    }

    /** The set is larger than all buffers in between, so that the server has to wait for the reader. */
    @Test
    void returnsEveryRecordOnceWhenTheReaderOutlastsTheServersTimeout() {
        int records = 300;
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            byte[] blob = new byte[100_000];
            for (int i = 0; i < records; i++) {
                client.put(Key.of("test", "slow", i), List.of(new Bin("b", Value.of(blob))), WritePolicy.DEFAULT);
            }
            Timeouts impatient = Timeouts.SCAN.withSocket(Duration.ofMillis(300));
            List<String> digests = new ArrayList<>();
            try (RecordCursors stream = client.unwrap(CursorClient.class)
                    .scan(ScanRequest.of("test", "slow").withTimeouts(impatient))) {
                for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                    digests.add(HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE)));
                    if (digests.size() == 5) {
                        awaitQuery(client, "done(abandoned-connection)");
                    }
                }
            }
            assertThat(digests).hasSize(records).doesNotHaveDuplicates();
        }
    }

    @Test
    void endsTheQueryOnTheServerWhenTheReaderIsGone() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            for (int i = 0; i < 50; i++) {
                client.put(Key.of("test", "quiet", i), List.of(new Bin("n", Value.of(i))), WritePolicy.DEFAULT);
            }
            ScanRequest slow = ScanRequest.of("test", "quiet").withRecordsPerSecond(1);
            RecordCursors stream = client.unwrap(CursorClient.class).scan(slow);
            assertThat(stream.next()).isNotNull();
            awaitQuery(client, "active(ok)");
            stream.close();
            awaitEnded(client, 1);

            Thread reader = new Thread(() -> {
                try (RecordCursors endless = client.unwrap(CursorClient.class).scan(slow)) {
                    while (endless.next() != null) {
                        // One record per second.
                    }
                } catch (AeroArrowException e) {
                    // The interrupt below.
                }
            });
            reader.start();
            awaitQuery(client, "active(ok)");
            reader.interrupt();
            awaitEnded(client, 2);
        }
    }

    /**
     * Waits until the queries have ended early: by the abort, or because their connection has closed, whichever the
     * server sees first.
     */
    private static void awaitEnded(AeroArrowClient client, int queries) {
        while (queries(client).contains("status=active")) {
            Thread.onSpinWait();
        }
        assertThat(queries(client).split("done\\((user-aborted|abandoned-connection)\\)", -1))
                .hasSize(queries + 1);
    }
}
