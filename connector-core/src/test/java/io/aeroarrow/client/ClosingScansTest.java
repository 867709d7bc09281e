package io.aeroarrow.client;

import static io.aeroarrow.client.ClosingClient.PATIENT;
import static io.aeroarrow.client.ClosingClient.RECORDS;
import static io.aeroarrow.client.ClosingClient.awaitHits;
import static io.aeroarrow.client.ClosingClient.blocking;
import static io.aeroarrow.client.ClosingClient.closedErrorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Certificates;
import io.aeroarrow.Waits;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.ScanRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a client while it scans, looks up many keys, or waits for background jobs and info requests. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosingScansTest {

    private static final ScanRequest SCAN =
            ScanRequest.of("test", ClosingClient.SET).withTimeouts(PATIENT);

    private Certificates certificates;

    @BeforeAll
    void certify(@TempDir Path directory) {
        certificates = new Certificates(directory);
    }

    private ClosingClient open(boolean encrypted) {
        return encrypted ? ClosingClient.encrypted(certificates) : ClosingClient.clear();
    }

    private static int count(RecordCursors scan) {
        int rows = 0;
        while (scan.next() != null) {
            rows++;
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAScanOfASilentNode(boolean encrypted) {
        try (ClosingClient closing = open(encrypted)) {
            FaultRule queries = closing.silence(RequestType.QUERY);
            CompletableFuture<?> scan = blocking(() -> {
                try (RecordCursors records = closing.cursors().scan(SCAN)) {
                    return count(records);
                }
            });
            awaitHits(queries, 1);
            closing.closeAndExpectEnd(List.of(scan));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAScanWhoseReaderIsBusyWithARecord(boolean encrypted) {
        try (ClosingClient closing = open(encrypted)) {
            CountDownLatch closed = new CountDownLatch(1);
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<?> scan = blocking(() -> {
                try (RecordCursors records = closing.cursors().scan(SCAN.withRecordsPerSecond(1))) {
                    records.next();
                    reading.countDown();
                    Waits.untilOpen(closed);
                    return count(records);
                }
            });
            Waits.untilOpen(reading);
            closing.client().close();
            closed.countDown();
            closing.closeAndExpectEnd(List.of(scan));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closesTheConnectionAndTheQueryOfAScanThatNobodyReads(boolean encrypted) {
        try (ClosingClient closing = open(encrypted);
                RecordCursors scan = closing.cursors().scan(SCAN.withRecordsPerSecond(1))) {
            assertThat(scan.next()).isNotNull();
            closing.closeAndExpectEnd(List.of());
            assertThat(closing.server().connections()).isZero();
            assertThatThrownBy(() -> count(scan)).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void endsAScanThatWaitsForItsNextAttempt() {
        try (ClosingClient closing = ClosingClient.clear(config -> config.withTendInterval(Duration.ofMinutes(1)))) {
            FaultRule broken = closing.server().faults().add(Fault.closeAfter(0), FaultTarget.on(RequestType.QUERY));
            CompletableFuture<?> scan = blocking(() -> {
                try (RecordCursors records = closing.cursors().scan(SCAN.withTimeouts(PATIENT.withMaxRetries(1000)))) {
                    return count(records);
                }
            });
            awaitHits(broken, 2);
            closing.closeAndExpectEnd(List.of(scan));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsALookupOfManyKeys(boolean encrypted) {
        ByteBuf digests = Unpooled.directBuffer(20 * RECORDS).writeZero(20 * RECORDS);
        try (ClosingClient closing = open(encrypted)) {
            FaultRule batches = closing.silence(RequestType.BATCH);
            BatchReadSpec spec = new BatchReadSpec(
                    "test", ClosingClient.SET, BinSelection.all(), null, ReadRouting.DEFAULT, PATIENT, 10);
            CompletableFuture<?> lookup = blocking(() -> {
                closing.cursors()
                        .batchRead(
                                spec, RECORDS, key -> RawMemory.address(digests) + 20L * key, (first, answers) -> {});
                return "read";
            });
            awaitHits(batches, 1);
            closing.closeAndExpectEnd(List.of(lookup));
        } finally {
            digests.release();
        }
    }

    @Test
    void stopsWaitingForABackgroundJobWhichGoesOn() {
        try (ClosingClient closing = ClosingClient.clear()) {
            BackgroundRequest request = BackgroundRequest.of(
                            "test", ClosingClient.SET, List.of(Operation.write("m", Value.of(1))))
                    .withRecordsPerSecond(1);
            BackgroundJob job = closing.client().startBackground(request);
            List<CompletableFuture<?>> waiting =
                    List.of(blocking(() -> job.await(Duration.ofMinutes(1))), job.awaitAsync(Duration.ofMinutes(1)));
            closing.closeAndExpectEnd(waiting);
            assertThatThrownBy(job::progress).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void endsTheStartOfABackgroundJobAndInfoRequests() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule queries = closing.silence(RequestType.QUERY);
            BackgroundRequest request = BackgroundRequest.delete("test", ClosingClient.SET);
            CompletableFuture<?> start = closing.client().async().startBackground(request);
            CompletableFuture<?> blockedStart = blocking(() -> closing.client().startBackground(request));
            awaitHits(queries, 2);
            FaultRule infos = closing.silence(RequestType.INFO);
            CompletableFuture<?> info = blocking(() -> closing.client().namespaces());
            CompletableFuture<?> sets = closing.client().async().sets("test");
            awaitHits(infos, 2);
            closing.client().close();
            assertThat(closedErrorOf(start).inDoubt()).isTrue();
            List.of(blockedStart, info, sets).forEach(ClosingClient::closedErrorOf);
        }
    }
}
