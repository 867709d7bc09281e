package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batch reads and writes over connections that break, stall or violate the protocol. */
@Timeout(60)
class BatchFaultsTest {

    private static final int KEYS = 6;
    private static final Timeouts LONG_TIMEOUTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), 2);

    private final ByteBuf digests =
            WireBytes.direct(WireBytes.concat(digest(0), digest(1), digest(2), digest(3), digest(4), digest(5)));

    private static byte[] digest(int key) {
        return MessageBuilder.digestOf(100 * key, key);
    }

    @AfterEach
    void releaseDigests() {
        digests.release();
    }

    /** Reads all keys, checks that each answer has one bin, and returns the batch indexes. */
    private List<Integer> read(AeroArrowClient client, Timeouts timeouts, int maxKeys) {
        BatchReadSpec spec =
                new BatchReadSpec("test", "set", BinSelection.all(), null, ReadRouting.DEFAULT, timeouts, maxKeys);
        List<Integer> found = new ArrayList<>();
        client.unwrap(CursorClient.class)
                .batchRead(spec, KEYS, key -> RawMemory.address(digests) + 20L * key, (first, answers) -> {
                    for (int i = 0; i < answers.size(); i++) {
                        RecordCursor answer = answers.get(i);
                        assertThat(answer.batchIndex()).isEqualTo(first + i);
                        assertThat(answer.nextOp()).isTrue();
                        assertThat(RawMemory.getLongBE(answer.value())).isEqualTo(first + i);
                        found.add(first + i);
                    }
                });
        return found;
    }

    private List<Integer> read(AeroArrowClient client) {
        return read(client, LONG_TIMEOUTS, 5000);
    }

    private static MessageBuilder row(int index) {
        return WireBytes.record().batchIndex(index).integer("i", index);
    }

    private static MessageBuilder[] rows(int... indexes) {
        return Arrays.stream(indexes).mapToObj(BatchFaultsTest::row).toArray(MessageBuilder[]::new);
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
                assertThat(read(client)).containsExactly(0, 1, 2, 3, 4, 5);
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
                WireBytes.stream(rows(0, 1, 3, 5)),
                "left 2 keys of a batch without an answer; the first one is key 2");
        assertRejected(WireBytes.stream(), "left 6 keys of a batch without an answer");
    }

    @Test
    void rejectsBytesAfterTheEnd() throws InterruptedException {
        assertRejected(
                WireBytes.concat(WireBytes.stream(rows(0, 1, 2, 3, 4, 5)), WireBytes.frame(rows(0))),
                "sent bytes after the end of its answer");
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
            assertThat(read(client)).containsExactly(0, 1, 2, 3, 4, 5);
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
            assertThat(read(client, LONG_TIMEOUTS, 4)).containsExactly(0, 1, 2, 3, 4, 5);
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
            assertThat(read(client, LONG_TIMEOUTS.withMaxRetries(0), 1)).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(node.requests()).isEqualTo(KEYS);
        }
    }

    @Test
    void sendsNothingForABatchWithoutKeys() {
        try (FakeNode node = FakeNode.sending(new byte[0]);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            client.unwrap(CursorClient.class)
                    .batchRead(
                            new BatchReadSpec(
                                    "test", "set", BinSelection.all(), null, ReadRouting.DEFAULT, LONG_TIMEOUTS, 10),
                            0,
                            key -> RawMemory.address(digests),
                            (key, answer) -> {
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
