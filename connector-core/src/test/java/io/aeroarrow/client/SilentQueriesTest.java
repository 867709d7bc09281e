package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries that are silent while the server looks at records that they do not want. */
@Timeout(60)
class SilentQueriesTest {

    private static final String ACTIVE = "trid=1:ns=test:status=active(ok):job-progress=10.00:recs-throttled=0"
            + ":recs-succeeded=0:recs-failed=0:recs-filtered-meta=0:recs-filtered-bins=";

    private static final int PARTITION_IDS = 11;
    private static final int DIGESTS = 12;

    private static ScanRequest request(Duration socket, int partitions) {
        return ScanRequest.of("test", "silent")
                .withPartitions(PartitionSet.range(10, partitions))
                .withTimeouts(new Timeouts(socket, Duration.ZERO, 0));
    }

    /** Long enough for the answer to the question about the query on a busy machine. */
    private static final Duration PATIENT = Duration.ofMillis(1_500);

    private static MessageBuilder row(int partition, int number) {
        return WireBytes.record().digest(partition, number).integer("i", number);
    }

    private static int count(FakeNode node, ScanRequest request) {
        try (AeroArrowClient client = AeroArrowClient.connect(node.config());
                RecordCursors stream = client.unwrap(CursorClient.class).scan(request)) {
            int rows = 0;
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                rows++;
            }
            return rows;
        }
    }

    /** A node that answers no query, and the question for its queries as given. */
    private static FakeNode silent(String report) {
        return new FakeNode((number, request, peer) -> {
                    peer.awaitHangUp();
                    return false;
                })
                .onInfo(name -> name.startsWith("query-show:") ? report : "ERROR:4:unrecognized command");
    }

    /** The answer comes after five reports, at least twice the socket timeout after the request. */
    @Test
    void waitsForANodeThatReportsProgressOfTheQuery() {
        CountDownLatch reports = new CountDownLatch(5);
        try (FakeNode node = new FakeNode((number, request, peer) -> {
            await(reports);
            peer.send(WireBytes.stream(row(10, 1)));
            return true;
        })) {
            node.onInfo(name -> {
                if (!name.startsWith("query-show:")) {
                    return "ERROR:4:unrecognized command";
                }
                reports.countDown();
                return ACTIVE + reports.getCount();
            });
            assertThat(count(node, request(PATIENT, 5))).isEqualTo(1);
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void givesUpAQueryThatMakesNoProgress() {
        try (FakeNode node = silent(ACTIVE + 7)) {
            assertThatThrownBy(() -> count(node, request(PATIENT, 5)))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("runs the query, but made no progress and sent nothing within 1500 ms")
                    .hasMessageContaining("socket timeout")
                    .hasCauseInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void givesUpANodeThatDoesNotKnowTheQueryLongBeforeTheSocketTimeout() {
        try (FakeNode node = silent("ERROR:2:job not found")) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> count(node, request(Duration.ofSeconds(30), 5)))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("does not know the query");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void readsALargeNamespaceInWindowsOnOneConnection() {
        try (FakeNode node = large((number, request, peer) -> {
            peer.send(number == 0 ? WireBytes.stream(row(10, 1), row(13, 1)) : WireBytes.stream());
            return true;
        })) {
            assertThat(count(node, request(Duration.ofSeconds(1), 60))).isEqualTo(2);
            assertThat(node.requests()).isGreaterThan(1);
            assertThat(partitions(node.field(0, PARTITION_IDS))).containsExactly(10, 11, 12, 13);
            assertThat(IntStream.range(0, node.requests())
                            .flatMap(request -> partitions(node.field(request, PARTITION_IDS))))
                    .containsExactlyElementsOf(IntStream.range(10, 70).boxed().toList());
            // One to find the node, one for tending, one for the scan.
            assertThat(node.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void keepsTheWindowsThatWereReadWhenALaterOneFails() {
        try (FakeNode node = large((number, request, peer) -> {
            if (number == 1) {
                return false;
            }
            peer.send(number == 0 ? WireBytes.stream(row(11, 1)) : WireBytes.stream());
            return true;
        })) {
            ScanRequest request = request(Duration.ofSeconds(1), 60);
            assertThat(count(node, request.withTimeouts(request.timeouts().withMaxRetries(1))))
                    .isEqualTo(1);
            assertThat(partitions(node.field(1, PARTITION_IDS))).startsWith(14);
            assertThat(node.field(2, PARTITION_IDS)).isEqualTo(node.field(1, PARTITION_IDS));
            assertThat(node.field(2, DIGESTS)).isEmpty();
        }
    }

    /** A complete window is progress, so that retries count from there. */
    @Test
    void survivesMoreFailuresThanRetriesIfEachAttemptCompletesPartitions() {
        try (FakeNode node = large((number, request, peer) -> {
            if (number % 2 == 1) {
                return false;
            }
            peer.send(WireBytes.stream());
            return true;
        })) {
            ScanRequest request = request(Duration.ofSeconds(1), 60);
            assertThat(count(node, request.withTimeouts(request.timeouts().withMaxRetries(1))))
                    .isZero();
            assertThat(node.requests()).isGreaterThanOrEqualTo(5);
        }
    }

    /** A node whose partitions are so large that a scan first asks for four of them. */
    private static FakeNode large(FakeNode.Answer answer) {
        return new FakeNode(answer, Integer.MAX_VALUE)
                .onInfo(name -> name.equals("namespace/test")
                        ? "objects=1000000000000;master_objects=1000000000000"
                        : "ERROR:4:unrecognized command");
    }

    private static IntStream partitions(byte[] ids) {
        ByteBuffer buffer = ByteBuffer.wrap(ids).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, ids.length / Short.BYTES).map(i -> buffer.getShort(i * Short.BYTES));
    }
}
