package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.ScanRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that break a partition's descending digest order: repeated, or in an order of the server's own. */
@Timeout(60)
class ScanOrderTest {

    private static MessageBuilder row(int partition, int number) {
        return WireBytes.record().digest(partition, number).integer("i", number);
    }

    private static List<String> scan(FakeNode node) {
        // No retries: checking the order does not count as one.
        return scan(node, 0);
    }

    private static List<String> scan(FakeNode node, int retries) {
        List<String> digests = new ArrayList<>();
        ScanRequest request = ScanRequest.of("test", "").withPartitions(PartitionSet.range(10, 5));
        try (AeroArrowClient client = AeroArrowClient.connect(node.config());
                RecordCursors stream = client.unwrap(CursorClient.class)
                        .scan(request.withTimeouts(request.timeouts().withMaxRetries(retries)))) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                digests.add(HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE)));
            }
        }
        return digests;
    }

    private static FakeNode answering(byte[]... answers) {
        return new FakeNode(
                (number, request, peer) -> {
                    peer.send(answers[Math.min(number, answers.length - 1)]);
                    return true;
                },
                Integer.MAX_VALUE);
    }

    @Test
    void returnsTheRecordsOfARepeatedFrameOnce() {
        byte[] frame = WireBytes.frame(row(10, 9), row(11, 8), row(10, 7));
        try (FakeNode node = answering(
                WireBytes.concat(frame, frame, WireBytes.stream(row(10, 5))),
                WireBytes.stream(row(10, 5), row(11, 3)))) {
            assertThat(scan(node)).hasSize(5).doesNotHaveDuplicates();
            assertThat(node.field(1, 12))
                    .isEqualTo(WireBytes.concat(MessageBuilder.digestOf(10, 7), MessageBuilder.digestOf(11, 8)));
        }
    }

    /** Frames 2 and 3 have changed places. The scan asks again from the end of frame 1, and drops frame 3. */
    @Test
    void losesNothingWhenAFrameOvertakesAnother() {
        byte[] swapped = WireBytes.concat(
                WireBytes.frame(row(10, 9), row(10, 8)),
                WireBytes.frame(row(10, 5), row(10, 4), row(11, 9)),
                WireBytes.frame(row(10, 7), row(10, 6)),
                WireBytes.stream(row(11, 8)));
        byte[] again =
                WireBytes.stream(row(10, 7), row(10, 6), row(10, 5), row(10, 4), row(10, 3), row(11, 8), row(12, 1));
        try (FakeNode node = answering(swapped, again)) {
            assertThat(scan(node)).hasSize(10).doesNotHaveDuplicates();
            assertThat(node.field(1, 12))
                    .isEqualTo(WireBytes.concat(MessageBuilder.digestOf(10, 8), MessageBuilder.digestOf(11, 9)));
        }
    }

    @Test
    void losesNothingWhenAFrameOvertakesTheFirstOne() {
        byte[] swapped = WireBytes.concat(
                WireBytes.frame(row(10, 5), row(10, 4)), WireBytes.frame(row(10, 7), row(10, 6)), WireBytes.stream());
        byte[] again = WireBytes.stream(row(10, 7), row(10, 6), row(10, 5), row(10, 4));
        try (FakeNode node = answering(swapped, again)) {
            assertThat(scan(node)).hasSize(4).doesNotHaveDuplicates();
            assertThat(node.field(1, 12)).isEmpty();
        }
    }

    /** The records that were sent twice are dropped also if that answer breaks and the scan resumes once more. */
    @Test
    void dropsRepeatedRecordsAcrossAnotherResume() {
        byte[] swapped = WireBytes.concat(
                WireBytes.frame(row(10, 5), row(10, 4)), WireBytes.frame(row(10, 7), row(10, 6)), WireBytes.stream());
        byte[] unavailable = WireBytes.stream(
                row(10, 7), WireBytes.record().info3(4).result(11).generation(10));
        byte[] rest = WireBytes.stream(row(10, 6), row(10, 5), row(10, 4), row(10, 3));
        try (FakeNode node = answering(swapped, unavailable, rest)) {
            assertThat(scan(node, 1)).hasSize(5).doesNotHaveDuplicates();
            assertThat(node.field(2, 12)).isEqualTo(MessageBuilder.digestOf(10, 7));
        }
    }

    @Test
    void failsWhenItIsUnknownWhatWasOvertaken() {
        byte[] late = WireBytes.concat(
                WireBytes.frame(row(10, 5)),
                WireBytes.frame(row(10, 4)),
                WireBytes.frame(row(10, 7)),
                WireBytes.stream());
        try (FakeNode node = answering(late)) {
            assertThatThrownBy(() -> scan(node))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("partition 10 in a changed order");
        }
    }

    /** Resuming after a digest would lose records of a server that does not return them in digest order. */
    @Test
    void doesNotResumeInAnUnknownOrder() {
        byte[] unavailable = WireBytes.stream(
                row(10, 2), row(10, 3), WireBytes.record().info3(4).result(11).generation(10));
        try (FakeNode node = answering(WireBytes.stream(row(10, 1), row(10, 2)), unavailable)) {
            assertThatThrownBy(() -> scan(node, 1))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("in an order that the client does not know");
        }
    }

    @Test
    void acceptsAnotherRecordOrder() {
        try (FakeNode node = answering(
                WireBytes.stream(row(10, 1), row(10, 2), row(11, 1), row(11, 2)),
                WireBytes.stream(row(10, 2), row(10, 3), row(11, 1), row(11, 2), row(12, 1), row(12, 2)))) {
            assertThat(scan(node)).hasSize(7).doesNotHaveDuplicates();
            assertThat(node.requests()).isEqualTo(2);
        }
    }
}
