package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.FaultProxy.Fault;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans over connections that break, stall or violate the protocol. */
@Timeout(60)
class ScanFaultsTest {

    private static final int RECORDS = 300;
    private static final String SET = "faults";
    private static EmbeddedServer server;

    @BeforeAll
    static void fill() {
        server =
                EmbeddedServer.start(ServerConfig.builder().queryFrameBytes(700).build());
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(Key.of("test", SET, i), List.of(new Bin("i", Value.of(i))), WritePolicy.DEFAULT);
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ScanRequest request() {
        return ScanRequest.of("test", SET).withTimeouts(Timeouts.SCAN.withSocket(Duration.ofSeconds(10)));
    }

    private static List<String> scan(ClientConfig config, ScanRequest request) {
        try (AeroArrowClient client = AeroArrowClient.connect(config)) {
            return scan(client, request);
        }
    }

    private static List<String> scan(AeroArrowClient client, ScanRequest request) {
        List<String> digests = new ArrayList<>();
        try (RecordCursors stream = client.unwrap(CursorClient.class).scan(request)) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                digests.add(HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE)));
            }
        }
        return digests;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 8, 9, 700, 701, 5_000, 12_345})
    void resumesABrokenScanAfterTheLastRecord(long afterBytes) {
        List<String> all = scan(ClientConfig.of(server.host(), server.port()), request());
        assertThat(all).hasSize(RECORDS).doesNotHaveDuplicates();
        try (FaultProxy proxy =
                new FaultProxy(server, number -> number < 3 ? new Fault(afterBytes, false) : Fault.NONE)) {
            assertThat(scan(proxy.config(), request())).containsExactlyInAnyOrderElementsOf(all);
            // The last break may come after the end.
            assertThat(proxy.dataRequests()).isBetween(3, 4);
        }
    }

    /** Retries count from the last record, and each attempt returns some records. */
    @Test
    void survivesMoreBreaksThanRetriesIfEachAttemptReturnsRecords() {
        try (FaultProxy proxy = new FaultProxy(server, number -> number < 6 ? new Fault(1_500, false) : Fault.NONE)) {
            ScanRequest request = request().withTimeouts(request().timeouts().withMaxRetries(1));
            assertThat(scan(proxy.config(), request)).hasSize(RECORDS).doesNotHaveDuplicates();
            assertThat(proxy.dataRequests()).isEqualTo(7);
        }
    }

    @Test
    void returnsAtMostItsLimitWhenALimitedScanBreaks() {
        try (FaultProxy proxy = new FaultProxy(server, number -> number < 2 ? new Fault(2_000, false) : Fault.NONE)) {
            assertThat(scan(proxy.config(), request().withMaxRecords(100)))
                    .hasSize(100)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void resumesAStalledScanAfterTheSocketTimeout() {
        try (FaultProxy proxy = new FaultProxy(server, number -> number < 1 ? new Fault(3_000, true) : Fault.NONE)) {
            ScanRequest request = request().withTimeouts(request().timeouts().withSocket(Duration.ofMillis(300)));
            assertThat(scan(proxy.config(), request)).hasSize(RECORDS).doesNotHaveDuplicates();
        }
    }

    @Test
    void failsAtTheDeadlineWhenTheServerStalls() {
        try (FaultProxy proxy = new FaultProxy(server, number -> new Fault(0, true))) {
            Timeouts total = new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(400), 100);
            assertThatThrownBy(() -> scan(proxy.config(), request().withTimeouts(total)))
                    .isInstanceOf(DeadlineExceededException.class);
            Timeouts socket = new Timeouts(Duration.ofMillis(200), Duration.ZERO, 1);
            assertThatThrownBy(() -> scan(proxy.config(), request().withTimeouts(socket)))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("4096 of 4096 partitions")
                    .hasMessageContaining("sent nothing within 200 ms")
                    .hasCauseInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void failsAfterAllRetriesWhenTheServerAlwaysBreaks() {
        try (FaultProxy proxy = new FaultProxy(server, number -> new Fault(0, false))) {
            ScanRequest request = request().withTimeouts(request().timeouts().withMaxRetries(2));
            assertThatThrownBy(() -> scan(proxy.config(), request))
                    .isInstanceOf(PartitionsUnavailableException.class)
                    .hasMessageContaining("in 3 attempts, none of which read a record or completed a partition");
            assertThat(proxy.dataRequests()).isEqualTo(3);
        }
    }

    private static MessageBuilder row(int partition, int number) {
        return WireBytes.record().digest(partition, number).integer("i", number);
    }

    private static ScanRequest somePartitions() {
        return request().withPartitions(PartitionSet.range(10, 5));
    }

    /** Checks that the answer fails the scan and that its connection is never reused. */
    private static void assertRejected(byte[] answer, String reason) throws InterruptedException {
        try (FakeNode node = FakeNode.sending(answer);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> scan(client, somePartitions()))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(reason);
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void reusesTheConnectionAfterAValidAnswer() {
        try (FakeNode node = FakeNode.sending(WireBytes.stream(row(10, 2), row(10, 1), row(14, 1)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < 3; i++) {
                assertThat(scan(client, somePartitions())).hasSize(3);
            }
            // One connection to find the node, one for info and data.
            assertThat(node.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void rejectsARecordOfAPartitionThatWasNotRequested() throws InterruptedException {
        assertRejected(WireBytes.stream(row(10, 1), row(15, 1)), "partition 15, which was not requested");
    }

    @Test
    void rejectsARepeatedRecord() throws InterruptedException {
        assertRejected(WireBytes.stream(row(10, 1), row(11, 1), row(10, 1)), "partition 10 a second time");
    }

    @Test
    void rejectsARecordWithoutADigest() throws InterruptedException {
        assertRejected(WireBytes.stream(WireBytes.record().integer("i", 1)), "a record without a digest");
    }

    @Test
    void rejectsBytesAfterTheLastMessage() throws InterruptedException {
        assertRejected(WireBytes.frame(WireBytes.last(), row(10, 1)), "bytes follow the last message in its frame");
    }

    /** The answer is complete and right; only the connection may hold bytes of an unknown meaning. */
    @Test
    void returnsACompleteAnswerAndClosesItsConnectionIfBytesFollow() throws InterruptedException {
        byte[] answer = WireBytes.concat(WireBytes.stream(row(10, 1)), WireBytes.frame(row(10, 2)));
        try (FakeNode node = FakeNode.sending(answer);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions())).hasSize(1);
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void endsWhenAnOperatorAbortsTheQuery() throws InterruptedException {
        byte[] answer = WireBytes.frame(row(10, 1), WireBytes.record().info3(1).result(15));
        try (FakeNode node = FakeNode.sending(answer);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> scan(client, somePartitions()))
                    .isInstanceOfSatisfying(ServerErrorException.class, e -> {
                        assertThat(e.resultCode()).isEqualTo(15);
                        assertThat(e.retryable()).isFalse();
                    })
                    .hasMessageContaining("aborted on the server; run the scan again");
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void rejectsAReportOnAPartitionThatWasNotRequested() throws InterruptedException {
        assertRejected(
                WireBytes.stream(WireBytes.record().info3(4).result(11).generation(9)),
                "reported partition 9 as unavailable, which was not requested");
        assertRejected(
                WireBytes.stream(WireBytes.record().info3(4).result(11).generation(-1)),
                "reported partition -1 as unavailable, which was not requested");
    }

    @Test
    void rejectsAnAnswerInAnotherProtocol() throws InterruptedException {
        assertRejected(
                WireBytes.rawFrame(2, 1, "ERROR".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                "type 1 instead of 3");
        assertRejected(WireBytes.rawFrame(1, 3, new byte[22]), "protocol version 1");
    }

    @Test
    void ignoresRowsAfterAnError() throws InterruptedException {
        byte[] answer = WireBytes.concat(
                WireBytes.frame(row(10, 1), WireBytes.record().result(20)), WireBytes.stream(row(10, 2)));
        try (FakeNode node = FakeNode.sending(answer);
                AeroArrowClient client = AeroArrowClient.connect(node.config());
                RecordCursors stream = client.unwrap(CursorClient.class).scan(somePartitions())) {
            assertThat(stream.next()).isNotNull();
            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(20));
            // The stream is closed now and stays at its end.
            assertThat(stream.next()).isNull();
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @Test
    void resumesAfterATransientError() {
        AtomicInteger answers = new AtomicInteger();
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    answers.incrementAndGet();
                    peer.send(
                            number == 0
                                    ? WireBytes.frame(
                                            row(10, 2),
                                            row(11, 7),
                                            WireBytes.record().info3(1).result(11))
                                    : WireBytes.stream(row(10, 1), row(12, 1)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions())).hasSize(4).doesNotHaveDuplicates();
            assertThat(answers).hasValue(2);
            // Started partitions are requested by their last digest, the others by their number.
            assertThat(node.field(1, 12))
                    .isEqualTo(WireBytes.concat(MessageBuilder.digestOf(10, 2), MessageBuilder.digestOf(11, 7)));
            assertThat(node.field(1, 11)).containsExactly(12, 0, 13, 0, 14, 0);
        }
    }

    @Test
    void retriesAnUnavailablePartition() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(
                            number == 0
                                    ? WireBytes.stream(
                                            row(10, 2),
                                            WireBytes.record()
                                                    .info3(4)
                                                    .result(11)
                                                    .generation(12))
                                    : WireBytes.stream(row(12, 1)));
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions())).hasSize(2);
            assertThat(node.field(1, 11)).containsExactly(12, 0);
            assertThat(node.field(1, 12)).isEmpty();
        }
    }

    @Test
    void closesTheConnectionWhenAScanIsClosedEarly() throws InterruptedException {
        try (FakeNode node = FakeNode.sending(WireBytes.frame(row(10, 3), row(10, 2)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            RecordCursors stream = client.unwrap(CursorClient.class).scan(somePartitions());
            assertThat(stream.next()).isNotNull();
            stream.close();
            assertThat(node.sawHangUp()).isTrue();
            stream.close();
        }
    }

    @Test
    void failsAtOnceForAnUnknownNamespace() {
        try (FakeNode node = FakeNode.sending(WireBytes.stream());
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() -> client.unwrap(CursorClient.class).scan(ScanRequest.of("nope", "")))
                    .isInstanceOf(AeroArrowException.class)
                    .hasMessageContaining("'nope' among [test]");
            assertThat(node.requests()).isZero();
        }
    }
}
