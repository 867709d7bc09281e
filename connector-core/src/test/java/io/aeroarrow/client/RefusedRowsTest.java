package io.aeroarrow.client;

import static io.aeroarrow.client.BatchReads.refused;
import static io.aeroarrow.client.BatchReads.row;
import static io.aeroarrow.client.BatchReads.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.request.WireBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch reads whose rows, or which as a whole, a node refuses for the moment. */
@Timeout(60)
class RefusedRowsTest {

    private final BatchReads reads = new BatchReads();

    @AfterEach
    void releaseDigests() {
        reads.close();
    }

    private static byte[] twoRefused(int code) {
        return WireBytes.stream(row(5), row(0), refused(1, code), row(2), refused(4, code), row(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 11, 14, 18, 32, 83, 120})
    void readsARefusedKeyAgain(int code) {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(number == 0 ? twoRefused(code) : WireBytes.stream(rows(4, 1)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 5000)))
                    .containsExactly(0, 0, 0, 0, 0, 0);
            assertThat(node.requests()).isEqualTo(2);
            ByteBuffer again = ByteBuffer.wrap(node.field(1, 41));
            assertThat(again.getInt()).isEqualTo(2);
            assertThat(again.getInt(5)).isEqualTo(1);
            assertThat(client.metrics().retries()).isEqualTo(1);
        }
    }

    @Test
    void returnsTheCodeOfAKeyThatStaysRefused() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(number == 0 ? twoRefused(14) : WireBytes.stream(refused(4, 14), refused(1, 18)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 5000)))
                    .containsExactly(0, 18, 0, 0, 14, 0);
            assertThat(node.requests()).isEqualTo(3);
        }
    }

    @Test
    void doesNotRetryWithoutRetriesAndForLastingCodes() {
        try (FakeNode node = FakeNode.sending(twoRefused(14));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS.withMaxRetries(0), 5000)))
                    .containsExactly(0, 14, 0, 0, 14, 0);
            assertThat(node.requests()).isEqualTo(1);
        }
        try (FakeNode node = FakeNode.sending(
                        WireBytes.stream(row(5), row(0), refused(1, 2), row(2), refused(4, 27), row(3)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 5000)))
                    .containsExactly(0, 2, 0, 0, 27, 0);
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    /** The rows that came before the refusal are not read again. */
    @Test
    void readsAgainAfterANodeRefusesTheWholeBatch() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(
                            switch (number) {
                                case 0 -> WireBytes.frame(WireBytes.last().result(152));
                                case 1 ->
                                    WireBytes.frame(
                                            row(0), row(3), WireBytes.last().result(9));
                                default -> WireBytes.stream(rows(5, 4, 2, 1));
                            });
                    return number > 1;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 5000)))
                    .containsExactly(0, 0, 0, 0, 0, 0);
            assertThat(node.requests()).isEqualTo(3);
            assertThat(ByteBuffer.wrap(node.field(2, 41)).getInt()).isEqualTo(4);
        }
    }

    @Test
    void endsAtTheTotalTimeout() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(number == 0 ? twoRefused(14) : WireBytes.stream(refused(4, 14), refused(1, 14)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> reads.read(
                            client,
                            BatchReads.spec(
                                    BatchReads.TIMEOUTS
                                            .withTotal(Duration.ofMillis(300))
                                            .withMaxRetries(1_000_000),
                                    5000)))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.earlierFailures())
                                    .isNotEmpty()
                                    .allSatisfy(earlier -> assertThat(earlier).hasMessageContaining("14 KEY_BUSY")));
        }
    }
}
