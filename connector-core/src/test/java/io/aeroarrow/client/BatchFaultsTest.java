package io.aeroarrow.client;

import static io.aeroarrow.client.BatchReads.row;
import static io.aeroarrow.client.BatchReads.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batch reads and writes over connections that break, stall or violate the protocol. */
@Timeout(60)
class BatchFaultsTest {

    private static final Timeouts LONG_TIMEOUTS = BatchReads.TIMEOUTS;

    private final BatchReads reads = new BatchReads();

    @AfterEach
    void releaseDigests() {
        reads.close();
    }

    private void read(AeroArrowClient client, Timeouts timeouts, int maxKeys) {
        assertThat(reads.read(client, BatchReads.spec(timeouts, maxKeys)))
                .hasSize(BatchReads.KEYS)
                .containsOnly(0);
    }

    private void read(AeroArrowClient client) {
        read(client, LONG_TIMEOUTS, 5000);
    }

    private void assertRejected(byte[] answer, String reason) throws InterruptedException {
        try (FakeNode node = FakeNode.sending(answer);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> read(client))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(reason);
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void returnsAnswersInKeyOrderWhateverTheirOrderAndChunks() {
        byte[] answer = WireBytes.concat(
                WireBytes.frame(rows(5, 0, 3)),
                WireBytes.frame(rows(4)),
                WireBytes.frame(rows(1, 2)),
                WireBytes.frame(WireBytes.last()));
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    for (byte one : answer) {
                        peer.send(new byte[] {one});
                    }
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < 3; i++) {
                read(client);
            }
            assertThat(node.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void rejectsABatchIndexThatWasNotSent() throws InterruptedException {
        assertRejected(WireBytes.stream(rows(0, 6)), "answered key 6 of a batch");
        assertRejected(WireBytes.stream(rows(0, -1)), "answered key -1 of a batch");
        assertRejected(WireBytes.stream(rows(Integer.MAX_VALUE)), "answered key 2147483647 of a batch");
    }

    @Test
    void rejectsARepeatedBatchIndex() throws InterruptedException {
        assertRejected(WireBytes.stream(rows(0, 1, 0, 2, 3, 4, 5)), "answered key 0 of a batch");
    }

    @Test
    void failsWhenAKeyIsNotAnswered() throws InterruptedException {
        assertRejected(
                WireBytes.stream(rows(0, 1, 3, 5)), "left 2 keys of a batch without an answer; the first one is key 2");
        assertRejected(WireBytes.stream(), "left 6 keys of a batch without an answer");
    }

    @Test
    void failsWhenTheNodeRejectsTheWholeBatch() throws InterruptedException {
        try (FakeNode node = FakeNode.sending(WireBytes.frame(WireBytes.last().result(4)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> read(client))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(4));
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @Test
    void retriesOnlyKeysWithoutAnAnswer() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    if (number == 0) {
                        byte[] part = WireBytes.stream(rows(4, 0, 2, 3));
                        // Two complete answers and part of the third.
                        peer.send(Arrays.copyOf(part, 8 + 2 * row(0).bytes().length + 25));
                        return false;
                    }
                    peer.send(WireBytes.stream(rows(1, 2, 3, 5)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            read(client);
            ByteBuffer again = ByteBuffer.wrap(node.field(1, 41));
            assertThat(again.getInt()).isEqualTo(4);
            assertThat(again.getInt(5)).isEqualTo(1);
        }
    }

    @Test
    void failsAtTheDeadlineWhenTheNodeIsSilent() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.awaitHangUp();
                    return false;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            Timeouts total = new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(300), 100);
            assertThatThrownBy(() -> read(client, total, 5000)).isInstanceOf(DeadlineExceededException.class);
            Timeouts socket = new Timeouts(Duration.ofMillis(200), Duration.ZERO, 0);
            assertThatThrownBy(() -> read(client, socket, 5000))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("6 of 6 keys could not be read")
                    .hasCauseInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void splitsABatchIntoRequests() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    ByteBuffer rows = ByteBuffer.wrap(request, 8 + 22 + 5, request.length - 35);
                    int count = rows.getInt();
                    int first = rows.getInt(rows.position() + 1);
                    int[] indexes = new int[count];
                    Arrays.setAll(indexes, i -> first + i);
                    peer.send(WireBytes.stream(rows(indexes)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            read(client, LONG_TIMEOUTS, 4);
            assertThat(node.requests()).isEqualTo(2);
        }
    }

    /** A request that waited for the connections of its own batch would wait without end. */
    @Test
    void runsMoreRequestsThanConnectionsWithoutADeadlock() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(WireBytes.stream(rows(ByteBuffer.wrap(request).getInt(8 + 22 + 5 + 5))));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config().withMaxConnectionsPerNode(1))) {
            read(client, LONG_TIMEOUTS.withMaxRetries(0), 1);
            assertThat(node.requests()).isEqualTo(BatchReads.KEYS);
        }
    }

    @Test
    void sendsNothingForABatchWithoutKeys() {
        try (FakeNode node = FakeNode.sending(new byte[0]);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            client.unwrap(CursorClient.class)
                    .batchRead(BatchReads.spec(LONG_TIMEOUTS, 10), 0, reads::digestAddress, (key, answer) -> {
                        throw new AssertionError("an answer to key " + key);
                    });
            assertThat(node.requests()).isZero();
        }
    }

    private static void put(AeroArrowClient client) {
        client.put(
                Key.of("test", "set", 1),
                List.of(new Bin("a", Value.of(1))),
                WritePolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS.withMaxRetries(0)));
    }

    @Test
    void reusesTheConnectionWhenTheServerRejectsAWrite() {
        try (FakeNode node = FakeNode.sending(WireBytes.frame(WireBytes.record().result(22)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> put(client))
                        .isInstanceOf(ServerErrorException.class)
                        .hasMessageContaining("22 FORBIDDEN");
            }
            assertThat(node.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void closesTheConnectionWhenTheAnswerToAWriteIsNotAMessage() throws InterruptedException {
        for (byte[] answer : List.of(
                WireBytes.rawFrame(2, 3, new byte[22]),
                WireBytes.frame(),
                WireBytes.frame(WireBytes.record(), WireBytes.record()),
                WireBytes.rawFrame(2, 3, new byte[] {22, 0}))) {
            try (FakeNode node = FakeNode.sending(answer);
                    AeroArrowClient client = AeroArrowClient.connect(node.config())) {
                assertThatThrownBy(() -> put(client)).isInstanceOf(ProtocolViolationException.class);
                assertThat(node.sawHangUp()).isTrue();
            }
        }
    }
}
