package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pauses between the attempts of scans and lookups grow, and progress starts them again. */
@Timeout(60)
class RetryPausesTest {

    private final List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());

    /** A node that answers each request in turn; the last answer repeats. */
    private FakeNode answering(byte[]... answers) {
        return new FakeNode((number, request, peer) -> {
            arrivals.add(System.nanoTime());
            peer.send(answers[Math.min(number, answers.length - 1)]);
            return true;
        });
    }

    private static byte[] refusal(int code) {
        return WireBytes.frame(WireBytes.last().result(code));
    }

    private static int scan(AeroArrowClient client, int maxRetries) {
        ScanRequest request = ScanRequest.of("test", "set")
                .withPartitions(PartitionSet.range(10, 1))
                .withTimeouts(new Timeouts(Duration.ofSeconds(20), Duration.ZERO, maxRetries));
        try (RecordCursors stream = client.unwrap(CursorClient.class).scan(request)) {
            int rows = 0;
            while (stream.next() != null) {
                rows++;
            }
            return rows;
        }
    }

    /** Checks that each attempt came at least so many milliseconds after the one before. */
    private void assertPauses(int... millis) {
        assertThat(arrivals).hasSize(millis.length + 1);
        for (int i = 0; i < millis.length; i++) {
            assertThat(Duration.ofNanos(arrivals.get(i + 1) - arrivals.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(millis[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18, 22, 83, 203})
    void aRefusedScanWaitsLongerEachTime(int code) {
        byte[] rows = WireBytes.stream(WireBytes.record().digest(10, 1).integer("i", 1));
        try (FakeNode node = answering(refusal(code), refusal(code), refusal(code), rows);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, 3)).isEqualTo(1);
            assertPauses(50, 100, 200);
        }
    }

    @Test
    void aScanThatStaysRefusedNamesAllFailures() {
        try (FakeNode node = answering(refusal(18));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> scan(client, 2))
                    .isInstanceOfSatisfying(
                            PartitionsUnavailableException.class,
                            e -> assertThat(e.earlierFailures()).hasSize(2))
                    .hasMessageContaining("in 3 attempts")
                    .hasMessageContaining("18 DEVICE_OVERLOAD");
            assertPauses(50, 100);
        }
    }

    /** The second refusal follows a row. Then one retry is enough, although two were needed in all. */
    @Test
    void progressStartsTheCountAgain() {
        byte[] row = WireBytes.concat(
                WireBytes.frame(WireBytes.record().digest(10, 9).integer("i", 1)), refusal(18));
        byte[] rest = WireBytes.stream(WireBytes.record().digest(10, 3).integer("i", 2));
        try (FakeNode node = answering(refusal(18), row, rest);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, 1)).isEqualTo(2);
            assertPauses(50, 50);
        }
    }

    @Test
    void aLookupWaitsLongerEachTime() {
        byte[] busy = WireBytes.stream(
                BatchReads.row(0),
                BatchReads.row(2),
                BatchReads.row(3),
                BatchReads.row(4),
                BatchReads.row(5),
                BatchReads.refused(1, 14));
        byte[] again = WireBytes.stream(BatchReads.refused(1, 14));
        byte[] found = WireBytes.stream(BatchReads.row(1));
        try (BatchReads reads = new BatchReads();
                FakeNode node = answering(busy, again, again, again, found);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS.withMaxRetries(4), 10)))
                    .containsOnly(0);
            assertPauses(5, 10, 20, 40);
        }
    }

    @Test
    void aLookupThatFailsNamesTheEarlierFailures() {
        try (BatchReads reads = new BatchReads();
                FakeNode node = new FakeNode((number, request, peer) -> false);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 10)))
                    .isInstanceOfSatisfying(
                            PartitionsUnavailableException.class,
                            e -> assertThat(e.earlierFailures()).hasSize(2).allMatch(AeroArrowException::retryable))
                    .hasMessageContaining("in 3 attempts");
        }
    }
}
