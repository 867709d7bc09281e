package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An expired total timeout is reported as itself, whatever failed at that moment, and if no retry is left. */
@Timeout(60)
class TotalTimeoutTest {

    private static final Timeouts HASTY = new Timeouts(Duration.ofSeconds(20), Duration.ofMillis(150), 0);

    private static void assertTimesOut(ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
                    assertThat(e.limit()).isEqualTo(Limit.TOTAL);
                    assertThat(e.given()).isEqualTo(HASTY.total());
                })
                .hasMessageContaining("(total timeout)");
    }

    private static void scan(AeroArrowClient client) {
        try (RecordCursors stream = client.unwrap(CursorClient.class)
                .scan(ScanRequest.of("test", "set").withTimeouts(HASTY))) {
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void endsAReadOfASilentNode() {
        try (BatchReads reads = new BatchReads();
                FakeNode node = FakeNode.sending(new byte[0]);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertTimesOut(() -> scan(client));
            assertTimesOut(() -> reads.read(client, BatchReads.spec(HASTY, 5000)));
        }
    }

    @Test
    void endsAReadThatWaitsForAConnection() {
        try (BatchReads reads = new BatchReads();
                FakeNode node = FakeNode.sending(new byte[0]);
                AeroArrowClient client = AeroArrowClient.connect(node.config().withMaxConnectionsPerNode(1))) {
            CompletableFuture<?> holder = client.async()
                    .get(
                            Key.of("test", "set", 1),
                            BinSelection.all(),
                            ReadPolicy.DEFAULT.withTimeouts(
                                    new Timeouts(Duration.ofSeconds(50), Duration.ofSeconds(50), 0)));
            Waits.until(() -> node.requests() == 1);
            assertThat(holder).isNotDone();
            assertTimesOut(() -> scan(client));
            assertTimesOut(() -> reads.read(client, BatchReads.spec(HASTY, 5000)));
        }
    }
}
