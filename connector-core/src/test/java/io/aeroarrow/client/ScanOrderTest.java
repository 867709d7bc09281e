package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<String> digests = new ArrayList<>();
        // No retries: checking the order does not count as one.
        ScanRequest request = ScanRequest.of("test", "").withPartitions(PartitionSet.range(10, 5));
        try (AeroArrowClient client = AeroArrowClient.connect(node.config());
                RecordCursors stream = client.unwrap(CursorClient.class)
                        .scan(request.withTimeouts(request.timeouts().withMaxRetries(0)))) {
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
